import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from evals.bench.cli import app
from evals.bench.figures import Spread
from evals.bench.peer import plain_views
from evals.bench.questions import KINDS, WIDE


def measured(*arguments: str, home: Path) -> dict[str, Any]:
    done = CliRunner(env={"BILLING_HOME": str(home)}).invoke(app, [*arguments, "--json"], catch_exceptions=False)
    assert done.exit_code == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A person's home, as their environment names it."""
    return tmp_path_factory.mktemp("own") / "home"


@pytest.fixture(scope="module")
def answers(own_home: Path) -> dict[str, Any]:
    return measured("answers", "--lines", "0", "--questions", "1", home=own_home)


def test_answers_are_timed_by_kind_and_all_are_answered(answers: dict[str, Any]) -> None:
    answered = {kind["name"]: kind["answered"] / kind["answers"] for kind in answers["kinds"]}

    assert answered == dict.fromkeys([*KINDS, *WIDE], 1.0)


def test_answers_tell_their_sql_what_they_add_and_the_peer(answers: dict[str, Any]) -> None:
    overall = answers["overall"]

    assert all(0 < overall[part]["median"] <= overall[part]["p95"] for part in ("total", "sql", "adds", "peer"))
    assert overall["sql"]["median"] < overall["total"]["median"]


def test_figures_come_with_the_machine_and_the_target(answers: dict[str, Any]) -> None:
    assert set(answers["machine"]) == {"cores", "memory_gb", "postgresql", "python", "system", "on", "load"}
    assert {k: v for k, v in answers["target"].items() if k != "met"} == {"adds_median": 150.0, "adds_p95": 300.0}


def test_measuring_leaves_the_own_home_alone(answers: dict[str, Any], own_home: Path) -> None:
    assert answers
    assert not own_home.exists()


def test_the_import_and_copy_write_the_same_rows_in_turns(own_home: Path) -> None:
    found = measured("import", "--lines", "0", "--runs", "1", home=own_home)

    assert len(found["import"]["runs_s"]) == len(found["copy"]["runs_s"]) == 1
    assert found["rows"] > found["lines"] > 0
    assert found["ratio"] > 0


def test_nearly_the_worst_is_the_one_that_95_of_100_do_not_exceed() -> None:
    assert Spread(median=50.5, p95=95.0) == Spread.of([i / 1000 for i in range(1, 101)])


def test_the_peers_views_ask_for_no_scope() -> None:
    views = plain_views(date(2026, 10, 31))

    assert "desk.scope" not in views
    assert "security_barrier" not in views
