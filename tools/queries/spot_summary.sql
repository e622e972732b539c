-- version: 2
-- title: spots of a broadcast invoice: ordered, ran, missed and what became of the missed
-- key: invoice
-- money: gross commission net missed_value
select i.invoice, i.account_id, i.currency, i.gross, i.commission, i.net,
       (select case when count(*) > 0 then sum(w.spots) end from weeks_ordered w where w.invoice_id = i.invoice_id) as ordered,
       count(*) filter (where s.ran) as ran,
       count(*) filter (where not s.ran) as missed,
       count(*) filter (where not s.ran and s.outcome = 'credited') as credited,
       count(*) filter (where not s.ran and s.outcome = 'made_good') as made_good,
       count(*) filter (where not s.ran and s.outcome = 'unresolved') as unresolved,
       count(*) filter (where not s.ran and s.outcome is null) as nothing_on_record,
       count(*) filter (where s.ran and s.is_makegood) as makegoods_ran,
       count(*) filter (where s.original_rate is not null) as rate_lowered,
       coalesce(sum(s.rate) filter (where not s.ran), 0) as missed_value,
       i.printed_spot_count, i.is_reprint, i.missing_since, i.as_of, i.books_batch
from invoices i join spots s using (invoice_id)
where i.invoice_id = :invoice
group by i.invoice_id, i.invoice, i.account_id, i.currency, i.gross, i.commission, i.net, i.printed_spot_count, i.is_reprint,
         i.missing_since, i.as_of, i.books_batch
