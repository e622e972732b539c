-- version: 1
-- title: accounts with their parties and terms
-- key: account_number
-- money: credit_limit
select account_id, account_number, account, advertiser, agency, parent, property, country, currency, terms, terms_days, billing_model, credit_limit,
       credit_hold, credit_hold_reason, collector, status, tax_id, as_of, books_batch
from accounts
where cast(:accounts as int[]) is null or account_id = any (cast(:accounts as int[]))
order by account, account_number
