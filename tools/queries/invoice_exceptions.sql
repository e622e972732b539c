-- version: 1
-- title: what is wrong with an invoice as it was delivered
-- key: row_id
select rule, detail, account_id from import_exceptions where row_id = :invoice order by rule
