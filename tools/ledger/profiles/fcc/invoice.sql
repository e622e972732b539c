-- A reprint is not a second bill: where it prints the same amounts, it says what the first print says, and so becomes
-- a reject as the same row twice. The balance is what was still open when the invoice was printed.
select p.bill as invoice_id,
       f.account_number,
       f.invoice_no as trx_number,
       'INV' as class,
       day_text(f.invoice_date) as trx_date,
       day_after(day_text(f.invoice_date), regexp_extract(f.terms, '(?i)(\d+)\s*day', 1)) as due_date,
       day_text(f.period_start) as period_start,
       day_text(f.period_end) as period_end,
       upper(f.billing_calendar) as calendar,
       f.ordered as io_id,
       f.terms as terms_id,
       'USD' as currency,
       amount_text(f.gross) as gross,
       amount_text(f.agency_commission) as commission,
       coalesce(cast(f.net as varchar), f.net_due) as net,
       nullif(amount_text(f.tax), '') as tax,
       coalesce(cast(f.net + coalesce(amount(f.tax), 0) as varchar), f.net_due) as total,
       amount_text(f.invoice_balance) as printed_balance,
       f.printed_spot_count,
       f.is_copy as is_reprint,
       concat_ws('; ', 'Product: ' || nullif(trim(f.product), ''), 'Estimate: ' || nullif(trim(f.estimate_no), '')) as memo,
       f.alt_order_no as external_reference,
       p._file, p._line
from bills as p
join bills as first_print on first_print.bill = p.bill and first_print.print_no = 1
join bills as f on f.bill = p.bill and f.print_no = case
    when p.is_copy and row(p.gross, p.agency_commission, p.net_due, p.tax, p.account_number)
        is not distinct from row(first_print.gross, first_print.agency_commission, first_print.net_due, first_print.tax, first_print.account_number)
    then 1 else p.print_no end
