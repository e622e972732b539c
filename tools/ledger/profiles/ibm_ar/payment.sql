-- What is settled was paid in full on the settled date; the receipt is named after its invoice.
select invoicenumber as payment_id,
       customerid as account_number,
       'R-' || invoicenumber as receipt_number,
       day_text(settleddate) as receipt_date,
       'USD' as currency,
       amount_text(invoiceamount) as amount,
       'APPLIED' as status,
       _file, _line
from receivables
where trim(settleddate) <> ''
