-- version: 1
-- title: names of the accounts in scope
select account_id, account_number, account, advertiser, agency, parent, books_batch from accounts
