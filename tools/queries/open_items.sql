-- version: 1
-- title: invoices with something open
-- key: invoice
-- money: total balance
select b.invoice, b.class, b.account_id, b.account, b.invoice_date, b.due_date, b.currency, b.total, b.balance, b.status, b.days_overdue,
       b.is_disputed, b.as_of, b.books_batch
from invoice_balances b
where (cast(:accounts as int[]) is null or b.account_id = any (cast(:accounts as int[])))
  and b.balance <> 0 and b.class <> 'CM'
  and (cast(:overdue as boolean) is not true or b.days_overdue > 0)
order by b.due_date nulls last, b.invoice
