-- A line of a bill: its spots that ran. Printed are the spots; commission and net are the line's share of the header.
select s.bill || ' | ' || s.line as invoice_line_id,
       s.account_number,
       s.bill as invoice_id,
       s.line as line_no,
       o.io_line_id,
       o.says.description as description,
       s.first_day as service_start,
       s.last_day as service_end,
       'SPOT' as uom,
       s.ran as units,
       case when s.lowest = s.highest then s.lowest end as unit_price,
       'USD' as currency,
       s.gross,
       cast(s.commission as decimal(20, 0)) / 100 as commission,
       cast(s.net as decimal(20, 0)) / 100 as net,
       s._file, s._line
from line_shares as s
left join bills as b on b.bill = s.bill and b.print_no = 1
left join order_line_versions as o
    on o.ordered = b.ordered and o.line = s.line and (list_contains(o.bills, s.bill) or o.versions_of_line = 1)
