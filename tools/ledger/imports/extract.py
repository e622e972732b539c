"""Which file of an extract is which input of a profile. Not here: what is in the files."""

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from tools.ledger.imports.errors import (
    ExtractNotFoundError,
    ExtractUnreadableError,
    MissingFileError,
    UnexpectedFileError,
)
from tools.ledger.imports.profile import FORMATS, Input, Profile


@dataclass(frozen=True)
class ExtractFile:
    """A file, and the input that it is."""

    path: Path
    input: str
    name: str
    """How rejects and sentences call it: unique within the extract."""


def find_files(profile: Profile, paths: Sequence[Path]) -> tuple[ExtractFile, ...]:
    """Match files and folders to the profile's inputs, in the order of the inputs.

    A file that is named outright must be one of the profile's; in a folder others may lie beside them. A profile
    with one input takes a file whatever its name.

    Raises:
        ExtractNotFoundError, ExtractUnreadableError: a path.
        MissingFileError: an input has no file.
        UnexpectedFileError: a named file is no input.
    """
    found: list[tuple[str, Path]] = []
    for path in paths:
        found += _within(profile, path) if path.is_dir() else [_named(profile, path)]
    order = list(profile.inputs)
    found.sort(key=lambda pair: (order.index(pair[0]), str(pair[1])))
    missing = [
        _wanted(wanted) for name, wanted in profile.inputs.items() if not wanted.optional and name not in dict(found)
    ]
    if missing:
        raise MissingFileError(profile.name, missing, paths)
    names = [path.name for _, path in found]
    return tuple(
        ExtractFile(path, name, path.name if names.count(path.name) == 1 else str(path))
        for name, path in dict.fromkeys(found)
    )


def readable_files(paths: Sequence[Path]) -> tuple[Path, ...]:
    """All files of a format that can be read, whatever profile they are of."""
    files: list[Path] = []
    for path in paths:
        files += _listed(path) if path.is_dir() else [path]
    return tuple(path for path in files if path.suffix.lower() in FORMATS and path.is_file())


def _within(profile: Profile, folder: Path) -> list[tuple[str, Path]]:
    files = [path for path in _listed(folder) if path.suffix.lower() in FORMATS]
    found = [(name, path) for name, wanted in profile.inputs.items() for path in files if _is_named(path, wanted)]
    if not found and len(profile.inputs) == 1 and len(files) == 1:
        return [(next(iter(profile.inputs)), files[0])]
    return found


def _named(profile: Profile, path: Path) -> tuple[str, Path]:
    if not path.exists():
        raise ExtractNotFoundError(path)
    if path.suffix.lower() not in FORMATS:
        raise UnexpectedFileError(path, profile.name, [_wanted(wanted) for wanted in profile.inputs.values()])
    for name, wanted in profile.inputs.items():
        if _is_named(path, wanted) or len(profile.inputs) == 1:
            return name, path
    raise UnexpectedFileError(path, profile.name, [_wanted(wanted) for wanted in profile.inputs.values()])


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.is_file())
    except OSError as error:
        raise ExtractUnreadableError(folder, error.strerror or "unknown reason") from error


def _is_named(path: Path, wanted: Input) -> bool:
    return fnmatch(path.stem.lower(), wanted.file.lower())


def _wanted(wanted: Input) -> str:
    return f"{wanted.file}.csv"
