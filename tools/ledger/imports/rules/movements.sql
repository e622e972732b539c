-- A receipt is applied once, in its currency, and not before it came.
with applied as (
    select payment_id, sum(amount) as amount, max(batch_id) as batch_id
    from ledger.application
    where source = :source and missing_since is null and payment_id is not null and status in ('APP', 'ACTIVITY')
    group by payment_id
)
select 'payment' as table_name, p.payment_id as row_id, 'over_applied' as rule, p.account_id,
       format('Of receipt %s, %s %s is applied; it brought %s.', p.receipt_number, p.currency,
              round(a.amount, ledger.currency_scale(p.currency)), round(p.amount, ledger.currency_scale(p.currency))) as detail
from ledger.payment p join applied a using (payment_id)
where p.source = :source and :batch in (p.batch_id, a.batch_id) and p.missing_since is null and a.amount > p.amount and p.amount > 0
union all
select 'application', x.application_id, 'applied_before_receipt', x.account_id,
       format('%s %s of receipt %s is applied on %s, before it came on %s.', x.currency,
              round(x.amount, ledger.currency_scale(x.currency)), p.receipt_number, x.apply_date, p.receipt_date)
from ledger.application x join ledger.payment p using (payment_id)
where x.source = :source and x.batch_id = :batch and x.missing_since is null and x.apply_date < p.receipt_date
union all
select 'application', x.application_id, 'applied_currency', x.account_id,
       format('%s %s is applied to %s, which is in %s.', x.currency, round(x.amount, ledger.currency_scale(x.currency)),
              i.trx_number, i.currency)
from ledger.application x join ledger.invoice i on i.invoice_id = x.target_invoice_id
where x.source = :source and x.batch_id = :batch and x.missing_since is null and x.currency <> i.currency
