insert into ledger.import_exception (batch_id, table_name, row_id, rule, detail, account_id)
select :batch, found.table_name, found.row_id, found.rule, found.detail, found.account_id
from (
{rule}
) as found
