select
    {columns},
    {source} as source, {batch} as batch_id
from placed_{table} as p anti join books_{table} using (_id)
where p._problem is null
