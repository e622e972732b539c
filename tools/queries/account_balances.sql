-- version: 1
-- title: open, overdue and disputed totals, credits and cash not yet applied, by account and currency
-- key: account
-- money: open_total overdue_total disputed_total open_credits unapplied_cash net_open
with items as (
    select b.account_id, b.currency, sum(b.balance) filter (where b.class <> 'CM') as open_total,
           count(*) filter (where b.class <> 'CM' and b.balance <> 0) as open_invoices,
           sum(b.balance) filter (where b.class <> 'CM' and b.days_overdue > 0) as overdue_total,
           count(*) filter (where b.class <> 'CM' and b.days_overdue > 0) as overdue_invoices,
           sum(b.balance) filter (where b.class <> 'CM' and b.is_disputed and b.balance > 0) as disputed_total,
           sum(b.balance) filter (where b.class = 'CM') as open_credits,
           count(*) filter (where b.balance is null and b.status = 'unknown') as unknown_invoices
    from invoice_balances b
    where (cast(:accounts as int[]) is null or b.account_id = any (cast(:accounts as int[])))
    group by b.account_id, b.currency),
cash as (
    select u.account_id, u.currency, sum(u.unapplied) as unapplied_cash from unapplied_cash u
    where (cast(:accounts as int[]) is null or u.account_id = any (cast(:accounts as int[]))) and u.account_id is not null
    group by u.account_id, u.currency)
select a.account_id, a.account_number, a.account, coalesce(i.currency, c.currency) as currency, coalesce(i.open_invoices, 0) as open_invoices,
       case when i.unknown_invoices > 0 then null else coalesce(i.open_total, 0) end as open_total,
       coalesce(i.overdue_invoices, 0) as overdue_invoices,
       case when i.unknown_invoices > 0 then null else coalesce(i.overdue_total, 0) end as overdue_total,
       case when i.unknown_invoices > 0 then null else coalesce(i.disputed_total, 0) end as disputed_total,
       case when i.unknown_invoices > 0 then null else coalesce(i.open_credits, 0) end as open_credits,
       case when i.unknown_invoices > 0 then null else coalesce(c.unapplied_cash, 0) end as unapplied_cash,
       case when i.unknown_invoices > 0 then null else coalesce(i.open_total, 0) + coalesce(i.open_credits, 0) end as net_open,
       i.unknown_invoices, a.as_of, a.books_batch
from items i full join cash c on c.account_id = i.account_id and c.currency = i.currency
join accounts a on a.account_id = coalesce(i.account_id, c.account_id)
order by a.account, 4
