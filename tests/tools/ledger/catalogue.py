"""What to look for in the catalogue of a database with the books. For tests; each function says what is wrong."""

from typing import Any, TypeAlias

import psycopg

Connection: TypeAlias = "psycopg.Connection[tuple[Any, ...]]"

VIEW_OWNERS = {"published": "billing_published", "published_all": "billing_published_all"}

OF_NO_ACCOUNT = {"import_batch", "source", "terms"}
"""Tables of the ledger whose rows belong to no account: batches, what a source is, days of payment terms."""

BOOKS_POLICIES = [
    "everything r billing_published_all",
    "named r billing_published",
    "program * billing_app, billing_owner",
]
EVIDENCE_POLICIES = [
    "everything r billing_published_all",
    "keep * billing_owner",
    "named r billing_published",
    "record a billing_app",
]

UNSAFE = r"""
    select p.oid::regprocedure::text from pg_proc p
    where p.pronamespace = 'pg_catalog'::regnamespace and has_function_privilege(%s, p.oid, 'execute') and (
        p.proname ~ '^(lo_|pg_stat_|pg_ls_|pg_read_|pg_sleep|pg_.*_size$)'
        or p.proname ~ '^(query|table|schema|database|cursor)_to_xml|_wal_(?!lsn_diff)'
        or p.proname ~ 'advisory|terminate|cancel_backend|replication|logical|export|backup|promote|rotate|reload'
        or p.proname in (
            'set_config', 'nextval', 'setval', 'currval', 'lastval', 'loread', 'lowrite', 'pg_notify', 'ts_stat',
            'ts_rewrite', 'pg_lock_status', 'pg_prepared_xact', 'pg_blocking_pids', 'pg_get_viewdef',
            'pg_get_functiondef', 'pg_get_ruledef', 'pg_get_expr', 'pg_get_constraintdef', 'pg_sequence_last_value',
            'pg_get_sequence_data', 'pg_current_xact_id', 'txid_current'))
    order by 1"""
"""Functions by which a reader would see or touch more than its views."""

VOLATILE = """
    select distinct p.proname::text from pg_proc p
    where p.pronamespace = 'pg_catalog'::regnamespace and p.provolatile = 'v' and p.prokind in ('f', 'p')
      and 'internal'::regtype <> all (p.proargtypes) and format_type(p.prorettype, null) !~ 'trigger|_handler$'
      and has_function_privilege(%s, p.oid, 'execute')
    order by 1"""
"""Functions with effects, or with a view of the server."""

KNOWN = {
    "random", "random_normal", "setseed", "array_sample", "array_shuffle", "gen_random_uuid", "uuidv4", "uuidv7",
    "clock_timestamp", "timeofday", "current_query", "pg_is_in_recovery", "pg_jit_available",
    "pg_collation_actual_version", "pg_database_collation_actual_version", "pg_partition_tree",
    "pg_partition_ancestors", "amvalidate",
}  # fmt: skip
"""Those of them that every login keeps; docs/decisions/0002 says why they may."""

_TABLES = """
    select c.relname::text, c.relrowsecurity and c.relforcerowsecurity,
        exists (select from pg_attribute a
            where a.attrelid = c.oid and a.attname = 'account_id' and not a.attisdropped),
        array(select p.polname || ' ' || p.polcmd::text || ' ' || coalesce((
                select string_agg(r.rolname, ', ' order by r.rolname) from pg_roles r where r.oid = any (p.polroles)),
                'public')
            from pg_policy p where p.polrelid = c.oid order by p.polname)
    from pg_class c
    where c.relkind in ('r', 'p', 'f', 'm')
      and (c.relnamespace = 'ledger'::regnamespace or c.oid = 'desk.evidence'::regclass)"""

_VIEWS = """
    select relnamespace::regnamespace || '.' || relname, relnamespace::regnamespace::text, relowner::regrole::text,
        relkind::text, coalesce(reloptions, '{}')
    from pg_class where relnamespace in ('published'::regnamespace, 'published_all'::regnamespace)"""

