"""Numbers by which a failure that people see is found in the log, which alone has the details."""

import secrets


def new_incident() -> str:
    """A short number, unlikely to come twice."""
    return secrets.token_hex(4)
