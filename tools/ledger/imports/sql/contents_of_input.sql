-- The rows of an input that were refused, as JSON of the columns that the file has.
select _file, _line, json_merge_patch(to_json(columns), '{{"_file": null, "_line": null}}')::varchar as content
from (
    select e._file, e._line, e as columns from {input} as e
    where (e._file, e._line) in (select _file, _line from rejects)
)
