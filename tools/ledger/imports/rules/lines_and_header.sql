-- The lines of an invoice sum to its header: gross, commission, net, tax, each where both sides have it.
-- A TAX line carries tax alone, in `tax` or in `net`.
with lines as (
    select l.invoice_id, max(l.batch_id) as batch_id,
           sum(l.gross) filter (where l.line_type <> 'TAX') as gross,
           sum(l.commission) filter (where l.line_type <> 'TAX') as commission,
           sum(l.net) filter (where l.line_type <> 'TAX') as net,
           sum(case l.line_type when 'TAX' then coalesce(l.tax, l.net) else l.tax end) as tax,
           min(l.currency::text) as lowest, max(l.currency::text) as highest
    from ledger.invoice_line l
    where l.source = :source and l.missing_since is null
    group by l.invoice_id
)
select 'invoice' as table_name, i.invoice_id as row_id, part.rule, i.account_id,
       format('The lines of %s sum to a %s of %s %s, its header says %s.', i.trx_number, part.name, i.currency,
              round(part.of_lines, scale), round(part.of_header, scale)) as detail
from ledger.invoice i join lines l using (invoice_id)
cross join ledger.currency_scale(i.currency) as scale
cross join lateral (values
    ('lines_gross', 'gross', l.gross, i.gross),
    ('lines_commission', 'commission', l.commission, i.commission),
    ('lines_net', 'net', l.net, i.net),
    ('lines_tax', 'tax', l.tax, i.tax)
) as part (rule, name, of_lines, of_header)
where i.source = :source and :batch in (i.batch_id, l.batch_id) and i.missing_since is null
  and part.of_lines <> part.of_header
union all
select 'invoice', i.invoice_id, 'lines_currency', i.account_id,
       format('%s is in %s, and some of its lines are in %s.', i.trx_number, i.currency,
              case when l.lowest <> i.currency then l.lowest else l.highest end)
from ledger.invoice i join lines l using (invoice_id)
where i.source = :source and :batch in (i.batch_id, l.batch_id) and i.missing_since is null
  and (l.lowest <> i.currency or l.highest <> i.currency)
