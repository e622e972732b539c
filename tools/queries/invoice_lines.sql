-- version: 3
-- title: the lines of an invoice with the order's rate, commission and units
-- key: invoice
-- money: gross commission net tax booked_amount cap_amount
-- rate: unit_price order_rate
-- percent: tax_rate order_commission_pct
with lines as (select * from invoice_lines where invoice_id = :invoice),
agreed as (select * from order_lines where io_line_id = any (array(select io_line_id from lines)))
select l.invoice, l.account_id, l.line_no, l.line_type, l.description, l.order_number, l.order_line_no, l.service_start, l.service_end,
       l.uom, l.units, l.unit_price, l.currency, l.gross, l.commission, l.net, l.tax, l.tax_rate, ol.rate_type, ol.rate as order_rate,
       ol.booked_units, ol.booked_amount, ol.cap_amount, o.commission_pct as order_commission_pct, l.as_of
from lines l
left join agreed ol using (io_line_id)
left join (select io_id, commission_pct from orders where io_id = any (array(select io_id from agreed))) o on o.io_id = ol.io_id
order by l.line_type = 'TAX', length(l.line_no), l.line_no
