create table placed_{table} as
select
    {columns},
    s.{key} as _id,
    coalesce(
        s._problem,
        case
        when not t._same then {{
            'rule': 'same_key_twice',
            'detail': 'The key ' || s.{key} || ' occurs more than once in the extract, with different values; none is taken.'}}
        when row(s._file, s._line) <> t._first then {{
            'rule': 'same_row_twice',
            'detail': 'The same row twice: the first, in ' || t._first[1] || ' line ' || t._first[2] || ', is taken.'}}
        {problems}
        end
    ) as _problem,
    s._file, s._line
from stage_{table} as s
left join twice_{table} as t on t._key = s.{key}
{joins}
