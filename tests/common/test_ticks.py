"""Ticks run by name, once each, and one that fails stops none of the others."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from common import ticks
from common.jobs import DEAD_AFTER, revive_dead_jobs

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def no_ticks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ticks, "_ticks", {})


@pytest.mark.usefixtures("no_ticks")
def test_ticks_all_run_though_one_fails() -> None:
    seen: list[datetime] = []
    ticks.register("first", lambda at: 1 // 0)
    ticks.register("second", lambda at: seen.append(at) or 2)
    assert ticks.run(NOW) == {"first": -1, "second": 2}
    assert seen == [NOW]


@pytest.mark.usefixtures("no_ticks")
def test_ticks_of_one_name_are_refused() -> None:
    def tick(at: datetime) -> int:
        return 0

    ticks.register("same", tick)
    ticks.register("same", tick)
    with pytest.raises(ValueError, match="a tick named same already"):
        ticks.register("same", lambda at: 0)


@pytest.mark.usefixtures("no_ticks")
def test_tick_command_tells_what_was_done(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("tick")
    assert capsys.readouterr().out == "nothing was due\n"
    ticks.register("deadlines", lambda at: 3)
    call_command("tick")
    assert capsys.readouterr().out == "deadlines: 3\n"


def job(*, started_at: datetime, deaths: int) -> DBTaskResult:
    return DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}},
        task_path="tests.common.test_ticks.job",
        backend_name="default",
        status=TaskResultStatus.RUNNING,
        started_at=started_at,
        worker_ids=[f"worker-{number}" for number in range(deaths)],
        exception_class_path="",
        traceback="",
    )


@pytest.mark.django_db
def test_jobs_whose_worker_died_are_queued_again_and_in_the_end_failed() -> None:
    long_ago = NOW - DEAD_AFTER - timedelta(seconds=1)
    dead, hopeless = job(started_at=long_ago, deaths=1), job(started_at=long_ago, deaths=3)
    alive = job(started_at=NOW - timedelta(minutes=1), deaths=1)
    assert revive_dead_jobs(NOW) == 2
    states = dict(DBTaskResult.objects.values_list("pk", "status"))
    assert states == {
        dead.pk: TaskResultStatus.READY,
        hopeless.pk: TaskResultStatus.FAILED,
        alive.pk: TaskResultStatus.RUNNING,
    }
    assert revive_dead_jobs(NOW) == 0
