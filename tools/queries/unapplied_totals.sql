-- version: 1
-- title: unapplied cash by currency
-- key: currency
-- money: unapplied on_account
select array_agg(distinct account_id) filter (where account_id is not null) as account_ids, currency, count(*) as receipts,
       sum(unapplied) as unapplied, sum(on_account) as on_account,
       count(*) filter (where account_id is null) as unidentified_receipts, min(as_of) as as_of, max(books_batch) as books_batch
from unapplied_cash
where (cast(:accounts as int[]) is null or account_id = any (cast(:accounts as int[]))) and unapplied <> 0
group by currency order by currency
