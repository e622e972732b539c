-- Invoices and debit memos ask for money, credit memos give it back; a receipt brings money unless it reverses one.
select 'invoice' as table_name, invoice_id as row_id, 'sign' as rule, account_id,
       format('%s is %s of %s %s.', trx_number,
              case class when 'CM' then 'a credit memo' when 'DM' then 'a debit memo' when 'CB' then 'a chargeback' else 'an invoice' end,
              currency, round(total, ledger.currency_scale(currency))) as detail
from ledger.invoice
where source = :source and batch_id = :batch and missing_since is null
  and (class = 'CM' and total > 0 or class <> 'CM' and total < 0)
union all
select 'payment', payment_id, 'sign', account_id, format('Receipt %s is of %s %s.', receipt_number, currency,
              round(amount, ledger.currency_scale(currency)))
from ledger.payment
where source = :source and batch_id = :batch and missing_since is null
  and amount < 0 and coalesce(status, '') not in ('REVERSED', 'NSF', 'STOP')
