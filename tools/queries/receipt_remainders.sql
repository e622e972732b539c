-- version: 1
-- title: how much of a receipt is applied and how much is left
-- key: receipt
-- money: amount applied unapplied on_account
select receipt, account_id, account, receipt_date, currency, amount, applied, unapplied, on_account, as_of, books_batch from unapplied_cash
where payment_id = any (cast(:payments as text[])) order by receipt
