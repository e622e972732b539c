-- What other rows may refer to: the rows of the extract that are taken, and those of the books that it does not refuse.
create table keys_{table} as
select _id, {account} as account_id from placed_{table} where _problem is null
union all
select _id, {account} as account_id from books_{table} anti join placed_{table} using (_id)
