-- version: 1
-- title: open balances of invoices that the extract marks as disputed, by currency
-- key: currency
-- money: disputed_balance
select b.currency, count(*) as invoices, count(distinct b.account_id) as accounts, sum(b.balance) as disputed_balance,
       array_agg(distinct b.account_id) as account_ids, min(b.as_of) as as_of, max(b.books_batch) as books_batch
from invoice_balances b
where b.is_disputed and b.balance > 0 and b.class <> 'CM'
  and (cast(:accounts as int[]) is null or b.account_id = any (cast(:accounts as int[])))
group by b.currency order by b.currency
