insert into ledger.{table} ({columns})
select {values}
from unnest({arrays}) as block ({names})
