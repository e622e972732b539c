-- version: 1
-- title: names of the accounts in scope
select account_id, account_number, account, advertiser, agency, parent, advertiser_legal_name, agency_legal_name, books_batch from accounts
