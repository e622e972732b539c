-- version: 2
-- title: open, overdue and disputed totals, credits and cash not yet applied, by currency
-- key: currency
-- money: open_total overdue_total disputed_total open_credits net_open unapplied_cash
-- Invoices of books without payments are not in these totals; a currency that has no others has no row.
with items as (
    select b.currency, array_agg(distinct b.account_id) as account_ids,
           coalesce(sum(b.balance) filter (where b.class <> 'CM'), 0) as open_total,
           count(*) filter (where b.class <> 'CM' and b.balance <> 0) as open_invoices,
           count(distinct b.account_id) filter (where b.class <> 'CM' and b.balance <> 0) as open_accounts,
           coalesce(sum(b.balance) filter (where b.class <> 'CM' and b.days_overdue > 0), 0) as overdue_total,
           count(*) filter (where b.class <> 'CM' and b.days_overdue > 0) as overdue_invoices,
           coalesce(sum(b.balance) filter (where b.class <> 'CM' and b.is_disputed and b.balance > 0), 0) as disputed_total,
           coalesce(sum(b.balance) filter (where b.class = 'CM'), 0) as open_credits,
           coalesce(sum(b.balance), 0) as net_open,
           min(b.as_of) as as_of, max(b.books_batch) as books_batch
    from invoice_balances b
    where (cast(:accounts as int[]) is null or b.account_id = any (cast(:accounts as int[]))) and b.status <> 'unknown'
    group by b.currency),
cash as (
    select u.currency, array_agg(distinct u.account_id) as account_ids, sum(u.unapplied) as unapplied_cash,
           min(u.as_of) as as_of, max(u.books_batch) as books_batch
    from unapplied_cash u
    where (cast(:accounts as int[]) is null or u.account_id = any (cast(:accounts as int[]))) and u.account_id is not null
    group by u.currency)
select array_cat(i.account_ids, c.account_ids) as account_ids, coalesce(i.currency, c.currency) as currency,
       coalesce(i.open_accounts, 0) as open_accounts, coalesce(i.open_invoices, 0) as open_invoices,
       coalesce(i.open_total, 0) as open_total, coalesce(i.overdue_invoices, 0) as overdue_invoices,
       coalesce(i.overdue_total, 0) as overdue_total, coalesce(i.disputed_total, 0) as disputed_total,
       coalesce(i.open_credits, 0) as open_credits, coalesce(i.net_open, 0) as net_open,
       coalesce(c.unapplied_cash, 0) as unapplied_cash,
       least(i.as_of, c.as_of) as as_of, greatest(i.books_batch, c.books_batch) as books_batch
from items i full join cash c using (currency)
order by 2
