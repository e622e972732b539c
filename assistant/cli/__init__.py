"""`billing …`: what can be done on the command line. Nothing heavy is loaded before a command needs it."""

import logging
import os
import sys
from importlib.metadata import entry_points
from io import TextIOWrapper

import typer

from assistant.cli import accounts, ask, demo, doctor, evidence, imports, journal, login, people

app = typer.Typer(
    name="billing",
    help="Answers billing questions from the books, with the evidence behind every figure.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("demo", short_help="Set up a sample business and answer three questions.")(demo.demo)
app.command("ask")(ask.ask)
app.command("doctor")(doctor.doctor)
app.add_typer(imports.app, name="import", short_help="Load an extract, and see what it left.")
app.add_typer(accounts.app, name="accounts")
app.add_typer(evidence.app, name="evidence")
app.add_typer(people.app, name="people")
app.add_typer(journal.app, name="journal")
login.register(app)

STOPPED = 130
"""What Typer makes of Ctrl-C."""


def main() -> None:
    """Run a command; an error of ours is one sentence on standard error, never a traceback."""
    from assistant.cli.failures import sentence_for

    _write_for_people()
    for entry in entry_points(group="billing.commands"):
        if len(sys.argv) > 1 and sys.argv[1] in (entry.name, "--help"):
            app.add_typer(entry.load(), name=entry.name)
    try:
        code = app(standalone_mode=False)
    except Exception as error:  # noqa: BLE001 (the outermost boundary)
        sentence, code = sentence_for(error)
        sys.stderr.write(sentence + "\n")
    if code == STOPPED:
        raise KeyboardInterrupt
    _finish()
    sys.exit(code if isinstance(code, int) else 0)


def _finish() -> None:
    """Print what is left; whoever read it may have gone, as `head` does."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _write_for_people() -> None:
    """Print what a terminal cannot show as a question mark; keep warnings of libraries off the screen."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    logging.raiseExceptions = False
    logging.lastResort = None
    logging.captureWarnings(capture=True)
