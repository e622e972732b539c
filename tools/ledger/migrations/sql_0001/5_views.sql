-- What tools and models may name. Run twice: as billing_published in published, as billing_published_all in
-- published_all. A table in braces stands for the rows as the extracts up to the scope's as-of day said them (present
-- values, or former ones from ledger.history). Documents dated after the as-of day are not there. Masking of
-- tax and bank columns is written here and nowhere else.

-- Only of sources with accounts in scope: whoever has no token sees nothing here either.
create view books with (security_barrier) as
select s.source, s.title, s.as_of::date as as_of, s.as_of as extracted_at, s.batch_id, s.carries, s.notes,
       b.rows_rejected, b.imported_by
from ledger.source s join ledger.import_batch b using (batch_id)
where exists (select from ledger.account a where a.source = s.source);

create view accounts with (security_barrier) as
select a.account_id, a.account_number, a.name as account, adv.name as advertiser, ag.name as agency,
       coalesce(gp.name, agp.name) as parent,
       adv.legal_name as advertiser_legal_name, ag.legal_name as agency_legal_name, a.property, a.source,
       least((select desk.scope_as_of()), s.as_of::date) as as_of,
       a.country, a.currency, t.name as terms, t.days as terms_days, a.billing_model, a.credit_limit,
       a.credit_hold, a.credit_hold_reason, a.collector, a.status,
       case when (select desk.scope_role()) <> 'sales' then coalesce(adv.tax_id, ag.tax_id) end as tax_id,
       s.carries, s.batch_id as books_batch, a.missing_since::date as missing_since
from ledger.account a
join ledger.source s using (source)
left join ledger.party adv on adv.party_id = a.advertiser_id
left join ledger.party ag on ag.party_id = a.agency_id
left join ledger.party gp on gp.party_id = adv.parent_party_id
left join ledger.party agp on agp.party_id = ag.parent_party_id
left join ledger.terms t on t.terms_id = a.terms_id;

create view party_aliases with (security_barrier) as
select x.alias, p.name as party, x.party_id, x.similarity, x.confirmed_by, x.confirmed_at
from ledger.party_alias x join ledger.party p using (party_id)
where x.confirmed_at is not null;

create view orders with (security_barrier) as
select o.io_id, o.io_number as order_number, o.revision_no, o.account_id, a.account_number, a.account, o.status,
       o.currency, o.po_number, o.po_amount, o.commission_pct, t.name as terms, t.days as terms_days,
       o.billing_source, o.billing_schedule, o.flight_start, o.flight_end, o.signed_on, a.as_of, o.missing_since::date as missing_since
from {io} o join accounts a using (account_id)
left join ledger.terms t on t.terms_id = o.terms_id
where o.signed_on is null or o.signed_on <= (select desk.scope_as_of());

create view order_lines with (security_barrier) as
select l.io_line_id, l.io_id, o.order_number, l.account_id, o.account_number, o.account, l.line_no, l.product, l.daypart, l.rate_type,
       l.rate, l.currency, l.booked_units, l.booked_amount, l.cap_amount, l.cap_rule, l.flight_start, l.flight_end,
       l.spot_length, l.spots_per_week, l.guaranteed, l.added_value, l.makegood_of_line_id, l.status, o.as_of
from {io_line} l join orders o using (io_id);

create view delivery with (security_barrier) as
select d.delivery_id, d.io_line_id, l.order_number, l.line_no, d.account_id, d.delivered_on, d.counted_by, d.impressions,
       d.viewable_impressions, d.clicks, d.views, d.conversions, d.givt_units, d.sivt_units, d.billable_units, d.is_final, l.as_of
from {delivery_daily} d join order_lines l using (io_line_id)
where d.delivered_on <= (select desk.scope_as_of()) and d.missing_since is null;

create view invoices with (security_barrier) as
select i.invoice_id, i.trx_number as invoice, i.class, i.account_id, a.account_number, a.account, a.advertiser, a.agency,
       a.parent, a.property, i.source, a.as_of, i.trx_date as invoice_date, i.gl_date, i.due_date, i.period_start, i.period_end,
       i.calendar, i.io_id, o.io_number as order_number, i.po_number, i.currency, i.gross, i.commission, i.net, i.tax, i.total,
       i.printed_balance, i.printed_spot_count, i.status as document_status, i.is_reprint, i.disputed,
       i.corrected_invoice_id, i.replaces_invoice_id, i.reason_code, t.name as terms, t.days as terms_days, i.memo,
       i.external_reference, a.carries, a.books_batch, i.batch_id, i.missing_since::date as missing_since
