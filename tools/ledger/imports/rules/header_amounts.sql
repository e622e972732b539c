-- The amounts of a header: net = gross - commission, total = net + tax, and the commission that the order's
-- percentage (15 = 15 %) gives, where the net is what is rounded: commission = gross - round(gross * (1 - percentage)).
-- Where each line is rounded by itself, half a cent a line is allowed.
select 'invoice' as table_name, invoice_id as row_id, 'header_net' as rule, account_id,
       format('%s: gross %s less commission %s is not net %s.', trx_number, round(gross, scale), round(commission, scale), round(net, scale))
       as detail
from ledger.invoice, ledger.currency_scale(currency) as scale
where source = :source and batch_id = :batch and missing_since is null and gross - commission <> net
union all
select 'invoice', invoice_id, 'header_total', account_id,
       format('%s: net %s and tax %s are not the total %s.', trx_number, round(net, scale), round(coalesce(tax, 0), scale), round(total, scale))
from ledger.invoice, ledger.currency_scale(currency) as scale
where source = :source and batch_id = :batch and missing_since is null and net + coalesce(tax, 0) <> total
union all
select 'invoice', invoice_id, 'commission', account_id,
       format('%s: the commission is %s; %s %% of gross %s is %s.', trx_number, round(commission, scale),
              trim_scale(commission_pct), round(gross, scale), round(agreed, scale))
from (
    select i.invoice_id, i.account_id, i.trx_number, i.gross, i.commission, o.commission_pct, scale,
           i.gross - round(i.gross * (1 - o.commission_pct / 100), scale) as agreed
    from ledger.invoice i join ledger.io o using (io_id), ledger.currency_scale(i.currency) as scale
    where i.source = :source and i.batch_id = :batch and i.missing_since is null and o.commission_pct is not null
) as priced
where commission <> agreed
  and abs(commission - agreed) > power(10::numeric, -scale) / 2 * (
      select count(*) from ledger.invoice_line l where l.invoice_id = priced.invoice_id and l.missing_since is null)
