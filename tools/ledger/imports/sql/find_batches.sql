select b.batch_id, b.source, b.as_of, b.content_sha256, b.files, b.stated, b.imported_by, b.started_at, b.ended_at, b.rows_read,
       b.rows_loaded, b.rows_changed, b.rows_missing, b.rows_rejected, b.control_totals,
       (select count(*) from ledger.import_exception e where e.batch_id = b.batch_id) as exceptions
from ledger.import_batch b
where {condition}
order by b.batch_id desc