from {invoice} i join accounts a using (account_id)
left join ledger.io o using (io_id)
left join ledger.terms t on t.terms_id = i.terms_id
where i.trx_date is null or i.trx_date <= (select desk.scope_as_of());

create view invoice_lines with (security_barrier) as
select l.invoice_line_id, l.invoice_id, i.invoice, i.class, l.account_id, l.line_no, l.line_type, l.io_line_id, i.order_number,
       ol.line_no as order_line_no, l.description, l.service_start, l.service_end, l.uom, l.units, l.unit_price, l.currency,
       l.gross, l.commission, l.net, l.tax, l.tax_code, l.tax_rate, l.credited_line_id, i.as_of
from {invoice_line} l join invoices i using (invoice_id)
left join ledger.io_line ol on ol.io_line_id = l.io_line_id
where l.missing_since is null;

create view receipts with (security_barrier) as
select p.payment_id, p.receipt_number as receipt, p.account_id, a.account_number, a.account, p.receipt_date, p.currency, p.amount,
       p.method, p.status, p.remittance_text,
       case when (select desk.scope_role()) <> 'sales' then p.bank_ref end as bank_ref,
       p.io_id, p.source, least((select desk.scope_as_of()), s.as_of::date) as as_of, s.batch_id as books_batch
from {payment} p
join ledger.source s using (source)
left join accounts a using (account_id)
where p.receipt_date <= (select desk.scope_as_of()) and p.missing_since is null;

-- A movement is seen from both ends. Where only one of them is in scope, the other's identity is left out: its account,
-- its document, and the movement's own key, which sources make from both. Two selects, so that each keeps its indexes.
create view applications with (security_barrier) as
select x.application_id, x.account_id, x.payer_account_id, x.payment_id, p.receipt, x.cm_invoice_id, cm.trx_number as credit_memo,
       x.target_invoice_id, i.trx_number as invoice, x.currency, x.amount, x.apply_date, x.status, x.reverses_id,
       x.payment_id is not null as is_cash, false as is_partly_hidden
from {application} x
left join receipts p using (payment_id)
left join {invoice} i on i.invoice_id = x.target_invoice_id
left join {invoice} cm on cm.invoice_id = x.cm_invoice_id
where x.apply_date <= (select desk.scope_as_of()) and x.missing_since is null
  and ((select desk.scope_everything())
       or (coalesce(x.account_id = any ((select desk.scope_accounts())::int[]), true)
           and coalesce(x.payer_account_id = any ((select desk.scope_accounts())::int[]), true)))
union all
select null, a.account_id, r.account_id, p.payment_id, p.receipt, cm.invoice_id, cm.trx_number,
       i.invoice_id, i.trx_number, x.currency, x.amount, x.apply_date, x.status, null, x.payment_id is not null, true
from {application} x
left join ledger.account a on a.account_id = x.account_id
left join ledger.account r on r.account_id = x.payer_account_id
left join receipts p using (payment_id)
left join {invoice} i on i.invoice_id = x.target_invoice_id
left join {invoice} cm on cm.invoice_id = x.cm_invoice_id
where x.apply_date <= (select desk.scope_as_of()) and x.missing_since is null
  and not (select desk.scope_everything())
  and num_nulls(a.account_id, r.account_id) > num_nulls(x.account_id, x.payer_account_id);

create view erp_adjustments with (security_barrier) as
select j.adjustment_id, j.account_id, j.invoice_id, i.invoice, j.number, j.kind, j.currency, j.amount, j.reason_code, j.activity,
       j.status, j.created_by, j.approved_by, j.gl_date, j.comments
from {erp_adjustment} j join invoices i using (invoice_id)
where j.gl_date <= (select desk.scope_as_of()) and j.missing_since is null;

