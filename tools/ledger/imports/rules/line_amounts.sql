-- What a line charges for its units, by the unit or by the thousand, its net, and its tax (7.875 = 7.875 %).
-- Less than a cent either way is rounding.
select 'invoice_line' as table_name, l.invoice_line_id as row_id, wrong.rule, l.account_id, wrong.detail
from ledger.invoice_line l
cross join lateral (
    select 'line_rate' as rule,
           format('Line %s charges %s %s for %s units at %s.', l.line_no, l.currency, trim_scale(coalesce(l.gross, l.net)),
                  trim_scale(l.units), trim_scale(l.unit_price)) as detail
    where abs(l.units * l.unit_price - coalesce(l.gross, l.net)) >= power(10::numeric, -ledger.currency_scale(l.currency))
      and abs(l.units * l.unit_price / 1000 - coalesce(l.gross, l.net)) >= power(10::numeric, -ledger.currency_scale(l.currency))
    union all
    select 'line_net',
           format('Line %s: gross %s less commission %s is not net %s.', l.line_no, trim_scale(l.gross), trim_scale(l.commission),
                  trim_scale(l.net))
    where l.gross - l.commission <> l.net
    union all
    select 'line_tax',
           format('Line %s taxes %s %s by %s at %s %%.', l.line_no, l.currency, trim_scale(l.net), trim_scale(l.tax), trim_scale(l.tax_rate))
    where l.line_type = 'LINE' and abs(l.net * l.tax_rate / 100 - l.tax) >= power(10::numeric, -ledger.currency_scale(l.currency))
) as wrong
where l.source = :source and l.batch_id = :batch and l.missing_since is null
