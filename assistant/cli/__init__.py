"""`billing …`: what can be done on the command line. Nothing heavy is loaded before a command needs it."""

import sys
from importlib.metadata import entry_points

import typer

from assistant.cli import accounts, ask, demo, doctor, evidence, imports, journal, login, people

app = typer.Typer(
    name="billing",
    help="Answers billing questions from the books, with the evidence behind every figure.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("demo")(demo.demo)
app.command("ask")(ask.ask)
app.command("doctor")(doctor.doctor)
app.add_typer(imports.app, name="import")
app.add_typer(accounts.app, name="accounts")
app.add_typer(evidence.app, name="evidence")
app.add_typer(people.app, name="people")
app.add_typer(journal.app, name="journal")
login.register(app)


def main() -> None:
    """Run a command; an error of ours is one sentence on standard error, never a traceback."""
    from assistant.cli.failures import sentence_for

    for entry in entry_points(group="billing.commands"):
        if len(sys.argv) > 1 and sys.argv[1] in (entry.name, "--help"):
            app.add_typer(entry.load(), name=entry.name)
    try:
        app()
    except KeyboardInterrupt:
        sys.stderr.write("Stopped; nothing half done was kept.\n")
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(0)
    except Exception as error:  # noqa: BLE001 (the outermost boundary)
        sentence, code = sentence_for(error)
        sys.stderr.write(sentence + "\n")
        sys.exit(code)
