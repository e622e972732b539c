create or replace table {table} as
select
    {texts},
    {file} as _file, row_number() over () + {before} as _line
from {rows}
