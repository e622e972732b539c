-- version: 1
-- title: what orders agree
-- key: order_number
-- money: po_amount
-- percent: commission_pct
select order_number, revision_no, account_id, account, status, commission_pct, terms, terms_days, currency, po_number, po_amount,
       billing_source, billing_schedule, flight_start, flight_end, signed_on, as_of
from orders
where (cast(:orders as text[]) is null or order_number = any (cast(:orders as text[])))
  and (cast(:accounts as int[]) is null or account_id = any (cast(:accounts as int[])))
order by order_number, revision_no
