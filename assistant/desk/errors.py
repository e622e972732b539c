"""What people may not do here, as sentences that say what to do next."""

from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

from assistant.errors import AssistantError

ACCESS = "ask an admin to give you access with `billing people import`"


class AccessDeniedError(AssistantError):
    """This is not allowed; the journal keeps that it was tried."""

    code = "access_denied"


class UnknownPersonError(AccessDeniedError):
    """Nobody with this address is known here."""

    code = "unknown_person"

    def __init__(self, email: str) -> None:
        self.email = email
        super().__init__(f"{email} has no access here: {ACCESS}.")


class PersonNotActiveError(AccessDeniedError):
    """This person's access has not begun or has ended."""

    code = "person_not_active"

    def __init__(self, email: str, on: date, valid_from: date | None, valid_to: date | None) -> None:
        self.email, self.on = email, on
        self.valid_from, self.valid_to = valid_from, valid_to
        why = f"begins only on {valid_from}" if valid_from and on < valid_from else f"ended on {valid_to}"
        super().__init__(f"{email} has no access here on {on} (it {why}): {ACCESS}.")


class NotSignedInError(AccessDeniedError):
    """Nobody has signed in: run `billing login`, set BILLING_TOKEN, or for reading name a person with `--as EMAIL`."""

    code = "not_signed_in"


class AsNotAllowedError(AccessDeniedError):
    """This operating-system user may not read as somebody else."""

    code = "as_not_allowed"

    def __init__(self, os_user: str) -> None:
        self.os_user = os_user
        super().__init__(
            f"The user {os_user} may not use `--as`: sign in with `billing login`, "
            "or have whoever runs the program name you in BILLING_OPERATORS."
        )


class AsCannotActError(AccessDeniedError):
    """A name given with `--as` is not proved, so nothing can be decided or changed with it."""

    code = "as_cannot_act"

    def __init__(self, email: str) -> None:
        self.email = email
        super().__init__(
            f"`--as {email}` proves nothing and is for reading: to do this, sign in as {email} with `billing login`, "
            "with a code that an admin makes with `billing people invite`."
        )


class NotAdminError(AccessDeniedError):
    """Only an admin may do this."""

    code = "not_admin"

    def __init__(self, name: str, act: str) -> None:
        self.name, self.act = name, act
        super().__init__(f"{name} may not {act}: it takes somebody with the role admin who has signed in.")


class RoleMissingError(AccessDeniedError):
    """None of somebody's roles lets them do this."""

    code = "role_missing"

    def __init__(self, name: str, act: str, roles: Collection[str]) -> None:
        self.name, self.act, self.roles = name, act, tuple(sorted(roles))
        super().__init__(f"{name} may not {act}: it takes the role {' or '.join(self.roles)}.")


class OperatorCannotSetUpError(AccessDeniedError):
    """Only the user who made the home loads its first people."""

    code = "operator_cannot_set_up"

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"{name} may not load the first people: the operating-system user who made the home does that."
        )


class ProblemOfFile(Protocol):
    """What a loader found wrong in a file."""

    @property
    def sentence(self) -> str:
        """The rule, with the line."""


class PeopleFileError(AssistantError):
    """The file of people has mistakes, so nothing of it was loaded."""

    code = "people_file"

    def __init__(self, file: str, problems: Sequence[ProblemOfFile]) -> None:
        self.file, self.problems = file, tuple(problems)
        found = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        super().__init__("\n".join([f"Nothing was loaded from {file}: {found}.", *(p.sentence for p in problems)]))


class ChangeUnknownError(AssistantError):
    """No waiting change has this number."""

    code = "change_unknown"

    def __init__(self, change_id: int) -> None:
        self.change_id = change_id
        super().__init__(f"No change {change_id} is waiting: `billing people pending` lists those that are.")


class ChangeDecidedError(AssistantError):
    """The change does not wait any more."""

    code = "change_decided"

    def __init__(self, change_id: int, confirmed_by: str | None) -> None:
        self.change_id, self.confirmed_by = change_id, confirmed_by
        what = f"was already confirmed by {confirmed_by}" if confirmed_by else "was replaced by a later one"
        super().__init__(f"Change {change_id} {what}: `billing people pending` lists those that wait.")


class ChangeOutdatedError(AssistantError):
    """The person's record is no longer the one that the change was proposed for."""

    code = "change_outdated"

    def __init__(self, change_id: int, email: str) -> None:
        self.change_id, self.email = change_id, email
        super().__init__(
            f"Change {change_id} was proposed for a record of {email} that has changed since: import the file again."
        )


class SelfConfirmationError(AccessDeniedError):
    """Whoever proposed a change, or gains by it, does not confirm it."""

    code = "self_confirmation"

    def __init__(self, change_id: int, confirmer: str, other: str, *, proposed: bool) -> None:
        self.change_id, self.confirmer, self.other, self.proposed = change_id, confirmer, other, proposed
        what = "proposed" if proposed else "is concerned by"
        who = confirmer if confirmer == other else f"{confirmer} (the same person as {other})"
        super().__init__(f"{who} {what} change {change_id} and cannot confirm it: another admin must.")


class CodeNotValidError(AccessDeniedError):
    """This code is unknown, used, replaced or too old: ask an admin for a new one (`billing people invite`)."""

    code = "code_not_valid"


class TokenNotValidError(AccessDeniedError):
    """This token is unknown or revoked: ask an admin for a code (`billing people invite`) and run `billing login`."""

    code = "token_not_valid"


class LoginFileOpenError(AssistantError):
    """Others can read the saved login, so it is not used."""

    code = "login_file_open"

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"The saved login {path} can be read by other users: delete it and run `billing login` again.")
