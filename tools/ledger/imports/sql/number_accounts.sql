-- Accounts keep the number that the books gave them; new ones get the next.
create table numbered_account as
with fresh as (
    select _id, row_number() over (order by _id) as _ordinal
    from placed_account anti join books_account using (_id) where _problem is null
),
numbers as (
    select column0 as _ordinal, column1 as account_id
    from read_csv({file}, columns = {{'column0': 'BIGINT', 'column1': 'INTEGER'}}, header = false, auto_detect = false, delim = ',')
)
select coalesce(books.account_id, numbers.account_id) as account_id, placed.*
from placed_account as placed
left join books_account as books using (_id)
left join fresh on fresh._id = placed._id and placed._problem is null
left join numbers using (_ordinal);
drop table placed_account;
alter table numbered_account rename to placed_account
