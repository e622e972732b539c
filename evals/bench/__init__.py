"""Speed, always beside a peer, in one run."""
