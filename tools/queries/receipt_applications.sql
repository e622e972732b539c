-- version: 3
-- title: what a receipt was applied to
-- key: receipt
-- money: amount invoice_balance
select x.receipt, x.invoice, b.status as invoice_status, b.balance as invoice_balance, array_remove(array[x.account_id, x.payer_account_id], null) as account_ids,
       x.is_partly_hidden, x.apply_date, x.currency, x.amount, x.status
from applications x
left join (select invoice_id, status, balance from invoice_balances where invoice_id = any (array(
        select target_invoice_id from applications where payment_id = any (cast(:payments as text[]))))) b
    on b.invoice_id = x.target_invoice_id
where x.payment_id = any (cast(:payments as text[]))
order by x.receipt, x.apply_date, x.application_id
