"""Our own records: people, what they may do, and the journal of what was done. The agent never imports this."""
