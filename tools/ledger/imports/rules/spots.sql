-- A broadcast bill charges the spots that ran, and prints how many they are.
with spots as (
    select invoice_id, sum(rate) filter (where ran) as ran_for, count(*) filter (where ran) as ran, max(batch_id) as batch_id
    from ledger.spot
    where source = :source and missing_since is null
    group by invoice_id
)
select 'invoice' as table_name, i.invoice_id as row_id, 'spots_gross' as rule, i.account_id,
       format('The spots of %s that ran cost %s %s, its gross is %s.', i.trx_number, i.currency,
              round(coalesce(s.ran_for, 0), 2), round(i.gross, 2)) as detail
from ledger.invoice i join spots s using (invoice_id)
where i.source = :source and :batch in (i.batch_id, s.batch_id) and i.missing_since is null and coalesce(s.ran_for, 0) <> i.gross
union all
select 'invoice', i.invoice_id, 'spots_count', i.account_id,
       format('%s prints %s spots, and %s ran.', i.trx_number, i.printed_spot_count, s.ran)
from ledger.invoice i join spots s using (invoice_id)
where i.source = :source and :batch in (i.batch_id, s.batch_id) and i.missing_since is null and i.printed_spot_count <> s.ran
