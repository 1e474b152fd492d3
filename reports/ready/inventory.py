"""The curriculum map of a cohort for other systems: an inventory for each framework that it follows."""

from __future__ import annotations

from functools import partial
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.school_time import school_day
from learners.curriculum_map import curriculum_map
from learners.curriculum_map_facts import CurriculumMap
from learners.matrix import following
from reports.curriculum_inventory import write
from reports.formats.zip_file import member_name
from reports.scope import Scope, head_of, manifest_of
from reports.table import Column, Member, Report

NAME: Final = "curriculum-inventory"


def build(scope: Scope) -> Report:
    """Return a folder of one inventory for each framework that the cohort follows. It counts no people."""
    followed = following(scope.cohort, on=school_day(scope.as_of))
    versions = [
        one.framework_version for one in followed.order_by("framework_version__framework__title", "pk")
    ]
    members = tuple(
        Member(
            member_name(f"{version.framework.code}-{version.n}", "xml"),
            "xml",
            partial(_document, scope, partial(curriculum_map, version, cohort=scope.cohort, at=scope.as_of)),
        )
        for version in versions
    )
    what = _("The curriculum map for other systems")
    return Report(
        title=what,
        columns=(Column("file", _("File")),),
        rows=[(member.name,) for member in members],
        row_count=len(members),
        manifest=manifest_of(scope, NAME),
        head=head_of(
            scope,
            what,
            covers=ngettext("%(n)s framework", "%(n)s frameworks", len(members)) % {"n": len(members)},
        ),
        notes=(not_validated(),),
        members=members,
    )


def not_validated() -> str:
    """Return what has to be said of every inventory."""
    return _(
        "In the style of the MedBiquitous Curriculum Inventory. It was not checked against the schema, nor by"
        " a receiver: the address and identifier of the institution, the program, the reporting period, the"
        " academic levels and the sequence are not in it."
    )


def _document(scope: Scope, read: partial[CurriculumMap]) -> Report:
    what = _("The curriculum map for other systems")
    return Report(
        title=what,
        columns=(),
        rows=(),
        row_count=1,
        manifest=manifest_of(scope, NAME),
        document=write(read(), at=scope.as_of, school=scope.school),
    )
