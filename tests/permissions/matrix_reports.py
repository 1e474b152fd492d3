"""Addresses of the room `reports`. How to add one stands in the docstring of this package."""

from __future__ import annotations

from django.utils import timezone

from reports.models import ExportLog
from reports.services.exporting import export_cohort
from tests.cast import Cast
from tests.permissions.matrix import Scene, SceneMaker

TABLE = """
admin lead faculty signer viewer other_lead former_staff faculty_student student other_student anonymous
GET  reports:cohort-export  ok   ok   no   no   no   -    -    no   no   no   in
POST reports:cohort-export  ok   ok   no   no   no   -    -    no   no   no   in
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


SCENES: dict[str, SceneMaker] = {"reports:cohort-export": export}
