-- version: 1
-- title: units billed by unit of measure
-- key: uom
-- money: net
select l.uom, l.currency, count(*) as lines, sum(l.units) as units_billed, sum(l.net) as net, array_agg(distinct l.account_id) as account_ids, min(l.as_of) as as_of
from invoice_lines l
where l.line_type = 'LINE' and l.class <> 'CM'
  and (cast(:invoices as text[]) is null or l.invoice_id = any (cast(:invoices as text[])))
  and (cast(:accounts as int[]) is null or l.account_id = any (cast(:accounts as int[])))
  and (cast(:order_number as text) is null or l.order_number = :order_number)
  and (cast(:product as text) is null or l.description = :product)
  and (cast(:line_no as text) is null or l.line_no = :line_no or l.order_line_no = :line_no)
  and (cast(:date_from as date) is null or l.service_end >= :date_from)
  and (cast(:date_to as date) is null or l.service_start <= :date_to)
group by l.uom, l.currency order by l.uom
