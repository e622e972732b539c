-- version: 1
-- title: what an invoice comes to, what was applied to it and what is open
-- key: invoice
-- money: gross commission net tax total cash_applied credits_applied adjusted credit_used balance printed_balance
-- hidden: invoice_id carries
select b.invoice_id, b.invoice, b.class, b.account_id, b.account_number, b.account, b.advertiser, b.agency, b.property, b.as_of,
       b.invoice_date, b.due_date, b.terms, b.terms_days, b.currency, b.gross, b.commission, b.net, b.tax, b.total,
       b.cash_applied, b.credits_applied, b.adjusted, b.credit_used, b.balance, b.status, b.days_overdue,
       case when b.balance > 0 and b.due_date > b.as_of then b.due_date - b.as_of end as days_until_due, b.is_disputed,
       b.last_applied_on, b.printed_balance, b.is_reprint, b.missing_since, b.books_batch, a.carries
from invoice_balances b join accounts a using (account_id)
where b.invoice_id = any (cast(:invoices as text[]))
order by b.invoice_date, b.invoice
