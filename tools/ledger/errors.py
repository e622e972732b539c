"""What can go wrong with the books, as sentences that say what to do next. Not here: what a tool refuses, a value."""

from inspect import cleandoc
from pathlib import Path
from typing import ClassVar


class LedgerError(Exception):
    """The books cannot do this."""

    code: ClassVar[str] = "ledger"

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or cleandoc(type(self).__doc__ or ""))


class HomeError(LedgerError):
    """The home folder cannot be used; choose another one with BILLING_HOME."""

    code = "home"


class HomePathTooLongError(HomeError):
    """The home's path is too long for PostgreSQL's socket."""

    code = "home_path_too_long"

    def __init__(self, path: Path, excess: int) -> None:
        self.path, self.excess = path, excess
        super().__init__(
            f"The path {path} is {excess} bytes too long for the socket of PostgreSQL; "
            "choose a shorter folder with BILLING_HOME."
        )


class HomePathOddError(HomeError):
    """The home's path has characters that PostgreSQL cannot take."""

    code = "home_path_odd"

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"PostgreSQL cannot take the path {str(path)!r}, which has a comma or a character that cannot be printed; "
            "choose another folder with BILLING_HOME."
        )


class HomeBehindClosedFolderError(HomeError):
    """The user that runs PostgreSQL cannot reach the home."""

    code = "home_behind_closed_folder"

    def __init__(self, path: Path, closed: Path) -> None:
        self.path, self.closed = path, closed
        super().__init__(
            f"PostgreSQL does not run as root and cannot reach {path}, because {closed} is closed to other users; "
            "choose a folder outside it with BILLING_HOME, such as /var/lib/billing."
        )


class HomeNotWritableError(HomeError):
    """The home cannot be written."""

    code = "home_not_writable"

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"The folder {path} cannot be written (it is read-only or belongs to somebody else); "
            "make it writable or choose another one with BILLING_HOME."
        )


class HomeFullError(HomeError):
    """The disk of the home is full."""

    code = "home_full"

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"The disk that holds {path} is full; free some space there or choose another folder with BILLING_HOME."
        )


class HomeNotAFolderError(HomeError):
    """The home is not a folder."""

    code = "home_not_a_folder"

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"{path} is not a folder; choose a folder with BILLING_HOME.")


class HomeHoldsOtherFilesError(HomeError):
    """The folder is somebody else's."""

    code = "home_holds_other_files"

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"The folder {path} holds files of something else; choose an empty or a new folder with BILLING_HOME."
        )


class HomeOfAnotherUserError(HomeError):
    """Another operating-system user made the home."""

    code = "home_of_another_user"

    def __init__(self, path: Path, maker: str) -> None:
        self.path, self.maker = path, maker
        super().__init__(
            f"The home {path} was made by {maker}; run billing as {maker} or choose another folder with BILLING_HOME."
        )


class HomeFileDamagedError(HomeError):
    """A file of the home cannot be understood."""

    code = "home_file_damaged"

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"The file {path} is damaged; put it back from a backup.")


class ServerStartError(LedgerError):
    """The embedded PostgreSQL did not start."""

    code = "server_start"

    def __init__(self, log: Path) -> None:
        self.log = log
        super().__init__(
            f"The embedded PostgreSQL did not start; the end of {log} says why, "
            "and BILLING_DATABASE_URL names another server."
        )


class ServerMissingError(LedgerError):
    """The embedded PostgreSQL is not installed here; name a server with BILLING_DATABASE_URL."""

    code = "server_missing"


class ServerUserError(LedgerError):
    """PostgreSQL cannot run as root, and the user for it cannot be made."""

    code = "server_user"

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"PostgreSQL cannot run as root, and the system user {name} cannot be made; "
            "make it, or run billing as an ordinary user."
        )


class ServerVersionError(LedgerError):
    """The database is of another version than this program needs."""

    code = "server_version"

    def __init__(self, found: str, needed: str) -> None:
        self.found, self.needed = found, needed
        super().__init__(
            f"The database is of PostgreSQL {found}, but {needed} is needed; "
            "restore a backup of it into a new home or name another server with BILLING_DATABASE_URL."
        )


class DatabaseUnavailableError(LedgerError):
    """The database does not answer."""

    code = "database_unavailable"

    def __init__(self, where: str = "") -> None:
        self.where = where
        place = f" at {where}" if where else ""
        super().__init__(
            f"The database{place} does not answer; try again in a minute, or ask `billing doctor` what is wrong."
        )


class DatabaseFullError(LedgerError):
    """The disk of the database is full; free some space there and try again."""

    code = "database_full"


class RoleRefusedError(LedgerError):
    """A password of this home is not the database's."""

    code = "role_refused"

    def __init__(self, secrets: Path) -> None:
        self.secrets = secrets
        super().__init__(
            f"The database does not take the passwords in {secrets}; "
            "put back the secrets.json with which the database was set up."
        )


class RoleTooPowerfulError(LedgerError):
    """A role may do more than the program allows it."""

    code = "role_too_powerful"

    def __init__(self, role: str) -> None:
        self.role = role
        super().__init__(
            f"The role {role} may pass by row security or change roles and databases; take these rights away from it."
        )


class RoleSetupError(LedgerError):
    """The login of BILLING_DATABASE_URL may not set up the books."""

    code = "role_setup"

    def __init__(self, login: str) -> None:
        self.login = login
        super().__init__(
            f"The login {login} may not set up the books; give it CREATEROLE, and CREATEDB or a database of its own."
        )
