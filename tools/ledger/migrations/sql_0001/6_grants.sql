-- Runs as a superuser: what is taken back here belongs to it. It is what PostgreSQL gives every login by default and no
-- reader may have; docs/decisions/0002 goes through it. The owner keeps all of it, the program and monitoring what they use.
-- First every function with effects or a view of the server, unless it is listed as harmless: a newer PostgreSQL may bring
-- more. Then those that only read, and should not be read.
do $$
declare taken record;
begin
    for taken in
        select p.oid::regprocedure as function,
               p.proname like '%advisory%' or p.proname like 'pg\_stat\_get\_%' or p.proname like 'pg\_%\_size'
                   or p.proname in ('nextval', 'pg_get_expr', 'pg_get_constraintdef') as is_the_programs,
               p.proname like 'pg\_stat\_get\_%' or p.proname like 'pg\_%\_size' or p.proname = 'pg_lock_status' as is_monitored
        from pg_catalog.pg_proc p
        where p.pronamespace = 'pg_catalog'::regnamespace and p.prokind in ('f', 'p')
          -- Parts of the server that no statement can call.
          and 'internal'::regtype <> all (p.proargtypes) and format_type(p.prorettype, null) not in ('trigger', 'event_trigger')
          and format_type(p.prorettype, null) not like '%\_handler'
          and (p.provolatile = 'v' and p.proname <> all (array[
                  'random', 'random_normal', 'setseed', 'array_sample', 'array_shuffle', 'gen_random_uuid', 'uuidv4', 'uuidv7',
                  'clock_timestamp', 'timeofday', 'current_query', 'pg_is_in_recovery', 'pg_jit_available',
                  'pg_collation_actual_version', 'pg_database_collation_actual_version', 'pg_partition_tree',
                  'pg_partition_ancestors', 'amvalidate'])
               or p.proname = any (array[
                  -- other sessions
                  'pg_lock_status', 'pg_prepared_xact', 'pg_blocking_pids', 'pg_safe_snapshot_blocking_pids', 'pg_export_snapshot',
                  'pg_current_xact_id', 'txid_current', 'pg_cancel_backend', 'pg_terminate_backend', 'pg_get_replication_slots',
                  -- a setting changed inside a SELECT
                  'set_config',
                  -- a statement given as text, which no reader of the statement around it sees
                  'query_to_xml', 'query_to_xmlschema', 'query_to_xml_and_xmlschema', 'cursor_to_xml', 'cursor_to_xmlschema',
                  'table_to_xml', 'table_to_xmlschema', 'table_to_xml_and_xmlschema', 'schema_to_xml', 'schema_to_xmlschema',
                  'schema_to_xml_and_xmlschema', 'database_to_xml', 'database_to_xmlschema', 'database_to_xml_and_xmlschema',
                  'ts_stat', 'ts_rewrite',
                  -- sequences: how many rows of all accounts there are
                  'currval', 'setval', 'nextval', 'lastval', 'pg_sequence_last_value', 'pg_get_sequence_data',
                  -- large objects
                  'lowrite', 'loread',
                  -- how the views and policies are made
                  'pg_get_viewdef', 'pg_get_functiondef', 'pg_get_ruledef', 'pg_get_constraintdef', 'pg_get_expr',
                  'pg_get_function_sqlbody'])
               or p.proname like 'lo\_%' or p.proname like '%advisory%'
               -- statistics and sizes of tables, and what other sessions of the same login run: their token
               or p.proname like 'pg\_stat\_%' or p.proname like 'pg\_%\_size')
          -- Some are the superuser's anyway (files, other processes); nobody is given those.
          and exists (select from pg_catalog.aclexplode(coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))) a where a.grantee = 0)
    loop
        execute format('revoke execute on routine %s from public', taken.function);
        execute format('grant execute on routine %s to billing_owner', taken.function);
        if taken.is_the_programs then
            execute format('grant execute on routine %s to billing_app', taken.function);
        end if;
        if taken.is_monitored then
            execute format('grant execute on routine %s to pg_monitor', taken.function);
        end if;
    end loop;
end $$;

-- Blocks of code (DO) loop for ever and catch their own cancellation.
revoke usage on language plpgsql, sql from public;
grant usage on language plpgsql, sql to billing_owner;

-- How many rows a table has, in the catalogue: every column but those.
do $$
declare listed text;
begin
    select string_agg(quote_ident(attname), ', ') into listed from pg_catalog.pg_attribute
    where attrelid = 'pg_catalog.pg_class'::regclass and attnum > 0
      and attname not in ('reltuples', 'relpages', 'relallvisible', 'relallfrozen');
    revoke select on pg_catalog.pg_class from public;
    execute format('grant select (%s) on pg_catalog.pg_class to public', listed);
    grant select on pg_catalog.pg_class to billing_owner, billing_app, pg_monitor;
end $$;
