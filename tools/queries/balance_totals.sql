-- version: 1
-- title: open, overdue and credit totals by currency
-- key: currency
-- money: open_total overdue_total open_credits net_open
select b.currency, array_agg(distinct b.account_id) as account_ids,
       case when bool_or(b.status = 'unknown') then null else coalesce(sum(b.balance) filter (where b.class <> 'CM'), 0) end as open_total,
       case when bool_or(b.status = 'unknown') then null else coalesce(sum(b.balance) filter (where b.class <> 'CM' and b.days_overdue > 0), 0) end as overdue_total,
       case when bool_or(b.status = 'unknown') then null else coalesce(sum(b.balance) filter (where b.class = 'CM'), 0) end as open_credits,
       case when bool_or(b.status = 'unknown') then null else coalesce(sum(b.balance), 0) end as net_open,
       min(b.as_of) as as_of, max(b.books_batch) as books_batch
from invoice_balances b
where (cast(:accounts as int[]) is null or b.account_id = any (cast(:accounts as int[])))
group by b.currency order by b.currency
