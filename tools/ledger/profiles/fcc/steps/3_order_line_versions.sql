-- Order lines as the invoices of an order print them. Equal prints are one version; the first keeps the plain key.
with printed as (
    select b.bill, coalesce(b.ordered, l.invoice_no) as ordered, b.account_number, b.invoice_of_order, l._file, l._line,
           trim(l.line) as line,
           {'start': day_text(l.start), 'end': day_text(l."end"), 'description': trim(l.description), 'daypart': trim(l.daypart),
            'length': trim(l.length), 'spots_per_week': trim(l.spots_per_week), 'rate': amount_text(l.rate), 'type': trim(l.type)}
           as says
    from order_lines as l
    left join bills as b on b.file_id is not distinct from l.file_id and b.invoice_no is not distinct from l.invoice_no
    where b.print_no = 1 or b.bill is null
),
versions as (
    select ordered, line, says, list(distinct bill) as bills, min(row(invoice_of_order, _file, _line)) as first_print
    from printed group by ordered, line, says
)
select *, first_print[2] as _file, first_print[3] as _line,
       ordered || ' | ' || line
       || case when row_number() over same_line > 1 then ' | version ' || row_number() over same_line else '' end as io_line_id,
       count(*) over (partition by ordered, line) as versions_of_line
from versions
window same_line as (partition by ordered, line order by first_print)
