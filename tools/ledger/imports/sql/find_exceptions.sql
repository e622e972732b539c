select table_name, row_id, rule, detail, account_id
from ledger.import_exception where batch_id = :batch order by table_name, row_id, rule, exception_id
