-- version: 1
-- title: units billed on invoice lines, with what was counted as delivered in the service period
-- key: invoice
-- money: gross net
-- rate: unit_price
select l.invoice, l.account_id, l.line_no, l.order_number, l.order_line_no, l.description, l.service_start, l.service_end, l.uom,
       l.units as units_billed, l.unit_price, l.currency, l.gross, l.net,
       f.billable_units as units_delivered, f.impressions, f.clicks, f.views, f.is_final as counts_final, t.billable_units as third_party_units, t.counted_by as third_party, l.as_of
from invoice_lines l
left join lateral (select sum(d.billable_units) as billable_units, sum(d.impressions) as impressions, sum(d.clicks) as clicks, sum(d.views) as views,
        bool_and(d.is_final) as is_final from delivery d
    where d.io_line_id = l.io_line_id and d.counted_by = 'FIRST_PARTY' and d.delivered_on between l.service_start and l.service_end) f on true
left join lateral (select d.counted_by, sum(d.billable_units) as billable_units from delivery d
    where d.io_line_id = l.io_line_id and d.counted_by <> 'FIRST_PARTY' and d.delivered_on between l.service_start and l.service_end
    group by d.counted_by order by d.counted_by limit 1) t on true
where l.line_type = 'LINE' and l.class <> 'CM'
  and (cast(:invoices as text[]) is null or l.invoice_id = any (cast(:invoices as text[])))
  and (cast(:accounts as int[]) is null or l.account_id = any (cast(:accounts as int[])))
  and (cast(:order_number as text) is null or l.order_number = :order_number)
  and (cast(:product as text) is null or l.description = :product)
  and (cast(:line_no as text) is null or l.line_no = :line_no or l.order_line_no = :line_no)
  and (cast(:date_from as date) is null or l.service_end >= :date_from)
  and (cast(:date_to as date) is null or l.service_start <= :date_to)
order by l.invoice, length(l.line_no), l.line_no
