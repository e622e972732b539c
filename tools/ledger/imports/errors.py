"""Why an extract was not imported, in sentences that say what to do. Not here: rows and documents, which are listed."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from tools.ledger.errors import LedgerError


class ImportRefusedError(LedgerError):
    """The extract cannot be imported; nothing was loaded."""

    code = "import_refused"


class ExtractNotFoundError(ImportRefusedError):
    """There is no such file or folder."""

    code = "extract_not_found"

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"There is no file or folder {path}; check the path and import again.")


class ExtractUnreadableError(ImportRefusedError):
    """The file cannot be opened."""

    code = "extract_unreadable"

    def __init__(self, path: Path, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(f"{path} cannot be opened ({reason}); make it readable and import again.")


class MissingFileError(ImportRefusedError):
    """The extract lacks a file that the profile reads."""

    code = "missing_file"

    def __init__(self, profile: str, missing: Sequence[str], looked_in: Sequence[Path]) -> None:
        self.profile, self.missing = profile, tuple(missing)
        places = ", ".join(str(path) for path in looked_in)
        noun = "file" if len(missing) == 1 else "files"
        super().__init__(
            f"Profile {profile} needs the {noun} {', '.join(missing)}, not found in {places}; "
            "give the folder that has all files of the extract."
        )


class UnexpectedFileError(ImportRefusedError):
    """The profile reads no file of this name."""

    code = "unexpected_file"

    def __init__(self, path: Path, profile: str, expected: Sequence[str]) -> None:
        self.path, self.profile = path, profile
        super().__init__(
            f"{path.name} is no file of profile {profile}, which reads {', '.join(expected)}; "
            "leave it out or rename it."
        )


class MissingColumnError(ImportRefusedError):
    """A file lacks a column that the profile reads."""

    code = "missing_column"

    def __init__(self, file: str, column: str, nearest: str | None, profile: str) -> None:
        self.file, self.column, self.nearest = file, column, nearest
        hint = f"; the nearest is {nearest}" if nearest else ""
        super().__init__(
            f"{file} has no column {column}, which profile {profile} reads{hint}: "
            "add or rename it, or choose another profile."
        )


class UnknownColumnError(ImportRefusedError):
    """A column has no place in the ledger's table."""

    code = "unknown_column"

    def __init__(self, where: str, column: str, table: str, nearest: str | None) -> None:
        self.where, self.column, self.nearest = where, column, nearest
        hint = f"; the nearest is {nearest}" if nearest else ""
        super().__init__(
            f"{where} has the column {column}, which {table} does not have{hint}: rename it or leave it out."
        )


class RepeatedColumnError(ImportRefusedError):
    """A file names the same column twice."""

    code = "repeated_column"

    def __init__(self, file: str, column: str) -> None:
        self.file, self.column = file, column
        super().__init__(
            f"{file} names the column {column or '(without a name)'} twice; every column needs a name of its own."
        )


class BrokenEncodingError(ImportRefusedError):
    """A text file is not UTF-8."""

    code = "broken_encoding"

    def __init__(self, file: str, byte: int, line: int, found: str) -> None:
        self.file, self.byte, self.line = file, byte, line
        super().__init__(
            f"{file} is not UTF-8: {found} at byte {byte}, line {line}; save it as UTF-8 and import again."
        )


class BrokenFileError(ImportRefusedError):
    """A file's structure is broken."""

    code = "broken_file"

    def __init__(self, file: str, line: int | None, reason: str) -> None:
        self.file, self.line, self.reason = file, line, reason
        place = f"{file}, line {line}" if line is not None else file
        super().__init__(f"{place}: {reason}; write the extract again and import it whole.")


class EmptyFileError(ImportRefusedError):
    """A file has no rows where the profile needs some."""

    code = "empty_file"

    def __init__(self, file: str) -> None:
        self.file = file
        super().__init__(f"{file} has no rows, so nothing was loaded; write the extract again and import it whole.")


class WrongProfileError(ImportRefusedError):
    """The files are another profile's."""

    code = "wrong_profile"

    def __init__(self, profile: str, better: str, file: str) -> None:
        self.profile, self.better = profile, better
        super().__init__(
            f"The columns of {file} are those of profile {better}, not {profile}: import it with {better}."
        )


class OlderExtractError(ImportRefusedError):
    """The books already know a newer extract of this source."""

    code = "older_extract"

    def __init__(self, source: str, as_of: datetime, newest: datetime, batch_id: int) -> None:
        self.source, self.as_of, self.newest, self.batch_id = source, as_of, newest, batch_id
        super().__init__(
            f"The extract is of {as_of:%Y-%m-%d %H:%M:%S %Z}, older than batch {batch_id} of {source}, "
            f"which is of {newest:%Y-%m-%d %H:%M:%S %Z}; import the newest extract, "
            "or state its time if this one is newer."
        )


class UnknownProfileError(ImportRefusedError):
    """There is no such profile."""

    code = "unknown_profile"

    def __init__(self, name: str, known: Sequence[str]) -> None:
        self.name = name
        super().__init__(
            f"There is no profile {name}; choose one of {', '.join(known)} or give the folder of your own."
        )


class ProfileBrokenError(ImportRefusedError):
    """A profile cannot be used as it is written."""

    code = "profile_broken"

    def __init__(self, profile: str, where: str, reason: str) -> None:
        self.profile, self.where, self.reason = profile, where, reason
        super().__init__(f"Profile {profile} cannot be used, {where}: {reason}; correct the profile and import again.")


class NoRoomError(ImportRefusedError):
    """There is no room for what the import writes on the way."""

    code = "no_room"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(
            f"The import ran out of room in {folder}; free some space there or name another folder in TMPDIR."
        )


class SourceNameError(ImportRefusedError):
    """A source cannot have this name."""

    code = "source_name"

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"A source cannot be called {name!r}; use letters, digits, points, dashes and underscores.")


class BatchNotFoundError(LedgerError):
    """There is no import of that number."""

    code = "batch_not_found"

    def __init__(self, batch_id: int) -> None:
        self.batch_id = batch_id
        super().__init__(f"There is no import batch {batch_id}.")