-- balance = total - cash - credits + signed adjustments (+ what a credit memo has been used for), from movements
-- dated up to the as-of day. Null where the books carry no payments: unknown, not zero.
create view invoice_balances with (security_barrier) as
select i.invoice_id, i.invoice, i.class, i.account_id, i.account_number, i.account, i.advertiser, i.agency, i.parent, i.property,
       i.source, i.as_of, i.invoice_date, i.due_date, i.currency, i.gross, i.commission, i.net, i.tax, i.total,
       s.cash_applied, s.credits_applied, u.credit_used, j.adjusted, s.last_applied_on, m.balance,
       case when i.document_status = 'VOID' then 'void'
            when i.document_status = 'INCOMPLETE' then 'incomplete'
            when i.missing_since is not null then 'missing'
            when m.balance is null then 'unknown'
            when m.balance = 0 then case when i.class = 'CM' then 'used up'
                                         when s.cash_applied > 0 then 'paid' else 'closed' end
            when i.class = 'CM' then case when m.balance = i.total then 'unapplied' else 'partly applied' end
            when m.balance < 0 then 'overpaid'
            when m.balance < i.total then 'partly paid' else 'open' end as status,
       case when m.balance > 0 and i.due_date < i.as_of then i.as_of - i.due_date
            when m.balance > 0 and i.due_date is not null then 0 end as days_overdue,
       coalesce(i.disputed, false) or exists (select from {dispute_case} d where d.invoice_id = i.invoice_id
            and (d.opened_on is null or d.opened_on <= (select desk.scope_as_of()))
            and (d.closed_on is null or d.closed_on > (select desk.scope_as_of()))
            and (d.closed_on is not null or lower(coalesce(d.status, 'open')) not in ('resolved', 'rejected', 'closed'))
            and d.missing_since is null) as is_disputed,
       i.terms, i.terms_days, i.printed_balance, i.is_reprint, i.missing_since, i.books_batch
from invoices i
cross join lateral (
    select coalesce(sum(x.amount) filter (where x.payment_id is not null), 0) as cash_applied,
           coalesce(sum(x.amount) filter (where x.cm_invoice_id is not null), 0) as credits_applied,
           max(x.apply_date) as last_applied_on
    from {application} x where x.target_invoice_id = i.invoice_id and x.status = 'APP'
    and x.apply_date <= (select desk.scope_as_of()) and x.missing_since is null) s
cross join lateral (
    select coalesce(sum(x.amount), 0) as credit_used
    from {application} x where x.cm_invoice_id = i.invoice_id and x.status in ('APP', 'ACTIVITY')
    and x.apply_date <= (select desk.scope_as_of()) and x.missing_since is null) u
cross join lateral (
    select coalesce(sum(j.amount), 0) as adjusted
    from {erp_adjustment} j where j.invoice_id = i.invoice_id and j.status = 'APPROVED'
    and j.gl_date <= (select desk.scope_as_of()) and j.missing_since is null) j
cross join lateral (
    select case when i.carries && array['payment', 'application'] and i.document_status = 'COMPLETE' and i.missing_since is null
                then i.total - s.cash_applied - s.credits_applied + u.credit_used + j.adjusted end as balance) m;

-- What is left of each receipt: amount less what was applied or used up by activities such as refunds.
create view unapplied_cash with (security_barrier) as
select r.payment_id, r.receipt, r.account_id, r.account_number, r.account, r.receipt_date, r.currency, r.amount, m.applied,
       m.on_account, r.amount - m.applied as unapplied, r.status, r.remittance_text, r.as_of, r.books_batch
from receipts r
cross join lateral (
    select coalesce(sum(x.amount) filter (where x.status in ('APP', 'ACTIVITY')), 0) as applied,
           coalesce(sum(x.amount) filter (where x.status = 'ACC'), 0) as on_account
    from {application} x where x.payment_id = r.payment_id
    and x.apply_date <= (select desk.scope_as_of()) and x.missing_since is null) m
where coalesce(r.status, '') not in ('REVERSED', 'NSF', 'STOP');

create view disputes with (security_barrier) as
select d.case_id, d.case_number as dispute, d.account_id, a.account_number, a.account, d.invoice_id, b.invoice, d.line_no,
       d.currency, d.disputed_amount, d.opened_on, d.channel, d.claimed_reason, d.owner, d.due_on,
       case when d.closed_on > (select desk.scope_as_of()) then 'open' else d.status end as status,
       case when d.closed_on <= (select desk.scope_as_of()) then d.closed_on end as closed_on,
       case when d.closed_on <= (select desk.scope_as_of()) then d.resolution end as resolution,
       case when d.closed_on <= (select desk.scope_as_of()) then d.resolved_amount end as resolved_amount,
       (d.closed_on is null or d.closed_on > (select desk.scope_as_of()))
         and (d.closed_on is not null or lower(coalesce(d.status, 'open')) not in ('resolved', 'rejected', 'closed')) as is_open,
       a.as_of - d.opened_on as days_open, a.as_of, a.books_batch
