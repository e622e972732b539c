"""`billing bench`: measures speed; figures are printed with the machine they were measured on."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.table import Table

    from evals.bench.importing import ImportSpeed
    from evals.bench.speed import AnswerSpeed

app = typer.Typer(help="Measure speed, always beside a peer.", no_args_is_help=True)

Lines = Annotated[int, typer.Option(min=0, help="Invoice lines of the sample business, at least.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@app.callback()
def bench() -> None:
    """Measure speed, always beside a peer. A home of its own is made and removed; yours is not touched."""


@app.command("answers")
def answers(
    lines: Lines = 1_000_000,
    questions: Annotated[int, typer.Option(min=1, help="Questions of each kind by each asker.")] = 10,
    as_json: AsJson = False,
) -> None:
    """Measure what an answer adds to its own SQL, in a warm process, beside the same SQL sent bare."""
    from rich.console import Console

    from evals.bench.answering import measure_answers

    speed = measure_answers(lines, questions, _tell)
    if as_json:
        typer.echo(json.dumps(speed.as_json(), indent=2))
        return
    out = Console(soft_wrap=True, highlight=False)
    out.print(f"{speed.lines:,} invoice lines; {speed.machine.said}. Milliseconds, median / 95th percentile.")
    out.print(_answers_table(speed))
    out.print(_answers_verdict(speed))


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


def _answers_table(speed: "AnswerSpeed") -> "Table":
    from rich.table import Table

    table = Table("question", "answered", "total", "own SQL", "adds", "the same SQL, bare")
    for column in table.columns[1:]:
        column.justify = "right"
    for groups in (speed.by(lambda one: one.kind), speed.by(lambda one: one.scope), [speed.overall]):
        for group in groups:
            spreads = (group.total, group.sql, group.adds, group.peer)
            table.add_row(group.name, f"{group.answered} of {group.answers}", *(spread.said for spread in spreads))
        table.add_section()
    return table


def _answers_verdict(speed: "AnswerSpeed") -> str:
    first = ", ".join(f"{one.total * 1000:,.0f} ms with {one.scope}" for one in speed.first)
    target = speed.as_json()["target"]
    return (
        f"First answers: {first}.\nAn answer adds {speed.overall.adds.said} ms to its own SQL; "
        f"the target is {target['adds_median']:.0f} / {target['adds_p95']:.0f}."
    )
