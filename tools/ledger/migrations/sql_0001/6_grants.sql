-- Runs as the administrator: functions of pg_catalog belong to it. What PostgreSQL gives every login by
-- default and no reader may have: other sessions, locks, sleeping, messages, settings, large objects, files.
do $$
declare f regprocedure;
begin
    for f in
        select p.oid::regprocedure from pg_catalog.pg_proc p
        where p.pronamespace = 'pg_catalog'::regnamespace
          and (p.proname = any (array['pg_notify', 'pg_sleep', 'pg_sleep_for', 'pg_sleep_until', 'set_config',
                  'pg_terminate_backend', 'pg_cancel_backend', 'pg_export_snapshot', 'pg_logical_emit_message',
                  'query_to_xml', 'query_to_xmlschema', 'query_to_xml_and_xmlschema', 'cursor_to_xml', 'cursor_to_xmlschema',
                  'table_to_xml', 'table_to_xmlschema', 'table_to_xml_and_xmlschema', 'schema_to_xml', 'schema_to_xmlschema',
                  'schema_to_xml_and_xmlschema', 'database_to_xml', 'database_to_xmlschema', 'database_to_xml_and_xmlschema',
                  'pg_stat_get_activity', 'pg_current_xact_id', 'txid_current', 'currval', 'setval', 'nextval', 'lastval',
                  'pg_create_logical_replication_slot', 'pg_create_physical_replication_slot', 'pg_backup_start',
                  'ts_stat', 'lowrite', 'loread', 'pg_get_viewdef', 'pg_get_functiondef', 'pg_get_ruledef',
                  'pg_get_constraintdef', 'pg_get_expr'])
               or p.proname like 'lo\_%' or p.proname like '%advisory%')
    loop
        execute format('revoke execute on function %s from public', f);
        execute format('grant execute on function %s to billing_app, billing_owner', f);
    end loop;
end $$;
revoke all on schema public from public;
