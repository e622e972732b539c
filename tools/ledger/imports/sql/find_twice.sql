-- Keys that the extract has more than once: whether all their rows say the same, and where the first one is.
create table twice_{table} as
select {key} as _key, count(distinct row({columns}, _problem)) = 1 as _same, min(row(_file, _line)) as _first
from stage_{table}
where {key} in (select {key} from stage_{table} where {key} is not null group by {key} having count(*) > 1)
group by {key}
