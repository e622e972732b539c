-- Row security: named accounts for views owned by billing_published, everything for billing_published_all,
-- all rows for the program's own imports (billing_app) and for migrations and backup (billing_owner).
-- One policy a kind of scope and role, never an OR of the two: the array policy keeps its index.
do $$
declare t text;
begin
    foreach t in array array['account', 'io', 'io_line', 'delivery_daily', 'invoice', 'invoice_line',
        'payment', 'erp_adjustment', 'dispute_case', 'makegood', 'spot', 'makegood_link', 'week_ordered',
        'history', 'import_exception']
    loop
        execute format('create policy named on ledger.%I for select to billing_published
            using (%I = any ((select desk.scope_accounts())::int[]))', t,
            'account_id');
    end loop;
    foreach t in array array['account', 'io', 'io_line', 'delivery_daily', 'invoice', 'invoice_line',
        'payment', 'application', 'erp_adjustment', 'dispute_case', 'makegood', 'spot', 'makegood_link',
        'week_ordered', 'history', 'import_exception', 'import_reject', 'party', 'party_alias']
    loop
        execute format('alter table ledger.%I enable row level security', t);
        execute format('alter table ledger.%I force row level security', t);
        execute format('create policy everything on ledger.%I for select to billing_published_all
            using ((select desk.scope_everything()))', t);
        execute format('create policy program on ledger.%I for all to billing_app, billing_owner
            using (true) with check (true)', t);
    end loop;
end $$;

-- A movement is seen from both ends: by who sees the invoice it pays, and by who sees the receipt.
create policy named on ledger.application for select to billing_published
    using (account_id = any ((select desk.scope_accounts())::int[])
        or payer_account_id = any ((select desk.scope_accounts())::int[]));

create policy named on ledger.party for select to billing_published
    using (party_id = any ((select desk.scope_parties())::text[]));
create policy named on ledger.party_alias for select to billing_published
    using (party_id = any ((select desk.scope_parties())::text[]));

-- A rejected row that could not be placed belongs to nobody's scope: only its number is published.
create policy named on ledger.import_reject for select to billing_published
    using (account_id = any ((select desk.scope_accounts())::int[]));

alter table desk.evidence enable row level security;
alter table desk.evidence force row level security;
-- Evidence without rows names no account, yet its parameters may: only who asked sees it.
create policy named on desk.evidence for select to billing_published
    using (not everything and accounts <@ (select desk.scope_accounts())::int[]
        and (accounts <> '{}' or run_by = (select desk.scope_person())));
create policy everything on desk.evidence for select to billing_published_all
    using ((select desk.scope_everything()));
create policy record on desk.evidence for insert to billing_app with check (true);
create policy keep on desk.evidence for all to billing_owner using (true) with check (true);

-- The program does exactly this; no DDL, and the journal and evidence only grow.
grant usage on schema ledger, desk, graph to billing_app;
grant select, insert, update, delete on all tables in schema ledger to billing_app;
grant select, insert, update on all tables in schema desk to billing_app;
grant delete on desk.scopes to billing_app;
revoke update, delete, truncate on desk.journal, desk.evidence from billing_app;
revoke update on desk.conversation from billing_app;
grant usage on all sequences in schema ledger, desk to billing_app;

-- After an import the planner must know the tables as they are now: without that questions over all accounts run into
-- their time limit until the server gets round to it. The program may ask for that and for no other upkeep.
create function ledger.refresh_statistics() returns void
    language plpgsql security definer set search_path = ''
    as $$ declare refreshed regclass;
    begin
        for refreshed in select c.oid from pg_catalog.pg_class c
            where c.relnamespace = 'ledger'::regnamespace and c.relkind = 'r' order by c.relname
        loop
            execute pg_catalog.format('analyze %s', refreshed);
        end loop;
    end $$;
revoke execute on function ledger.refresh_statistics() from public;
grant execute on function ledger.refresh_statistics() to billing_app;

-- Views read as their owners; the scope functions are called as the reader.
grant usage on schema ledger, desk to billing_published, billing_published_all;
grant select on all tables in schema ledger to billing_published, billing_published_all;
grant select on desk.evidence to billing_published, billing_published_all;
revoke execute on all functions in schema desk from public;
grant execute on all functions in schema desk to billing_published, billing_published_all,
    billing_reader, billing_reader_all, billing_app;
