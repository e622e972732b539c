-- version: 1
-- title: open disputes by currency
-- key: currency
-- money: disputed
select currency, count(*) as disputes, sum(disputed_amount) as disputed, max(days_open) as oldest_days,
       array_agg(distinct account_id) as account_ids, min(as_of) as as_of, max(books_batch) as books_batch
from disputes
where is_open and (cast(:accounts as int[]) is null or account_id = any (cast(:accounts as int[])))
  and (cast(:over_days as int) is null or days_open > :over_days)
  and (cast(:owner as text) is null or lower(owner) like '%' || lower(:owner) || '%')
group by currency order by currency
