-- version: 1
-- title: rows of these accounts that an import could not place, and documents that are wrong
-- key: source
select a.source, b.title, b.as_of, array_agg(distinct a.account_id) as account_ids,
       (select count(*) from import_rejects r where r.batch_id = b.batch_id and r.account_id = any (array_agg(a.account_id))) as rejected,
       b.rows_rejected as rejected_in_all, b.notes, b.carries
from accounts a join books b using (source)
where cast(:accounts as int[]) is null or a.account_id = any (cast(:accounts as int[]))
group by a.source, b.title, b.as_of, b.batch_id, b.rows_rejected, b.notes, b.carries
