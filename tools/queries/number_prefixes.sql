-- version: 1
-- title: letters that document numbers begin with
select distinct prefix from (
    select substring(invoice from '^[^0-9]*') as prefix from invoices
    union all select substring(receipt from '^[^0-9]*') from receipts
    union all select substring(dispute from '^[^0-9]*') from disputes
    union all select substring(makegood from '^[^0-9]*') from makegoods
    union all select substring(order_number from '^[^0-9]*') from orders) p
where prefix <> ''
