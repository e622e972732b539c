-- Rows that the books have and the extract, which is a full one, does not mention; not even in a row that was refused.
select to_json({{'changed': ['missing_since'], 'row': {{'{name}': b.{key}}}}})
from books_{table} as b anti join placed_{table} using (_id)
where not b._missing
