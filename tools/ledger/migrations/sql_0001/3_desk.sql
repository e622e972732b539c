-- Our own records: who may see what, what was asked and answered, what each query returned, the journal.

create table desk.person (
    person_id   int generated always as identity primary key,
    person_key  text not null unique,
    created_at  timestamptz not null
);

-- One row a person and address; two addresses with one person are one human being.
create table desk.address (
    email              text primary key check (email = lower(email)),
    person_id          int not null references desk.person,
    name               text not null,
    slack_user_id      text unique,
    roles              text[] not null,
    manager            text,
    all_accounts       boolean not null,
    account_numbers    text[] not null,
    approval_limit     ledger.money,
    approval_currency  ledger.currency,
    valid_from         date,
    valid_to           date,
    time_zone          text,
    granted_by         text not null,
    granted_at         timestamptz not null
);

-- A change of roles, scope or limits that waits for a second person.
create table desk.people_change (
    change_id     int generated always as identity primary key,
    email         text not null,
    before        jsonb,
    after         jsonb not null,
    proposed_by   text not null,
    proposed_at   timestamptz not null,
    confirmed_by  text,
    confirmed_at  timestamptz,
    superseded_at timestamptz
);
create unique index on desk.people_change (email) where confirmed_at is null and superseded_at is null;

create table desk.token (
    token_sha256  bytea primary key,
    person_id     int not null references desk.person,
    email         text not null references desk.address,
    kind          text not null check (kind in ('invite', 'token')),
    created_at    timestamptz not null,
    expires_at    timestamptz,
    used_at       timestamptz,
    revoked_at    timestamptz
);

-- An open scope. The reader's transaction carries only the token; the row is seen by the scope functions.
create table desk.scopes (
    token_sha256  bytea primary key,
    person        text not null,
    accounts      int[] not null,
    everything    boolean not null,
    role          text not null,
    as_of         date not null,
    expires_at    timestamptz not null,
    check (not everything or accounts = '{}')
);

create function desk.scope_accounts() returns int[]
    language sql stable security definer set search_path = ''
    as $$ select accounts from desk.scopes
          where token_sha256 = pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.current_setting('billing.scope', true), 'UTF8'))
            and not everything and expires_at > pg_catalog.now() $$;

create function desk.scope_everything() returns boolean
    language sql stable security definer set search_path = ''
    as $$ select exists (select from desk.scopes
          where token_sha256 = pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.current_setting('billing.scope', true), 'UTF8'))
            and everything and expires_at > pg_catalog.now()) $$;

create function desk.scope_role() returns text
    language sql stable security definer set search_path = ''
    as $$ select role from desk.scopes
          where token_sha256 = pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.current_setting('billing.scope', true), 'UTF8'))
            and expires_at > pg_catalog.now() $$;

create function desk.scope_as_of() returns date
    language sql stable security definer set search_path = ''
    as $$ select as_of from desk.scopes
          where token_sha256 = pg_catalog.sha256(pg_catalog.convert_to(pg_catalog.current_setting('billing.scope', true), 'UTF8'))
            and expires_at > pg_catalog.now() $$;

-- Parties (advertisers, agencies, their parents) of the accounts in scope.
create function desk.scope_parties() returns text[]
    language sql stable security definer set search_path = ''
    as $$ with mine as (
            select unnest(array[a.party_id, a.advertiser_id, a.agency_id]) as party_id
            from ledger.account a where a.account_id = any (desk.scope_accounts()))
          select coalesce(array_agg(distinct id), '{}') from (
            select party_id as id from mine where party_id is not null
            union select p.parent_party_id from ledger.party p join mine using (party_id)
            where p.parent_party_id is not null) ids $$;

-- What a query returned, with all that an auditor asks of it (domain: the IPE record).
create table desk.evidence (
    evidence_id     bigint generated always as identity primary key,
    conversation    text,
    turn            int,
    label           text not null,
    query_name      text not null,
    query_version   text not null,
    sql_text        text not null,
    sql_sha256      text not null,
    parameters      jsonb not null,
    source_schema   text not null,
    batches         int[] not null,
    data_as_of      date not null,
    run_by          text not null,
    run_via         text not null,
    started_at      timestamptz not null,
    ended_at        timestamptz not null,
    row_count       int not null,
    total_rows      bigint not null,
    truncated       boolean not null,
    control_totals  jsonb not null,
    columns         jsonb not null,
    rows            jsonb not null,
    result_sha256   text not null,
    accounts        int[] not null,
    everything      boolean not null default false,
    tool_versions   jsonb not null,
    retention_until date not null
);
create index on desk.evidence (conversation, turn);

create table desk.conversation (
    conversation  text primary key,
    begun_by      text not null,
    begun_at      timestamptz not null
);

create table desk.turn (
    conversation  text not null references desk.conversation,
    turn          int not null,
    person        text not null,
    asked_at      timestamptz not null,
    answered_at   timestamptz,
    question      text not null,
    status        text,
    answer        text,
    focus         jsonb not null default '{}',
    accounts      int[] not null default '{}',
    everything    boolean not null default false,
    model         text,
    usage         jsonb not null default '{}',
    seconds       numeric(10, 3),
    primary key (conversation, turn)
);

-- Append-only. hash = SHA-256 over the previous hash and the entry's canonical JSON.
create table desk.journal (
    entry     bigint primary key,
    at        timestamptz not null,
    actor     text not null,
    proved_by text not null,
    tag       text not null,
    subject   text not null,
    detail    jsonb not null,
    previous  text not null,
    hash      text not null
);
create index on desk.journal (subject);
create index on desk.journal (tag);
