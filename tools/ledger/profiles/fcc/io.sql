-- An order may have several invoices (-1, -2 count them): it is of the first one's account, with the last one's flight.
select ordered as io_id,
       arg_min(account_number, row(invoice_of_order, _file, _line)) as account_number,
       any_value(trim(order_no)) as io_number,
       'USD' as currency,
       arg_max(terms, row(invoice_of_order, _file, _line)) as terms_id,
       arg_max(day_text(flight_start), row(invoice_of_order, _file, _line)) as flight_start,
       arg_max(day_text(flight_end), row(invoice_of_order, _file, _line)) as flight_end,
       arg_min(_file, _line) as _file,
       min(_line) as _line
from bills
where ordered is not null and print_no = 1
group by ordered
