"""Which currencies there are, and how many decimals each has. Not here: how amounts are written."""

import duckdb
from babel.core import get_global
from sqlalchemy import Connection, text


def load_currencies(connection: Connection, work: duckdb.DuckDBPyConnection) -> None:
    """Make the DuckDB table `currencies(code, scale)`: ISO 4217's codes, with the scale that the books keep."""
    codes = sorted(code for code in get_global("all_currencies") if code not in {"XXX", "XTS"})
    scales = connection.execute(
        text("select code, ledger.currency_scale(code) from unnest(cast(:codes as text[])) code"), {"codes": codes}
    )
    known = [tuple(row) for row in scales]
    work.execute(
        "create table currencies as select unnest(?::varchar[]) as code, unnest(?::integer[]) as scale",
        [[code for code, _ in known], [scale for _, scale in known]],
    )
