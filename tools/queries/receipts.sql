-- version: 1
-- title: receipts by number, account, amount or date
-- key: receipt
-- money: amount
-- hidden: payment_id
select payment_id, receipt, account_id, account, receipt_date, currency, amount, method, status, remittance_text, as_of, books_batch
from receipts
where (cast(:receipts as text[]) is null or receipt = any (cast(:receipts as text[])))
  and (cast(:accounts as int[]) is null or account_id = any (cast(:accounts as int[])))
  and (cast(:amount as numeric) is null or amount = :amount)
  and (cast(:date_from as date) is null or receipt_date >= :date_from)
  and (cast(:date_to as date) is null or receipt_date <= :date_to)
order by receipt_date desc, receipt