from {dispute_case} d join accounts a using (account_id)
left join invoices b on b.invoice_id = d.invoice_id
where (d.opened_on is null or d.opened_on <= (select desk.scope_as_of())) and d.missing_since is null;

create view makegoods with (security_barrier) as
select m.makegood_id, substring(m.makegood_id from position(':' in m.makegood_id) + 1) as makegood, m.account_id, s.account_number,
       s.account, s.order_number, s.line_no as short_line, s.product as short_product,
       g.line_no as makegood_line, g.product as makegood_product, m.short_units, m.currency, m.short_value, m.agreed_by, m.agreed_on,
       m.delivered_units, m.expires_on, m.status, s.as_of
from {makegood} m
join order_lines s on s.io_line_id = m.short_line_id
left join order_lines g on g.io_line_id = m.makegood_line_id
where (m.agreed_on is null or m.agreed_on <= (select desk.scope_as_of())) and m.missing_since is null;

create view spots with (security_barrier) as
select s.spot_id, s.invoice_id, i.invoice, s.account_id, s.line_no, s.spot_no, s.aired_on, s.aired_at, s.program, s.spot_length,
       s.currency, s.rate, s.original_rate, s.ran, s.outcome, s.is_makegood, s.rate_type, s.note, i.as_of
from {spot} s join invoices i using (invoice_id)
where s.missing_since is null;

create view spot_makegoods with (security_barrier) as
select k.link_id, k.invoice_id, k.account_id, i.invoice, m.line_no as missed_line, m.spot_no as missed_spot, m.aired_on as missed_on,
       m.rate as missed_rate, g.line_no as makegood_line, g.spot_no as makegood_spot, g.aired_on as made_good_on, g.rate as makegood_rate,
       k.currency, k.missed_printed, k.makegood_printed, i.as_of
from (select k.*, i.currency from ledger.makegood_link k join ledger.invoice i using (invoice_id)) k
join invoices i using (invoice_id)
left join ledger.spot m on m.spot_id = k.missed_spot_id
left join ledger.spot g on g.spot_id = k.makegood_spot_id
where k.missing_since is null;

create view weeks_ordered with (security_barrier) as
select w.invoice_id, i.invoice, w.account_id, w.line_no, w.week_start, w.week_end, w.spots, w.rate, i.as_of
from {week_ordered} w join invoices i using (invoice_id)
where w.missing_since is null;

-- What later extracts changed: former values, when they were known, which columns differ from the next version. Masked
-- like the views of the present; a movement's former values name both ends, so both must be in scope.
create view changes with (security_barrier) as
select h.table_name, h.row_id, h.account_id, h.known_from, h.known_until, h.changed,
       case when (select desk.scope_role()) <> 'sales' then h.row else h.row - array['bank_ref', 'tax_id'] end as former
from ledger.history h
where h.table_name <> 'application' or (select desk.scope_everything())
   or coalesce((h.row ->> 'payer_account_id')::int = any ((select desk.scope_accounts())::int[]), true);

create view import_exceptions with (security_barrier) as
select e.batch_id, e.table_name, e.row_id, e.rule, e.detail, e.account_id from ledger.import_exception e
where (e.table_name <> 'application' or exists (select from applications x where x.application_id = e.row_id))
  -- What an import found of an invoice holds until a later one brings the header, lines or spots anew and looks again.
  and not (e.table_name = 'invoice' and (
      exists (select from ledger.invoice i where i.invoice_id = e.row_id and i.batch_id > e.batch_id)
      or e.rule like 'lines%' and exists (
          select from ledger.invoice_line l where l.invoice_id = e.row_id and l.batch_id > e.batch_id)
      or e.rule like 'spots%' and exists (
          select from ledger.spot s where s.invoice_id = e.row_id and s.batch_id > e.batch_id)));

create view import_rejects with (security_barrier) as
select r.batch_id, r.file, r.line, r.rule, r.detail, r.account_id from ledger.import_reject r;

create view evidence with (security_barrier) as
select e.* from desk.evidence e;
