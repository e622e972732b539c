select file, line, rule, detail, content, account_id from ledger.import_reject where batch_id = :batch order by reject_id
