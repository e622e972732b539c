create table stage_{table} as
with given as (
{query}
),
texts as (
    select
    {texts},
    _file, _line
    from given
)
select
    {values},
    case
    {problems}
    end as _problem,
    _file, _line
from texts left join currencies on currencies.code = {currency}
