-- version: 2
-- title: what was applied to an invoice, or what a credit memo was used for
-- key: invoice
-- money: amount
-- hidden: payment_id
select x.invoice, array_remove(array[x.account_id, x.payer_account_id], null) as account_ids, x.is_cash, x.is_partly_hidden, x.receipt, x.credit_memo, r.receipt_date, x.apply_date, x.currency, x.amount, x.status, r.status as receipt_status, r.method,
       r.remittance_text, x.payment_id
from applications x left join receipts r using (payment_id)
where x.target_invoice_id = :invoice or x.cm_invoice_id = :invoice
order by x.apply_date, x.application_id
