create or replace table {table} as
with rows as (select *, row_number() over () as _row from {rows}),
numbers as (
    select _line, row_number() over () as _row
    from read_csv({numbers}, columns = {{'_line': 'BIGINT'}}, header = false, auto_detect = false, delim = ',')
)
select
    {texts},
    {file} as _file, _line
from rows join numbers using (_row)
