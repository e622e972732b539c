select batch_id from ledger.import_batch where source = :source and content_sha256 = :content
