-- version: 1
-- title: makegoods agreed for units that were not delivered
-- key: makegood
-- money: short_value
select makegood, order_number, account_id, account_number, short_line, short_product, makegood_line, makegood_product, short_units, currency, short_value, agreed_by, agreed_on,
       delivered_units, expires_on, status, as_of
from makegoods
where (cast(:accounts as int[]) is null or account_id = any (cast(:accounts as int[])))
  and (cast(:makegood as text) is null or makegood = :makegood)
  and (cast(:product as text) is null or short_product = :product or makegood_product = :product)
  and (cast(:order_number as text) is null or order_number = :order_number)
  and (cast(:date_from as date) is null or agreed_on >= :date_from)
  and (cast(:date_to as date) is null or agreed_on <= :date_to)
order by agreed_on desc nulls last, order_number
