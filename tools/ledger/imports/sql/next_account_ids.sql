copy (
    select row_number() over (), nextval(pg_get_serial_sequence('ledger.account', 'account_id'))
    from generate_series(1, {count})
) to stdout (format csv)
