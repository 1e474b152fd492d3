"""Addresses of the room `reports`. How to add one stands in the docstring of this package."""

from __future__ import annotations

from django.utils import timezone

from reports.models import ExportLog, ReportRun
from reports.services.exporting import export_cohort
from tests.cast import Cast
from tests.factories import UserFactory
from tests.permissions.matrix import Scene, SceneMaker

TABLE = """
admin lead faculty signer viewer other_lead former_staff faculty_student student other_student anonymous
GET  reports:cohort-export  ok   ok   no   no   no   -    -    no   no   no   in
POST reports:cohort-export  ok   ok   no   no   no   -    -    no   no   no   in
GET  reports:report-list    ok   ok   no   no   no   -    -    no   no   no   in
POST reports:report-list    go   go   no   no   no   -    -    no   no   no   in
GET  reports:run-detail     ok   ok   -    -    -    -    -    -    -    -    in
POST reports:run-act        go   go   -    -    -    -    -    -    -    -    in
# Without a key of their own everybody who may see the run is led to its page.
GET  reports:run-file       go   go   -    -    -    -    -    -    -    -    in
"""

SECRET = "console of wanjiru"


def export(cast: Cast) -> Scene:
    export_cohort(cohort=cast.cohort, at=timezone.now(), by=None, host_user=SECRET)
    return Scene(
        kwargs={"public_id": cast.cohort.public_id},
        data={"shape": "long"},
        secret=(SECRET,),
        state=ExportLog.objects.count,
    )


def run_of(cast: Cast) -> ReportRun:
    return ReportRun.objects.create(
        cohort=cast.cohort,
        report="progress",
        file_format="csv",
        asked_by=UserFactory(given_name="Console", family_name="Wanjirutest"),
    )


def reports(cast: Cast) -> Scene:
    run_of(cast)
    choice = {
        "report": "progress",
        "file_format": "csv",
        "audience": "staff",
        "delimiter": "comma",
        "encoding": "utf-8",
    }
    return Scene(
        kwargs={"public_id": cast.cohort.public_id},
        data=choice,
        secret=("Wanjirutest",),
        state=ReportRun.objects.count,
    )


def run(cast: Cast) -> Scene:
    found = run_of(cast)
    ReportRun.objects.filter(pk=found.pk).update(
        state="done", sha256="wanjiru" * 9, kept_until=timezone.now()
    )
    return Scene(kwargs={"public_id": found.public_id}, secret=("wanjiru" * 9,))


def act(cast: Cast) -> Scene:
    found = run_of(cast)
    return Scene(
        kwargs={"public_id": found.public_id},
        data={"act": "cancel"},
        state=lambda: ReportRun.objects.get(pk=found.pk).state,
    )


SCENES: dict[str, SceneMaker] = {
    "reports:cohort-export": export,
    "reports:report-list": reports,
    "reports:run-detail": run,
    "reports:run-act": act,
    "reports:run-file": run,
}
