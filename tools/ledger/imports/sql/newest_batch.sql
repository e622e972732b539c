select batch_id, as_of, content_sha256 from ledger.import_batch where source = :source order by as_of desc, batch_id desc limit 1
