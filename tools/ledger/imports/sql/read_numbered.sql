create or replace table {table} as
select
    {texts},
    {file} as _file, _line
from {rows}
