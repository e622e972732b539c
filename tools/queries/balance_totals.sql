-- version: 2
-- title: open, overdue and disputed totals, credits and cash not yet applied, by currency
-- key: currency
-- money: open_total overdue_total disputed_total open_credits unapplied_cash net_open
with items as (
    select b.currency, array_agg(distinct b.account_id) as account_ids,
           coalesce(sum(b.balance) filter (where b.class <> 'CM'), 0) as open_total,
           count(*) filter (where b.class <> 'CM' and b.balance <> 0) as open_invoices,
           count(distinct b.account_id) filter (where b.class <> 'CM' and b.balance <> 0) as open_accounts,
           coalesce(sum(b.balance) filter (where b.class <> 'CM' and b.days_overdue > 0), 0) as overdue_total,
           count(*) filter (where b.class <> 'CM' and b.days_overdue > 0) as overdue_invoices,
           coalesce(sum(b.balance) filter (where b.class <> 'CM' and b.is_disputed and b.balance > 0), 0) as disputed_total,
           coalesce(sum(b.balance) filter (where b.class = 'CM'), 0) as open_credits,
           coalesce(sum(b.balance), 0) as net_open, min(b.as_of) as as_of, max(b.books_batch) as books_batch
    from invoice_balances b
    where (cast(:accounts as int[]) is null or b.account_id = any (cast(:accounts as int[]))) and b.balance is not null
    group by b.currency),
cash as (
    select u.currency, sum(u.unapplied) as unapplied_cash from unapplied_cash u
    where (cast(:accounts as int[]) is null or u.account_id = any (cast(:accounts as int[]))) and u.account_id is not null
    group by u.currency)
select i.account_ids, i.currency, i.open_invoices, i.open_accounts, i.open_total, i.overdue_invoices, i.overdue_total, i.disputed_total,
       i.open_credits, coalesce(c.unapplied_cash, 0) as unapplied_cash, i.net_open, i.as_of, i.books_batch
from items i left join cash c using (currency)
order by i.currency
