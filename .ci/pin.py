"""Pins every dependency in `[tool.uv] constraint-dependencies` of pyproject.toml.

The lock file names package hosts and is not committed; the pins are what a checkout resolves to instead.
Pins already there are kept: `uv run .ci/pin.py` adds what is new, `uv run .ci/pin.py --upgrade` lets all of them move.
"""

import re
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
PYPROJECT = PROJECT / "pyproject.toml"
PINS = re.compile(r"^constraint-dependencies = \[\n(?:    .*\n)*\]\n", re.MULTILINE)
SECTION = "[tool.uv]\n"


class PinError(Exception):
    """The pins could not be written."""


def uv(*arguments: str) -> str:
    """Runs uv on the project.

    Returns: what uv printed.
    Raises: PinError: uv failed; its own words are on standard error.
    """
    command = ["uv", "--project", str(PROJECT), *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise PinError(f"`uv {' '.join(arguments)}` failed. Conflicting pins give way to --upgrade.")
    return done.stdout


def resolved() -> list[str]:
    """Lists the locked versions, sorted by name.

    Returns: `name==version`; a marker stays only where one package has several versions.
    """
    exported = uv(
        "export", "--frozen", "--all-groups", "--no-emit-project", "--no-hashes", "--no-header", "--no-annotate"
    )
    lines = [line.strip() for line in exported.splitlines() if "==" in line]
    versions = Counter(line.split("==")[0] for line in lines)
    return [line if versions[line.split("==")[0]] > 1 else line.split(" ;")[0] for line in lines]


def with_pins(text: str, pins: list[str]) -> str:
    """Puts the pins into the text of pyproject.toml and leaves the rest of it alone.

    Raises: PinError: there is no `[tool.uv]` section to hold them.
    """
    block = "".join(["constraint-dependencies = [\n", *(f'    "{pin}",\n' for pin in pins), "]\n"])
    if PINS.search(text):
        return PINS.sub(lambda _: block, text, count=1)
    if SECTION not in text:
        raise PinError("pyproject.toml has no [tool.uv] section.")
    return text.replace(SECTION, SECTION + block, 1)


def repin(before: str, *, upgrade: bool) -> int:
    """Rewrites the pins and locks again, which must come to the same versions.

    Args: before: the text of pyproject.toml. upgrade: whether versions that are pinned now may change.
    Returns: how many pins were written.
    Raises: PinError: uv failed, or the new lock differs from the pins.
    """
    if upgrade:
        PYPROJECT.write_text(with_pins(before, []), encoding="utf-8")
    uv("lock", *(["--upgrade"] if upgrade else []))
    pins = resolved()
    after = with_pins(before, pins)
    if tomllib.loads(after)["tool"]["uv"]["constraint-dependencies"] != pins:
        raise PinError("pyproject.toml would not hold the pins as they were resolved.")
    PYPROJECT.write_text(after, encoding="utf-8")
    uv("lock")
    if resolved() != pins:
        raise PinError("The pins do not resolve to themselves.")
    return len(pins)


def main() -> None:
    """Pins, or puts pyproject.toml back and says why it could not."""
    before = PYPROJECT.read_text(encoding="utf-8")
    try:
        count = repin(before, upgrade="--upgrade" in sys.argv[1:])
    except PinError as error:
        PYPROJECT.write_text(before, encoding="utf-8")
        sys.exit(str(error))
    print(f"{count} versions are pinned in pyproject.toml.")


if __name__ == "__main__":
    main()
