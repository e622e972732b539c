"""What holds for the code base as a whole: sizes, names, imports, and what the wheel carries."""

import subprocess
import sys
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
PACKAGES = ("assistant", "tools", "knowledge", "evals")
LONGEST_FILE = 400
LONG_FILE = 250
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}
HEAVY_MODULES = ("langchain", "langchain_core", "langgraph", "chromadb", "slack_bolt", "slack_sdk", "fastapi")

# Reading a resource of ours, writing a file, using the network or starting a program is refused during the imports.
# Imports of third parties may read their own files. Alembic runs the modules under migrations; nobody imports them.
IMPORT_EVERYTHING = """
import importlib, os, sys, tempfile, traceback

project, *modules = sys.argv[1:]
ours = tuple(os.path.join(project, package) + os.sep for package in ("assistant", "tools", "knowledge", "evals"))
code = (".py", ".pyc", ".so", ".pyd")

def refuse(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.sendto", "subprocess.Popen", "os.system", "os.mkdir"}:
        raise PermissionError(f"{event} during an import")
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        path, flags = os.path.abspath(os.fsdecode(arguments[0])), arguments[2]
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) and not path.startswith("/dev/"):
            raise PermissionError(f"{path} written during an import")
        if path.startswith(ours) and not path.endswith(code):
            raise PermissionError(f"{path} read during an import")

tempfile.gettempdir()  # tries a file on its first call
sys.addaudithook(refuse)
failed = 0
for module in modules:
    try:
        importlib.import_module(module)
    except BaseException:
        failed += 1
        traceback.print_exc()
sys.exit(failed)
"""

SHOW_HELP = f"""
import sys
from assistant.cli import main

sys.argv = ["billing", "--help"]
try:
    main()
except SystemExit as stop:
    assert not stop.code, stop.code
loaded = [module for module in {HEAVY_MODULES!r} if module in sys.modules]
sys.exit(f"loaded: {{', '.join(loaded)}}" if loaded else 0)
"""


def python_files(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((PROJECT / folder).rglob("*.py"))


def module_name(path: Path) -> str:
    parts = path.relative_to(PROJECT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def lengths() -> dict[str, int]:
    files = [*python_files(*PACKAGES, "tests", ".ci"), *PROJECT.glob("*.py")]
    return {str(path.relative_to(PROJECT)): len(path.read_text(encoding="utf-8").splitlines()) for path in files}


def test_no_file_grows_beyond_what_one_reads_at_a_sitting() -> None:
    long = {path: lines for path, lines in lengths().items() if lines > LONG_FILE}
    if long:
        warnings.warn(f"files of more than {LONG_FILE} lines: {long}", stacklevel=1)

    assert {path: lines for path, lines in long.items() if lines > LONGEST_FILE} == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    vague = [path for path in python_files(*PACKAGES, "tests") if VAGUE_NAMES & set(module_name(path).split("."))]

    assert vague == []


def test_nothing_is_opened_while_a_module_is_imported() -> None:
    found = [module_name(path) for path in python_files(*PACKAGES) if "migrations" not in path.parts]
    modules = [module for module in found if not module.endswith("__main__")]
    if not modules:
        pytest.skip("there are no modules yet")

    done = run_python(IMPORT_EVERYTHING, str(PROJECT), *modules)

    assert done.returncode == 0, done.stderr


def test_help_loads_no_heavy_library() -> None:
    done = run_python(SHOW_HELP)

    assert done.returncode == 0, done.stderr
    assert "demo" in done.stdout


@pytest.mark.parametrize("package", PACKAGES)
def test_type_checkers_are_told_that_the_package_is_typed(package: str) -> None:
    assert (PROJECT / package / "py.typed").is_file()


@pytest.mark.slow
def test_the_wheel_carries_every_file_of_the_packages(tmp_path: Path) -> None:
    subprocess.run(["uv", "build", "--quiet", "--wheel", "--out-dir", tmp_path, PROJECT], check=True)
    (wheel,) = tmp_path.glob("*.whl")

    with zipfile.ZipFile(wheel) as archive:
        carried = {name for name in archive.namelist() if ".dist-info/" not in name}

    assert carried == {str(path.relative_to(PROJECT)) for path in package_files()}


def package_files() -> Iterator[Path]:
    for package in PACKAGES:
        for path in (PROJECT / package).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def run_python(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-B", "-c", program, *arguments],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
