select _file, _line, _problem, {account} as account_id, {number} as account_number, {order} as _order
from placed_{table} where _problem is not null
