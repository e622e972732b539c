-- What a line charges for its units, by the unit or by the thousand, and its tax (7.875 = 7.875 %). Half a cent either way is rounding.
with touched as (
    select *, power(10::numeric, -ledger.currency_scale(currency)) as cent, coalesce(gross, net) as charged
    from ledger.invoice_line
    where source = :source and batch_id = :batch and missing_since is null
)
select 'invoice_line' as table_name, invoice_line_id as row_id, 'line_rate' as rule, account_id,
       format('Line %s charges %s %s for %s units at %s.', line_no, currency, charged, trim_scale(units), trim_scale(unit_price)) as detail
from touched
where abs(units * unit_price - charged) >= cent and abs(units * unit_price / 1000 - charged) >= cent
union all
select 'invoice_line', invoice_line_id, 'line_net', account_id,
       format('Line %s: gross %s less commission %s is not net %s.', line_no, gross, commission, net)
from touched where gross - commission <> net
union all
select 'invoice_line', invoice_line_id, 'line_tax', account_id,
       format('Line %s taxes %s %s by %s at %s %%.', line_no, currency, net, tax, trim_scale(tax_rate))
from touched where tax_rate is not null and line_type = 'LINE' and abs(net * tax_rate / 100 - tax) >= cent
