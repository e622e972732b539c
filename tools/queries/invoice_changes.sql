-- version: 1
-- title: what later extracts changed on an invoice
-- key: table_name
-- hidden: row_id
select table_name, row_id, account_id, known_from::date as known_from, known_until::date as changed_on, changed,
       former ->> 'total' as former_total, former ->> 'due_date' as former_due_date
from changes where row_id = :invoice and table_name = 'invoice' order by known_until
