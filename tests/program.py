"""The program as people start it: within the tests' process, which is quick, or outside it, as a shell does."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.start import main

PROJECT = Path(__file__).resolve().parent.parent
START = "from assistant.start import main; main()"


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 (JSON)
        return json.loads(self.out)

    @property
    def sentence(self) -> str:
        """What stands on standard error: one line, and no traceback."""
        (line,) = self.err.splitlines()
        assert "Traceback" not in self.out + self.err
        return line


@dataclass(frozen=True)
class Program:
    """`billing` on a home."""

    home: Path

    def __call__(self, *arguments: str, **environment: str) -> Done:
        """Run it in this process."""
        kept = dict(os.environ), list(sys.argv)  # noqa: TID251
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
        os.environ.clear()  # noqa: TID251
        os.environ.update(self._environment(environment))  # noqa: TID251
        sys.argv = ["billing", *arguments]
        code: object = None
        try:
            with redirect_stdout(out), redirect_stderr(err):
                main()
        except SystemExit as stop:
            code = stop.code
        finally:
            os.environ.clear()  # noqa: TID251
            os.environ.update(kept[0])  # noqa: TID251
            sys.argv = kept[1]
        return Done(int(str(code or 0)), _text(out), _text(err))

    def outside(self, *arguments: str, **environment: str) -> Done:
        """Run it as a process of its own."""
        done = subprocess.run(
            [sys.executable, "-c", START, *arguments],
            cwd=PROJECT,
            env=self._environment(environment),
            capture_output=True,
            stdin=subprocess.DEVNULL,
            check=False,
            timeout=300,
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    def started(self, *arguments: str, **environment: str) -> "subprocess.Popen[str]":
        """A process that runs it, not waited for; it leads a group, as in a terminal."""
        return subprocess.Popen(
            [sys.executable, "-c", START, *arguments],
            cwd=PROJECT,
            env=self._environment(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def _environment(self, more: Mapping[str, str]) -> dict[str, str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("BILLING_")}  # noqa: TID251
        return {**clean, "BILLING_HOME": str(self.home), **more}


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()
