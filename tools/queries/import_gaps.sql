-- version: 3
-- title: rows of these accounts that the newest extract has and the books have not, and invoices that it no longer has
-- key: title
select a.source, b.title, b.as_of as extract_of, array_agg(distinct a.account_id) as account_ids,
       (select count(distinct (r.file, r.line)) from import_rejects r
        where r.batch_id = b.batch_id and r.account_id = any (array_agg(a.account_id)) and r.rule <> 'same_row_twice') as rejected,
       -- Rows of no account are seen by who sees everything; others are told how many rejects they do not see.
       (select case when count(*) = b.rows_rejected
                    then count(distinct (r.file, r.line)) filter (where r.account_id is null and r.rule <> 'same_row_twice')
                    else b.rows_rejected - count(*) end
        from import_rejects r where r.batch_id = b.batch_id) as not_placed,
       (select count(*) from invoices i
        where i.account_id = any (array_agg(a.account_id)) and i.missing_since is not null) as missing_invoices,
       b.carries
from accounts a join books b using (source)
where cast(:accounts as int[]) is null or a.account_id = any (cast(:accounts as int[]))
group by a.source, b.title, b.as_of, b.batch_id, b.rows_rejected, b.carries
order by b.title
