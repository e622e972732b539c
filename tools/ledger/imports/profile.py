"""What a profile says: which files an extract has, and how they become ledger tables. Not here: reading the files."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from tools.ledger.imports.errors import ProfileBrokenError, UnknownProfileError

_Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,40}$")]

FORMATS = (".csv", ".parquet", ".json", ".jsonl", ".ndjson", ".xlsx")
"""File name endings that can be read."""


class Input(BaseModel):
    """A file of the extract, known to the profile's SQL by a logical name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: str
    """Its name without ending, or a pattern such as `invoices_*`."""
    columns: tuple[str, ...] = ()
    """Columns that it must have; it may have more."""
    optional: bool = False
    """Whether an extract may come without it."""
    may_be_empty: bool = False
    """Whether it may have no rows."""


class _Page(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: _Name
    title: str
    stated: dict[str, str] = Field(default_factory=dict)
    notes: tuple[str, ...] = ()
    inputs: dict[_Name, Input]


@dataclass(frozen=True)
class Profile:
    """One kind of extract."""

    name: str
    title: str
    folder: Path
    stated: Mapping[str, str]
    """Facts that the extract does not print and its owner states, such as the currency."""
    notes: tuple[str, ...]
    """Shown with answers from these books."""
    inputs: Mapping[str, Input]

    @cached_property
    def tables(self) -> dict[str, str]:
        """Ledger table → SQL. A table without a file is read from the input of its name, as it is."""
        written = {path.stem: path.read_text(encoding="utf-8") for path in sorted(self.folder.glob("*.sql"))}
        return written or {name: f"select * from {name}" for name in self.inputs}  # noqa: S608  checked names

    @cached_property
    def steps(self) -> dict[str, str]:
        """What several tables read: name → SQL, in the order of the numbers before the names."""
        paths = sorted((self.folder / "steps").glob("*.sql"))
        return {re.sub(r"^\d+_", "", path.stem): path.read_text(encoding="utf-8") for path in paths}

    @property
    def takes_files_as_they_are(self) -> bool:
        """Whether each input is a ledger table by itself."""
        return not any(self.folder.glob("*.sql"))

    @property
    def digest(self) -> str:
        """Of all that the profile says: another mapping of the same files is another content."""
        digest = hashlib.sha256()
        for path in sorted(path for path in self.folder.rglob("*") if path.suffix in {".sql", ".yaml"}):
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
        return digest.hexdigest()


def builtin_profiles() -> tuple[str, ...]:
    """Names of the profiles that come with the program, sorted."""
    return tuple(sorted(path.parent.name for path in _builtin().glob("*/profile.yaml")))


def load_profile(name_or_folder: str | Path) -> Profile:
    """A profile that comes with the program, by name, or anybody's own, by folder.

    Raises:
        UnknownProfileError: neither a name nor a folder with `profile.yaml`.
        ProfileBrokenError: `profile.yaml` does not say what it should.
    """
    name = str(name_or_folder)
    folder = _builtin() / name if name in builtin_profiles() else Path(name_or_folder)
    page = folder / "profile.yaml"
    if not page.is_file():
        raise UnknownProfileError(name, builtin_profiles())
    try:
        said = _Page.model_validate(yaml.safe_load(page.read_text(encoding="utf-8")))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ProfileBrokenError(folder.name, "profile.yaml", " ".join(str(error).split())) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "profile.yaml"
        raise ProfileBrokenError(folder.name, f"profile.yaml, {where}", first["msg"]) from error
    return Profile(said.name, said.title, folder, said.stated, said.notes, said.inputs)


def _builtin() -> Path:
    return Path(str(files("tools.ledger"))) / "profiles"
