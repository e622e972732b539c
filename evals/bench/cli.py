"""`billing bench`: measures speed; figures are printed with the machine they were measured on."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from evals.bench.importing import ImportSpeed

app = typer.Typer(help="Measure speed, always beside a peer.", no_args_is_help=True)

Lines = Annotated[int, typer.Option(min=0, help="Invoice lines of the sample business, at least.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@app.callback()
def bench() -> None:
    """Measure speed, always beside a peer. A home of its own is made and removed; yours is not touched."""


@app.command("import")
def import_(
    lines: Lines = 1_000_000,
    runs: Annotated[int, typer.Option(min=1, help="Runs of each, in turns.")] = 3,
    as_json: AsJson = False,
) -> None:
    """Measure the import against plain COPY of the same rows into the same tables."""
    from evals.bench.importing import measure_import

    speed = measure_import(lines, runs, _tell)
    typer.echo(json.dumps(speed.as_json(), indent=2) if as_json else _import_table(speed))


def _tell(doing: str) -> None:
    typer.echo(f"… {doing}", err=True)


def _import_table(speed: "ImportSpeed") -> str:
    found = speed.as_json()
    lines = [f"{speed.rows:,} rows, {speed.lines:,} of them invoice lines; {speed.machine.said}"]
    for name in ("import", "copy"):
        runs = ", ".join(f"{run:.1f}" for run in found[name]["runs_s"])
        lines.append(f"{name:<7} {found[name]['median_s']:8.1f} s   ({runs})")
    target = found["target"]
    lines.append(f"The import reaches {speed.ratio:.0%} of COPY's speed; the target is {target['ratio']:.0%}.")
    return "\n".join(lines)
