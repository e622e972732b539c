-- A second extract of the same time corrects the first: what that one brought was never known.
insert into ledger.history (table_name, row_id, account_id, known_from, known_until, batch_id, superseded_by, changed, row)
select '{table}', t.{key}::text, {account}, t.known_from, :as_of, t.batch_id, :batch,
       array(select jsonb_array_elements_text(c.row -> 'changed')), to_jsonb(t)
from jsonb_array_elements(cast(:rows as jsonb)) as c (row)
join ledger.{table} as t on t.{key} = cast(c.row -> 'row' ->> '{key}' as {type})
where t.known_from is distinct from cast(:as_of as timestamptz)
