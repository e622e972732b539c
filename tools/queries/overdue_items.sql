-- version: 1
-- title: invoices more than so many days past due
-- key: invoice
-- money: total balance
select invoice, account_id, account, invoice_date, due_date, currency, total, balance, days_overdue, is_disputed, as_of, books_batch
from invoice_balances
where (cast(:accounts as int[]) is null or account_id = any (cast(:accounts as int[])))
  and class <> 'CM' and balance > 0 and days_overdue > :over_days
order by days_overdue desc, invoice
