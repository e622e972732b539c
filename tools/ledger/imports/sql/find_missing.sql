-- Rows that the books have and the extract, which is a full one, does not mention; not even in a row that was refused.
create table missing_{table} as
select ['missing_since'] as _changed, {{'{name}': b.{key}}} as _row
from books_{table} as b anti join placed_{table} using (_id)
where not b._missing
