-- version: 1
-- title: disputes
-- key: dispute
-- money: disputed_amount resolved_amount
select dispute, account_id, account, invoice, currency, disputed_amount, claimed_reason, owner, opened_on, days_open, due_on, status,
       closed_on, resolution, resolved_amount, as_of, books_batch
from disputes
where (cast(:accounts as int[]) is null or account_id = any (cast(:accounts as int[])))
  and (cast(:disputes as text[]) is null or dispute = any (cast(:disputes as text[])))
  and (cast(:invoice as text) is null or invoice_id = :invoice)
  and (cast(:open_only as boolean) is not true or is_open)
  and (cast(:over_days as int) is null or days_open > :over_days)
  and (cast(:owner as text) is null or lower(owner) like '%' || lower(:owner) || '%')
order by days_open desc nulls last, dispute
