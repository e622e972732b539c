"""`billing bench`: measures speed; figures are printed as JSON with the machine noted."""

import typer

app = typer.Typer(help="Measure speed, always beside a peer.", no_args_is_help=True)


@app.callback()
def bench() -> None:
    """Measure speed, always beside a peer."""
