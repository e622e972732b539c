-- Rows that the extract says otherwise, with the names of the columns that differ.
create table changed_{table} as
with compared as (
    select
        list_filter([
        {differing}], lambda name: name is not null) as _changed,
        {{
        {fields}}} as _row
    from placed_{table} as p join books_{table} as b using (_id)
    where p._problem is null
)
select _changed, _row from compared where len(_changed) > 0
