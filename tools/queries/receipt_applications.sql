-- version: 1
-- title: what a receipt was applied to
-- key: receipt
-- money: amount
select x.receipt, x.invoice, coalesce(x.account_id, x.payer_account_id) as account_id, x.apply_date, x.currency, x.amount, x.status
from applications x
where x.payment_id = any (cast(:payments as text[]))
order by x.receipt, x.apply_date, x.application_id
