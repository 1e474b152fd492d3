"""SIGKILL in the middle of a report leaves one whole file once another worker was at it, and nothing else."""

from __future__ import annotations

import hashlib
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest
from django.utils import timezone

from reports.models import ExportLog, ReportRun
from reports.services import asking, making
from tests.kill.server import ROOT, SECONDS, environment_of
from tests.learners.classroom import Classroom

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.mark.parametrize(("point", "wanted"), [("lines", True), ("named", False)])
def test_kill_leaves_the_report_to_another_worker_and_no_leftovers(settings, tmp_path, point, wanted) -> None:
    settings.VAR_DIR = tmp_path
    room = Classroom.open()
    run = ReportRun(cohort=room.cohort, report="progress", file_format="csv")
    with mock.patch.object(asking, "make_report"):
        asking.ask(run=run, by=room.school.other_teacher, at=timezone.now())
    command = [sys.executable, "-m", "tests.kill.dying_worker", str(run.pk), point]
    ended = subprocess.run(
        command, cwd=ROOT, env=environment_of(tmp_path), capture_output=True, timeout=SECONDS, check=False
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()
    run.refresh_from_db()
    assert (run.state, ExportLog.objects.count()) == ("running", 0)
    assert len(files(tmp_path)) == 1

    later = timezone.now() + timedelta(minutes=6)
    if not wanted:
        asking.cancel(run=run, at=later)
        asking.due(later)
        assert files(tmp_path) == []
        return
    with mock.patch.object(asking, "make_report"):
        asking.due(later)
    assert files(tmp_path) == []
    assert making.make(run_id=run.pk, at=later)
    run.refresh_from_db()
    assert files(tmp_path) == [making.path_of(run)]
    content = making.path_of(run).read_bytes()
    assert run.sha256 == ExportLog.objects.get().sha256 == hashlib.sha256(content).hexdigest()


def files(var: Path) -> list[Path]:
    return list((var / "reports").iterdir())
