update ledger.{table} as t
set {assignments},
    batch_id = :batch, known_from = :as_of, missing_since = null
from jsonb_array_elements(cast(:rows as jsonb)) as c (row)
cross join lateral jsonb_populate_record(null::ledger.{table}, c.row -> 'row') as n
where t.{key} = n.{key}
