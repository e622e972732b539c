-- version: 1
-- title: receipts with money that is not applied
-- key: receipt
-- money: amount applied unapplied on_account
select receipt, account_id, account, receipt_date, currency, amount, applied, unapplied, on_account, status, remittance_text, as_of, books_batch
from unapplied_cash
where (cast(:accounts as int[]) is null or account_id = any (cast(:accounts as int[]))) and unapplied <> 0
order by receipt_date, receipt
