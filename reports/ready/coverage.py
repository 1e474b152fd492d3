"""What the curriculum of a cohort holds for each competency."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from common.school_time import school_day
from learners.curriculum_map import curriculum_map
from learners.curriculum_map_facts import CurriculumMap, MapCompetency, Part
from learners.matrix import following
from reports.scope import Scope, Tongue, covers, head_of, manifest_of
from reports.table import Column, Kind, Report, Row

NAME: Final = "coverage"


def build(scope: Scope) -> Report:
    """Return one line per competency: what was given to the cohort. It counts no people."""
    followed = following(scope.cohort, on=school_day(scope.as_of))
    maps = [
        curriculum_map(one.framework_version, cohort=scope.cohort, at=scope.as_of)
        for one in followed.order_by("framework_version__framework__title")
    ]
    found = [
        (of, one) for of in maps for one in of.competencies if not scope.codes or one.code in scope.codes
    ]
    tongue = Tongue()
    titles = {one.pk: tongue.say(one, "title") for _of, one in found}
    what = _("What the curriculum holds for each competency")
    learners = max((of.cohort_learners or 0 for of in maps), default=0)
    return Report(
        title=what,
        columns=columns(),
        rows=_rows(found, titles),
        row_count=len(found),
        manifest=manifest_of(scope, NAME),
        head=head_of(
            scope,
            what,
            covers=covers(learners=learners, competencies=len(found)),
            only=tongue.only(),
        ),
        notes=(
            _(
                "Counted is what was given to the cohort by this date, with names and contents of today. A"
                " module or an assessment that serves several competencies counts whole for each."
            ),
        ),
    )


def columns() -> tuple[Column, ...]:
    """Return the columns, which are the same for every audience."""
    return (
        Column("competency", _("Competency")),
        Column("title", _("Title")),
        Column("introduced", _("Modules that introduce"), Kind.INTEGER),
        Column("reinforced", _("Modules that reinforce"), Kind.INTEGER),
        Column("minutes_taught", _("Minutes taught"), Kind.INTEGER),
        Column("assessed", _("Assessments"), Kind.INTEGER),
        Column("direct", _("Direct measures"), Kind.INTEGER),
        Column("minutes_assessed", _("Minutes assessed"), Kind.INTEGER),
        Column("highest", _("Highest level that can be shown"), Kind.LEVEL),
        Column("target_level", _("Target level"), Kind.LEVEL),
        Column("indicators", _("Indicators"), Kind.INTEGER),
        Column("touched", _("Indicators that a question names"), Kind.INTEGER),
        Column("items", _("Published questions"), Kind.INTEGER),
    )


def _rows(found: list[tuple[CurriculumMap, MapCompetency]], titles: dict[int, str]) -> Iterator[Row]:
    for of, one in found:
        yield (
            one.code,
            titles[one.pk],
            len(one.taught(Part.INTRODUCED)),
            len(one.taught(Part.REINFORCED)),
            one.minutes_taught,
            len(one.assessed),
            len(one.measured),
            one.minutes_assessed,
            one.highest,
            of.target_level,
            len(one.indicators),
            one.touched,
            one.items,
        )
