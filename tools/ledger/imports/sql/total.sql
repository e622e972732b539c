select currency, coalesce(any_value(scale), 2), count(*), {sums}
from placed_{table} left join currencies on code = currency
where _problem is null
group by currency order by currency
