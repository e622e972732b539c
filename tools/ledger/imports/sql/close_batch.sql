update ledger.import_batch
set ended_at = :ended_at, files = cast(:files as jsonb), rows_read = :rows_read, rows_loaded = :rows_loaded,
    rows_changed = :rows_changed, rows_missing = :rows_missing, rows_rejected = :rows_rejected,
    control_totals = cast(:control_totals as jsonb)
where batch_id = :batch
