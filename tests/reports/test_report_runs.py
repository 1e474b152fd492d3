"""Reports that the worker makes: whole or not at all, told truly, handed out to whom they belong."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest
from django.utils import timezone

from people.models import StaffRole
from reports.models import ExportLog, ReportRun
from reports.services import asking, making
from tests.factories import UserFactory
from tests.learners.classroom import Classroom


@pytest.fixture
def room(db: None, settings, tmp_path: Path) -> Classroom:
    settings.VAR_DIR = tmp_path
    return Classroom.open()


def asked(room: Classroom, **more) -> ReportRun:
    run = ReportRun(cohort=room.cohort, **{"report": "progress", "file_format": "csv", **more})
    return asking.ask(run=run, by=room.school.other_teacher, at=timezone.now())


def files(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "reports").glob("*"))


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "pdf", "json"])
@pytest.mark.parametrize("report", ["progress", "attainment"])
def test_make_leaves_one_whole_file_and_a_line_in_the_log(room, tmp_path, report, file_format):
    run = asked(room, report=report, file_format=file_format)
    assert making.make(run_id=run.pk, at=timezone.now())
    run.refresh_from_db()
    content = making.path_of(run).read_bytes()
    assert files(tmp_path) == [f"{run.public_id}.{file_format}"]
    assert (run.state, run.rows_done, run.size) == ("done", run.rows_total, len(content))
    assert run.sha256 == hashlib.sha256(content).hexdigest() == ExportLog.objects.get().sha256
    assert not making.make(run_id=run.pk, at=timezone.now())


def test_cancelled_run_leaves_nothing_and_can_be_asked_for_again(room, tmp_path):
    run = asked(room)
    with mock.patch.object(making, "prepare", wraps=making.prepare) as prepare:
        prepare.side_effect = lambda **more: (
            asking.cancel(run=run, at=timezone.now()),
            mock.DEFAULT,
        )[1]
        assert not making.make(run_id=run.pk, at=timezone.now())
    run.refresh_from_db()
    assert run.state == "cancelled"
    assert files(tmp_path) == []
    assert not ExportLog.objects.exists()
    assert asking.retry(run=run, at=timezone.now())
    assert making.make(run_id=run.pk, at=timezone.now())


def test_failed_run_says_so_and_leaves_nothing(room, tmp_path):
    run = asked(room)
    with (
        mock.patch.object(making, "write", side_effect=OSError("full")),
        pytest.raises(OSError, match="full"),
    ):
        making.make(run_id=run.pk, at=timezone.now())
    run.refresh_from_db()
    assert run.state == "failed"
    assert files(tmp_path) == []


def test_run_of_somebody_who_may_no_longer_is_not_made(room, tmp_path):
    run = asked(room)
    StaffRole.objects.filter(user=room.school.other_teacher).delete()
    with pytest.raises(PermissionError):
        making.make(run_id=run.pk, at=timezone.now())
    run.refresh_from_db()
    assert (run.state, files(tmp_path)) == ("failed", [])


def test_due_takes_up_a_run_whose_worker_died_and_gives_up_in_the_end(room):
    run = asked(room)
    ReportRun.objects.filter(pk=run.pk).update(state="running")
    later = timezone.now()
    for number in (2, 3):
        later += timedelta(minutes=6)
        with mock.patch.object(asking, "make_report") as task:
            assert asking.due(later) == 1
        task.enqueue.assert_called_once_with(run.pk)
        run.refresh_from_db()
        assert (run.state, run.try_number) == ("queued", number)
        ReportRun.objects.filter(pk=run.pk).update(state="running")
    later += timedelta(minutes=6)
    assert asking.due(later) == 1
    run.refresh_from_db()
    assert run.state == "failed"


def test_due_clears_files_away_and_keeps_what_is_pinned(room, tmp_path):
    kept, gone = asked(room), asked(room, file_format="json")
    for run in (kept, gone):
        making.make(run_id=run.pk, at=timezone.now())
    asking.pin(run=kept, pinned=True, at=timezone.now())
    assert asking.due(timezone.now() + making.KEPT_FOR + timedelta(days=1)) == 1
    gone.refresh_from_db()
    assert gone.state == "cleared"
    assert files(tmp_path) == [f"{kept.public_id}.csv"]


def test_progress_is_what_was_written(room):
    room.admit(*UserFactory.create_batch(3))
    run = asked(room)
    seen = []
    with mock.patch.object(making, "_ROWS_BETWEEN_LOOKS", 2):
        real = making.write

        def write(report, *rest, **more):
            rows = iter(report.rows)
            watched = [next(rows) for _n in range(7)]
            seen.append(ReportRun.objects.get(pk=run.pk).rows_done)
            watched += rows
            seen.append(ReportRun.objects.get(pk=run.pk).rows_done)
            return real(making.replace(report, rows=watched), *rest, **more)

        with mock.patch.object(making, "write", write):
            making.make(run_id=run.pk, at=timezone.now())
    assert seen == [6, 8]
    run.refresh_from_db()
    assert (run.rows_done, run.rows_total) == (8, 8)


def test_what_a_killed_worker_left_is_swept_and_its_run_made_by_another(room, tmp_path):
    run = asked(room)

    class KilledError(BaseException):
        """What no `except Exception` catches; its `finally` does not run either."""

    with (
        mock.patch.object(making, "write", side_effect=KilledError),
        mock.patch.object(Path, "unlink"),
        pytest.raises(KilledError),
    ):
        making.make(run_id=run.pk, at=timezone.now())
    (tmp_path / "reports" / "notes.txt").write_text("not ours")
    assert files(tmp_path) == [f".{run.public_id}.1.part", "notes.txt"]
    assert making.sweep() == 0, "a run that may still be alive keeps its draft"
    later = timezone.now() + timedelta(minutes=6)
    with mock.patch.object(asking, "make_report"):
        assert asking.due(later) == 2
    assert files(tmp_path) == ["notes.txt"]
    assert making.make(run_id=run.pk, at=later)
    assert files(tmp_path) == [f"{run.public_id}.csv", "notes.txt"]


def test_a_worker_whose_run_was_asked_for_again_meanwhile_writes_nothing(room, tmp_path):
    run = asked(room)

    def again(**more):
        report = prepare(**more)
        asking.cancel(run=run, at=timezone.now())
        asking.retry(run=run, at=timezone.now())
        ReportRun.objects.filter(pk=run.pk).update(state="running")
        return report

    prepare = making.prepare
    with mock.patch.object(making, "prepare", again):
        assert not making.make(run_id=run.pk, at=timezone.now())
    run.refresh_from_db()
    assert (run.state, run.try_number, files(tmp_path)) == ("running", 2, [])
