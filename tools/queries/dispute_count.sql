-- version: 1
-- title: how many disputes are open
-- key: disputes
select count(*) as disputes, max(days_open) as oldest_days, array_agg(distinct account_id) as account_ids, min(as_of) as as_of, max(books_batch) as books_batch
from disputes
where is_open and (cast(:accounts as int[]) is null or account_id = any (cast(:accounts as int[])))
  and (cast(:over_days as int) is null or days_open > :over_days)
  and (cast(:owner as text) is null or lower(owner) like '%' || lower(:owner) || '%')
having count(*) > 0
