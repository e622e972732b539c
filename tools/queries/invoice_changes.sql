-- version: 2
-- title: what later extracts changed on an invoice and on what was applied to it
-- key: what
-- money: former_total former_applied
select c.table_name as what, c.account_id, c.known_until::date as changed_on, c.changed, i.currency,
       case c.table_name when 'invoice' then (c.former ->> 'total')::numeric end as former_total,
       case c.table_name when 'invoice' then (c.former ->> 'due_date')::date end as former_due_date,
       case c.table_name when 'invoice' then coalesce((c.former ->> 'disputed')::boolean, false) end as former_disputed,
       case c.table_name when 'application' then (c.former ->> 'amount')::numeric end as former_applied,
       case c.table_name when 'application' then (c.former ->> 'apply_date')::date end as former_apply_date,
       i.as_of, i.books_batch
from invoices i
join changes c on c.account_id = i.account_id and c.known_until::date <= i.as_of
    and (c.table_name = 'invoice' and c.row_id = i.invoice_id
        or c.table_name = 'application' and c.former ->> 'target_invoice_id' = i.invoice_id)
where i.invoice_id = :invoice
order by c.known_until desc, c.table_name desc, c.row_id
