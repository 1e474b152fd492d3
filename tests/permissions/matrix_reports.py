"""Addresses of the room `reports`. How to add one stands in the docstring of this package."""

from __future__ import annotations

from django.utils import timezone

from reports.models import ExportLog, ReportDefinition, ReportRun
from reports.services.exporting import export_cohort
from tests.cast import Cast
from tests.factories import FrameworkVersionFactory, UserFactory
from tests.permissions.matrix import Scene, SceneMaker

TABLE = """
admin lead faculty signer viewer other_lead former_staff faculty_student student other_student anonymous
GET  reports:cohort-export  ok   ok   no   no   no   -    -    no   no   no   in
POST reports:cohort-export  ok   ok   no   no   no   -    -    no   no   no   in
GET  reports:report-list    ok   ok   no   no   no   -    -    no   no   no   in
GET  reports:report-create  ok   ok   no   no   no   -    -    no   no   no   in
POST reports:report-create  go   go   no   no   no   -    -    no   no   no   in
# A kept choice is changed and deleted by who made it; shared, it is asked for and duplicated by all who may.
GET  reports:definition-edit       no   ok   -    -    -    -    -    -    -    -    in
POST reports:definition-edit       no   go   -    -    -    -    -    -    -    -    in
POST reports:definition-ask        go   go   -    -    -    -    -    -    -    -    in
POST reports:definition-duplicate  go   go   -    -    -    -    -    -    -    -    in
GET  reports:definition-delete     no   ok   -    -    -    -    -    -    -    -    in
POST reports:definition-delete     no   go   -    -    -    -    -    -    -    -    in
GET  reports:run-detail     ok   ok   -    -    -    -    -    -    -    -    in
POST reports:run-act        go   go   -    -    -    -    -    -    -    -    in
POST reports:inventory      ok   ok   ok   ok   ok   ok   no   ok   no   no   in
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


CHOICE = {
    "report": "progress",
    "file_format": "csv",
    "audience": "staff",
    "shape": "long",
    "delimiter": "comma",
    "encoding": "utf-8",
    "act": "make",
}


def reports(cast: Cast) -> Scene:
    run_of(cast)
    return Scene(kwargs={"public_id": cast.cohort.public_id}, secret=("Wanjirutest",))


def building(cast: Cast) -> Scene:
    cast.cohort.name = "Class of Wanjirutest"
    cast.cohort.save(update_fields=["name"])
    return Scene(
        kwargs={"public_id": cast.cohort.public_id},
        data=CHOICE,
        secret=("Class of Wanjirutest",),
        state=ReportRun.objects.count,
    )


def definition_of(cast: Cast) -> ReportDefinition:
    return ReportDefinition.objects.create(
        cohort=cast.cohort,
        name="Choice of Wanjirutest",
        report="progress",
        file_format="csv",
        shared=True,
        made_by=cast.lead,
    )


def definition(cast: Cast) -> Scene:
    found = definition_of(cast)
    return Scene(
        kwargs={"public_id": found.public_id},
        data={**CHOICE, "act": "save", "name": "Another"},
        secret=("Choice of Wanjirutest",),
        state=lambda: (
            ReportRun.objects.count(),
            ReportDefinition.objects.count(),
            list(ReportDefinition.objects.values_list("name", flat=True)),
        ),
    )


def run(cast: Cast) -> Scene:
    found = run_of(cast)
    ReportRun.objects.filter(pk=found.pk).update(
        state="done", sha256="wanjiru" * 9, kept_until=timezone.now()
    )
    return Scene(kwargs={"public_id": found.public_id}, secret=("wanjiru" * 9,))


def inventory(cast: Cast) -> Scene:
    FrameworkVersionFactory(state="published", framework__title="Framework of Wanjiru")
    return Scene(secret=("Framework of Wanjiru",), state=ExportLog.objects.count)


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
    "reports:report-create": building,
    "reports:definition-edit": definition,
    "reports:definition-ask": definition,
    "reports:definition-duplicate": definition,
    "reports:definition-delete": definition,
    "reports:inventory": inventory,
    "reports:run-detail": run,
    "reports:run-act": act,
    "reports:run-file": run,
}
