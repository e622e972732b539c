select invoicenumber as application_id,
       customerid as account_number,
       customerid as payer_account_number,
       invoicenumber as payment_id,
       invoicenumber as target_invoice_id,
       'USD' as currency,
       amount_text(invoiceamount) as amount,
       day_text(settleddate) as apply_date,
       'APP' as status,
       _file, _line
from receivables
where trim(settleddate) <> ''
