insert into ledger.import_batch (source, as_of, content_sha256, files, stated, imported_by, started_at)
values (:source, :as_of, :content, '[]', cast(:stated as jsonb), :imported_by, :started_at)
returning batch_id
