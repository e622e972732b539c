-- version: 1
-- title: invoices of accounts whose service lies mostly in a period
-- key: invoice
-- money: net total
-- hidden: invoice_id
select invoice_id, invoice, class, account_id, account, property, invoice_date, period_start, period_end, currency, net, total, as_of
from invoices
where (cast(:accounts as int[]) is null or account_id = any (cast(:accounts as int[]))) and class = 'INV'
  and case when cast(:date_from as date) = cast(:date_to as date) then cast(:date_from as date) between period_start and period_end
           else coalesce(period_start + (period_end - period_start) / 2, invoice_date) between :date_from and :date_to end
order by invoice_date, invoice
