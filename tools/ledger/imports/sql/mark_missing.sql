update ledger.{table} as t
set batch_id = :batch, known_from = :as_of, missing_since = :as_of
from jsonb_array_elements(cast(:rows as jsonb)) as c (row)
where t.{key} = cast(c.row -> 'row' ->> '{key}' as {type})
