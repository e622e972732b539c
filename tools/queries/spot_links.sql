-- version: 1
-- title: which missed spot was made good by which
-- key: invoice
-- money: missed_rate makegood_rate
select invoice, account_id, missed_line, missed_spot, missed_on, missed_printed, makegood_line, makegood_spot, made_good_on, makegood_printed,
       currency, missed_rate, makegood_rate, as_of
from spot_makegoods where invoice_id = :invoice order by length(missed_line), missed_line, missed_spot
