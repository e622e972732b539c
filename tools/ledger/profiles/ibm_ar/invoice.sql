select invoicenumber as invoice_id,
       customerid as account_number,
       invoicenumber as trx_number,
       'INV' as class,
       day_text(invoicedate) as trx_date,
       day_text(duedate) as due_date,
       'USD' as currency,
       amount_text(invoiceamount) as net,
       amount_text(invoiceamount) as total,
       disputed,
       _file, _line
from receivables
