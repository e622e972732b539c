-- version: 2
-- title: unapplied cash by currency
-- key: currency
-- money: unapplied on_account
with cash as (
    select * from unapplied_cash
    where (cast(:accounts as int[]) is null or account_id = any (cast(:accounts as int[]))) and unapplied <> 0),
named as (
    select account_id, currency, as_of, books_batch from accounts where account_id = any (cast(:accounts as int[]))),
currencies as (select currency from cash union select currency from named where currency is not null)
select c.currency, (select count(*) from cash where cash.currency = c.currency) as receipts,
       coalesce((select sum(unapplied) from cash where cash.currency = c.currency), 0) as unapplied,
       coalesce((select sum(on_account) from cash where cash.currency = c.currency), 0) as on_account,
       (select count(*) from cash where cash.currency = c.currency and account_id is null) as unidentified_receipts,
       (select array_agg(distinct account_id) from (select account_id from cash union select account_id from named) a where account_id is not null) as account_ids,
       (select min(as_of) from (select as_of from cash union select as_of from named) d) as as_of,
       (select max(books_batch) from (select books_batch from cash union select books_batch from named) b) as books_batch
from currencies c order by c.currency
