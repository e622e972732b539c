-- What a line charges for its units, by the unit or by the thousand, its net, and its tax (7.875 = 7.875 %).
-- Less than a cent either way is rounding.
select 'invoice_line' as table_name, l.invoice_line_id as row_id, wrong.rule, l.account_id, wrong.detail
from ledger.invoice_line l
cross join ledger.currency_scale(l.currency) as scale
cross join lateral (
    select 'line_rate' as rule,
           format('Line %s charges %s %s for %s units at %s.', l.line_no, l.currency, round(coalesce(l.gross, l.net), scale),
                  trim_scale(l.units), trim_scale(l.unit_price)) as detail
    where abs(l.units * l.unit_price - coalesce(l.gross, l.net)) >= power(10::numeric, -scale)
      and abs(l.units * l.unit_price / 1000 - coalesce(l.gross, l.net)) >= power(10::numeric, -scale)
    union all
    select 'line_net',
           format('Line %s: gross %s less commission %s is not net %s.', l.line_no, round(l.gross, scale), round(l.commission, scale),
                  round(l.net, scale))
    where l.gross - l.commission <> l.net
    union all
    select 'line_tax',
           format('Line %s taxes %s %s by %s at %s %%.', l.line_no, l.currency, round(l.net, scale), round(l.tax, scale), trim_scale(l.tax_rate))
    where l.line_type = 'LINE' and abs(l.net * l.tax_rate / 100 - l.tax) >= power(10::numeric, -scale)
) as wrong
where l.source = :source and l.batch_id = :batch and l.missing_since is null
