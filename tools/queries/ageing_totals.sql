-- version: 2
-- title: open invoices by days past due, by currency
-- key: currency
-- money: total overdue current days_1_30 days_31_60 days_61_90 days_91_120 over_120 no_due_date disputed
select array_agg(distinct b.account_id) as account_ids, b.currency, count(*) as invoices, count(distinct b.account_id) as accounts,
       sum(b.balance) as total,
       coalesce(sum(b.balance) filter (where b.days_overdue > 0), 0) as overdue,
       count(*) filter (where b.days_overdue > 0) as overdue_invoices,
       coalesce(sum(b.balance) filter (where b.days_overdue <= 0), 0) as current,
       coalesce(sum(b.balance) filter (where b.days_overdue between 1 and 30), 0) as days_1_30,
       coalesce(sum(b.balance) filter (where b.days_overdue between 31 and 60), 0) as days_31_60,
       coalesce(sum(b.balance) filter (where b.days_overdue between 61 and 90), 0) as days_61_90,
       coalesce(sum(b.balance) filter (where b.days_overdue between 91 and 120), 0) as days_91_120,
       coalesce(sum(b.balance) filter (where b.days_overdue > 120), 0) as over_120,
       coalesce(sum(b.balance) filter (where b.due_date is null), 0) as no_due_date,
       coalesce(sum(b.balance) filter (where b.is_disputed), 0) as disputed,
       min(b.as_of) as as_of, max(b.books_batch) as books_batch
from invoice_balances b
where (cast(:accounts as int[]) is null or b.account_id = any (cast(:accounts as int[])))
  and b.class <> 'CM' and b.balance > 0
  and (cast(:over_days as int) is null or b.days_overdue > :over_days)
group by b.currency
order by b.currency
