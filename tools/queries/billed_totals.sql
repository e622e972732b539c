-- version: 1
-- title: what was billed for a time of service, by currency, credit memos apart
-- key: currency
-- money: gross commission net tax total
select currency, count(*) as invoices, sum(gross) as gross, sum(commission) as commission, sum(net) as net, sum(tax) as tax, sum(total) as total,
       array_agg(distinct account_id) as account_ids, min(as_of) as as_of, max(books_batch) as books_batch
from invoices
where class in ('INV', 'DM') and document_status = 'COMPLETE' and missing_since is null
  and (cast(:accounts as int[]) is null or account_id = any (cast(:accounts as int[])))
  and (cast(:date_from as date) is null or coalesce(period_start + (period_end - period_start) / 2, invoice_date) >= :date_from)
  and (cast(:date_to as date) is null or coalesce(period_start + (period_end - period_start) / 2, invoice_date) <= :date_to)
group by currency order by currency
