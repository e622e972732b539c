insert into ledger.source (source, title, as_of, batch_id, carries, notes)
values (:source, :title, :as_of, :batch, :carries, :notes)
on conflict (source) do update
set title = excluded.title, as_of = excluded.as_of, batch_id = excluded.batch_id, carries = excluded.carries, notes = excluded.notes
