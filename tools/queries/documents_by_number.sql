-- version: 1
-- title: documents with one of these numbers
-- key: number
-- hidden: id
select 'invoice' as kind, invoice_id as id, invoice as number, class, account_id, account, property, as_of from invoices
where invoice = any (cast(:numbers as text[]))
union all
select 'receipt', payment_id, receipt, null, account_id, account, null, as_of from receipts where receipt = any (cast(:numbers as text[]))
union all
select 'dispute', case_id, dispute, null, account_id, account, null, as_of from disputes where dispute = any (cast(:numbers as text[]))
union all
select 'makegood', makegood_id, makegood, null, account_id, account, null, as_of from makegoods where makegood = any (cast(:numbers as text[]))
union all
select 'order', io_id, order_number, null, account_id, account, null, as_of from orders where order_number = any (cast(:numbers as text[]))
order by kind, number
