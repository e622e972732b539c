with contents as (
{contents}
)
select {batch} as batch_id, r._file as file, r._line as line, r._problem.rule, r._problem.detail,
       coalesce(contents.content, '') as content, r.account_id
from rejects as r left join contents using (_file, _line)
order by r._order, r._file, r._line
