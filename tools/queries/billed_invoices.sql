-- version: 1
-- title: the invoices of a time of service
-- key: invoice
-- money: gross commission net tax total
select invoice, account_id, account, invoice_date, period_start, period_end, currency, gross, commission, net, tax, total, as_of
from invoices
where class in ('INV', 'DM') and document_status = 'COMPLETE' and missing_since is null
  and (cast(:accounts as int[]) is null or account_id = any (cast(:accounts as int[])))
  and (cast(:date_from as date) is null or coalesce(period_start + (period_end - period_start) / 2, invoice_date) >= :date_from)
  and (cast(:date_to as date) is null or coalesce(period_start + (period_end - period_start) / 2, invoice_date) <= :date_to)
order by invoice_date, invoice
