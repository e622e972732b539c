"""`billing people`: who uses the assistant. Not here: the rules (assistant/desk)."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from assistant.desk.people import PeopleChange, Person

app = typer.Typer(name="people", help="Who uses the assistant, and what they may see.", no_args_is_help=True)

As = Annotated[str | None, typer.Option("--as", metavar="EMAIL", help="Read as this person; proves nothing.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Email = Annotated[str, typer.Argument(metavar="EMAIL")]


@app.command("import")
def import_(file: Annotated[Path, typer.Argument(metavar="FILE.csv")], as_: As = None, as_json: AsJson = False) -> None:
    """Add and change people. The first file sets up; later changes wait for a second person."""
    from assistant.cli.operator import acting_on_people
    from assistant.cli.session import open_session
    from assistant.desk.people import import_people

    with open_session() as session, acting_on_people(session, as_, "import people", file.name) as by:
        with session.app.begin() as connection:
            report = import_people(connection, file, by=by, at=session.clock())
        if as_json:
            _print_json(vars(report))
            return
        for emails, what in [
            (report.added, "added"),
            (report.changed, "changed"),
            (report.waiting, "waiting for a second person; `billing people pending` shows what"),
            (report.unchanged, "unchanged"),
        ]:
            if emails:
                session.out.print(f"{len(emails)} {what}", markup=False, highlight=False, soft_wrap=True)
        if report.admins < 2:
            says = "Fewer than two people are admin: a change that one of them proposes could be confirmed by nobody."
            session.out.print(says, soft_wrap=True)


@app.command("list")
def list_(as_: As = None, as_json: AsJson = False) -> None:
    """Show everybody."""
    from assistant.cli.operator import reading
    from assistant.cli.screen import print_table
    from assistant.cli.session import open_session
    from assistant.desk.people import PersonRole, find_people

    with (
        open_session() as session,
        reading(session, as_, "see people", "people", roles={PersonRole.ADMIN, PersonRole.AUDITOR}),
    ):
        with session.app.begin() as connection:
            people = find_people(connection)
        if as_json:
            _print_json([_record(person) for person in people])
        else:
            header = ["email", "name", "roles", "accounts", "may approve", "valid"]
            print_table(session.out, header, [_cells(person) for person in people])


@app.command()
def pending(as_: As = None, as_json: AsJson = False) -> None:
    """Show the changes that wait for a second person."""
    from assistant.cli.operator import reading
    from assistant.cli.screen import print_table
    from assistant.cli.session import open_session
    from assistant.desk.people import PersonRole, find_waiting

    with (
        open_session() as session,
        reading(session, as_, "see changes of people", "people", roles={PersonRole.ADMIN, PersonRole.AUDITOR}),
    ):
        with session.app.begin() as connection:
            changes = find_waiting(connection)
        if as_json:
            _print_json([_change(change) for change in changes])
        elif changes:
            header = ["id", "email", "what", "before", "after", "proposed by", "proposed at"]
            print_table(session.out, header, [row for change in changes for row in _change_rows(change)])
        else:
            session.out.print("Nothing waits.")


@app.command(short_help="Let a waiting change take effect, as a second admin.")
def confirm(change_id: Annotated[int, typer.Argument(metavar="ID")], as_: As = None, as_json: AsJson = False) -> None:
    """Let a waiting change take effect: by an admin who did not propose it and whom it does not concern."""
    from assistant.cli.operator import acting_on_people
    from assistant.cli.session import open_session
    from assistant.desk import people

    with (
        open_session() as session,
        acting_on_people(session, as_, "confirm changes of people", f"change {change_id}") as by,
    ):
        with session.app.begin() as connection:
            change = people.confirm(connection, change_id, by=by, at=session.clock())
        if as_json:
            _print_json({**_change(change), "confirmed_by": by.name})
        else:
            session.out.print(f"Change {change_id} of {change.email} holds from now on.", markup=False, soft_wrap=True)


@app.command(short_help="Make a code with which somebody signs in, once.")
def invite(email: Email, as_: As = None, as_json: AsJson = False) -> None:
    """Make a code with which somebody signs in, once, within three days. Give it to nobody else."""
    from assistant.cli.operator import acting_on_people
    from assistant.cli.session import open_session
    from assistant.desk import tokens

    with open_session() as session, acting_on_people(session, as_, "invite people", email) as by:
        at = session.clock()
        with session.app.begin() as connection:
            code = tokens.invite(connection, email, by=by, at=at)
        until = (at + tokens.CODE_LIFETIME).isoformat(timespec="minutes")
        if as_json:
            _print_json({"email": email, "code": code, "expires_at": until})
        else:
            says = f"{code}\n{email} signs in with `billing login {code}`, once, until {until}."
            session.out.print(says, markup=False, highlight=False, soft_wrap=True)


@app.command()
def revoke(email: Email, as_: As = None, as_json: AsJson = False) -> None:
    """Make somebody's tokens and open codes worthless."""
    from assistant.cli.operator import acting_on_people
    from assistant.cli.session import open_session
    from assistant.desk import tokens

    with open_session() as session, acting_on_people(session, as_, "revoke tokens", email) as by:
        with session.app.begin() as connection:
            count = tokens.revoke(connection, email, by=by, at=session.clock())
        if as_json:
            _print_json({"email": email, "revoked": count})
        else:
            says = "Nothing was open." if not count else f"{count} of {email} worth nothing now."
            session.out.print(says, markup=False, highlight=False, soft_wrap=True)


def _cells(person: "Person") -> list[str]:
    from tools.money import print_money

    limit, currency = person.limit, person.limit_currency
    valid = f"{person.valid_from or '…'} to {person.valid_to or '…'}" if person.valid_from or person.valid_to else ""
    accounts = "*" if person.all_accounts else "; ".join(sorted(person.account_numbers))
    may_approve = print_money(limit, currency) if limit is not None and currency else ""
    return [person.email, person.name, "; ".join(sorted(person.roles)), accounts, may_approve, valid]


def _change_rows(change: "PeopleChange") -> Iterator[list[str]]:
    before, after = _record(change.before) if change.before else {}, _record(change.after)
    head = [str(change.change_id), change.email]
    tail = [change.proposed_by, change.proposed_at.isoformat(timespec="minutes")]
    for name in change.differences:
        if change.before or after[name]:
            yield [*head, name, _shown(before.get(name)), _shown(after[name]), *tail]
            head, tail = ["", ""], ["", ""]


def _change(change: "PeopleChange") -> dict[str, object]:
    return {
        "id": change.change_id,
        "email": change.email,
        "before": _record(change.before) if change.before else None,
        "after": _record(change.after),
        "differences": change.differences,
        "proposed_by": change.proposed_by,
        "proposed_at": change.proposed_at.isoformat(),
    }


def _record(person: "Person") -> dict[str, object]:
    from assistant.desk.people_record import as_record

    return as_record(person)


def _shown(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


def _print_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
