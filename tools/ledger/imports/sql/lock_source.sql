select pg_advisory_xact_lock(hashtextextended('ledger import ' || :source, 0))