_LOOSE = """
    select oid::regprocedure::text from pg_proc
    where prosecdef and pronamespace::regnamespace::text !~ '^pg_|^information_schema'
      and not coalesce('search_path=""' = any (proconfig), false)"""

_OURS = "n.nspname !~ '^pg_|^information_schema$'"
_RIGHTS = (
    f"""select p || ' on schema ' || nspname from pg_namespace n, unnest(array['usage', 'create']) p
        where {_OURS} and has_schema_privilege(%(role)s, n.oid, p)""",
    f"""select p || ' on ' || case when c.relkind = 'v' then 'views of ' || n.nspname
            else n.nspname || '.' || c.relname end
        from pg_class c join pg_namespace n on n.oid = c.relnamespace,
            unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) p
        where {_OURS} and c.relkind in ('r', 'p', 'v', 'm', 'f') and has_table_privilege(%(role)s, c.oid, p)""",
    f"""select 'select on columns of ' || n.nspname || '.' || c.relname
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where {_OURS} and c.relkind in ('r', 'p', 'm', 'f') and has_any_column_privilege(%(role)s, c.oid, 'select')""",
    f"""select 'use of sequence ' || n.nspname || '.' || c.relname
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where {_OURS} and case c.relkind when 'S'
            then has_sequence_privilege(%(role)s, c.oid, 'usage, select, update') end""",
    f"""select 'execute on ' || n.nspname || '.' || regexp_replace(p.proname, '^scope_.*', 'scope_…')
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where {_OURS} and n.nspname <> 'ledger' and has_function_privilege(%(role)s, p.oid, 'execute')""",
    """select p || ' on database' from unnest(array['create', 'temporary']) p
        where has_database_privilege(%(role)s, current_database(), p)""",
    """select 'usage on language ' || lanname from pg_language
        where lanpltrusted and has_language_privilege(%(role)s, oid, 'usage')""",
    """select 'server ' || srvname from pg_foreign_server where has_server_privilege(%(role)s, oid, 'usage')""",
    """select 'wrapper ' || fdwname from pg_foreign_data_wrapper
        where has_foreign_data_wrapper_privilege(%(role)s, oid, 'usage')""",
    """select 'large object ' || oid from pg_largeobject_metadata""",
)


def column(connection: Connection, query: str, *parameters: object) -> list[Any]:
    """The first column of a query's rows."""
    return [row[0] for row in connection.execute(query.encode(), parameters)]


def unguarded_tables(connection: Connection) -> dict[str, str]:
    """Tables with rows of an account, and any that nobody listed, with what is missing of their row security."""
    wrong = {}
    for name, is_forced, has_account, policies in connection.execute(_TABLES).fetchall():
        if name in OF_NO_ACCOUNT and not has_account:
            continue
        if not is_forced:
            wrong[name] = "row security is not enabled and forced"
        elif policies != (EVIDENCE_POLICIES if name == "evidence" else BOOKS_POLICIES):
            wrong[name] = f"policies are {policies}"
    return wrong


def unsafe_views(connection: Connection) -> dict[str, str]:
    """What readers may name that is no view, or would run as somebody else, or without its barrier."""
    views = connection.execute(_VIEWS).fetchall()
    wrong = {} if len(views) > 40 else {"published": f"only {len(views)} views"}
    for name, schema, owner, kind, options in views:
        if kind != "v":
            wrong[name] = "is no view"
        elif owner != VIEW_OWNERS[schema]:
            wrong[name] = f"belongs to {owner}"
        elif options not in (["security_barrier=true"], ["security_barrier"]):
            wrong[name] = f"has the options {options}"
    return wrong


def loose_functions(connection: Connection) -> list[str]:
    """Functions that run as their owner and look for names where the caller says."""
    return column(connection, _LOOSE)


def rights_of(connection: Connection, role: str) -> set[str]:
    """What a role may use besides what comes with PostgreSQL, its own and PUBLIC's rights."""
    return {str(row[0]) for query in _RIGHTS for row in connection.execute(query.encode(), {"role": role})}
