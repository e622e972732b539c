-- version: 2
-- title: spots of an invoice that were missed, made good or billed at a lowered rate
-- key: invoice
-- money: rate original_rate
select invoice, account_id, line_no, spot_no, line_no || coalesce('.' || spot_no, '') as spot, aired_on, program, currency, rate, original_rate, ran, coalesce(replace(outcome, '_', ' '), 'nothing on record') as outcome,
       is_makegood, note, as_of
from spots where invoice_id = :invoice and (not ran or is_makegood or original_rate is not null)
order by length(line_no), line_no, aired_on, spot_no
