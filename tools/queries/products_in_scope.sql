-- version: 1
-- title: products that the accounts in scope have ordered
select product, array_agg(distinct account_id) as account_ids from order_lines where product is not null group by product
