-- Days that are not there or come in the wrong order.
select 'invoice' as table_name, invoice_id as row_id, 'no_date' as rule, account_id,
       format('%s has no invoice date.', trx_number) as detail
from ledger.invoice
where source = :source and batch_id = :batch and missing_since is null and trx_date is null
union all
select 'invoice', invoice_id, 'due_before_date', account_id,
       format('%s is due on %s, before its date %s.', trx_number, due_date, trx_date)
from ledger.invoice
where source = :source and batch_id = :batch and missing_since is null and due_date < trx_date
union all
select 'invoice', invoice_id, 'period', account_id,
       format('The period of %s ends on %s, before it starts on %s.', trx_number, period_end, period_start)
from ledger.invoice
where source = :source and batch_id = :batch and missing_since is null and period_end < period_start
union all
select 'io', io_id, 'flight', account_id,
       format('The flight of order %s ends on %s, before it starts on %s.', io_number, flight_end, flight_start)
from ledger.io
where source = :source and batch_id = :batch and missing_since is null and flight_end < flight_start
union all
select 'io_line', io_line_id, 'flight', account_id,
       format('The flight of order line %s ends on %s, before it starts on %s.', line_no, flight_end, flight_start)
from ledger.io_line
where source = :source and batch_id = :batch and missing_since is null and flight_end < flight_start
union all
select 'invoice_line', invoice_line_id, 'service', account_id,
       format('The service of line %s ends on %s, before it starts on %s.', line_no, service_end, service_start)
from ledger.invoice_line
where source = :source and batch_id = :batch and missing_since is null and service_end < service_start
