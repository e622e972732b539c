select _file, _line, to_json(columns) as content
from (
    select e._file, e._line, e as columns from {input} as e
    where (e._file, e._line) in (select _file, _line from rejects)
)
