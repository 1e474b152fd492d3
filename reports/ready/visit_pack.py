"""All that an accreditation visit is given, in one step."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Final

from django.utils.translation import gettext as _

from assessments.models import Attainment
from reports.audience import Audience
from reports.pseudonyms import pseudonym
from reports.queries import CohortStanding, cohort_standing
from reports.ready import (
    assessment_quality,
    attainment,
    calibration,
    coverage,
    policies,
    release_times,
    targets,
)
from reports.scope import Scope, Tongue, covers, head_of, manifest_of
from reports.small_cells import hidden_in
from reports.table import Column, Kind, Member, Report, Row

NAME: Final = "visit-pack"
SAMPLE: Final = 10
SMALLEST_COHORT: Final = 20
"""Of a smaller cohort no sample is given: its members would be known."""

_TABLES: Final[dict[str, Callable[[Scope], Report]]] = {
    policies.NAME: policies.build,
    attainment.NAME: attainment.build,
    targets.NAME: targets.build,
    coverage.NAME: coverage.build,
    release_times.NAME: release_times.build,
    assessment_quality.NAME: assessment_quality.build,
    calibration.NAME: calibration.build,
}


def build(scope: Scope) -> Report:
    """Return a folder: each table as a workbook and on paper, and a sample without names.

    Whoever asks for it, it is made for others than staff: it names nobody and tells of no small group.
    """
    if scope.audience.sees_names:
        scope = replace(scope, audience=Audience.VISITOR)
    members = (
        *(
            Member(f"{number:02d}-{name}.{file_format}", file_format, partial(table, scope))
            for number, (name, table) in enumerate(_TABLES.items(), 1)
            for file_format in ("pdf", "xlsx")
        ),
        Member(f"{len(_TABLES) + 1:02d}-sample.xlsx", "xlsx", partial(sample, scope)),
    )
    what = _("Pack for a visit")
    return Report(
        title=what,
        columns=(Column("file", _("File")),),
        rows=[(member.name,) for member in members],
        row_count=len(members),
        manifest=manifest_of(scope, NAME),
        head=head_of(scope, what, covers=str(len(members))),
        members=members,
    )


def sample(scope: Scope) -> Report:
    """Return the lines of some learners under names that lead nowhere: their key is thrown away.

    Competencies of which the tables hide a group are left out of it, so that it tells no more than they do.
    """
    standing = cohort_standing(scope.cohort, at=scope.as_of, past=scope.past, codes=scope.codes)
    told = frozenset(
        one.competency.pk for one in attainment.figures(standing) if not hidden_in(one.by_status)
    )
    active = [person.learner for person in standing.people if person.active]
    dice, secret = random.SystemRandom(), random.SystemRandom().randbytes(32).hex()
    chosen = dice.sample(active, SAMPLE) if len(active) >= SMALLEST_COHORT else []
    named = {pseudonym(secret=secret, learner=one.public_id): one.pk for one in chosen}
    rows = list(_sample_rows(standing, named, told))
    what = _("A sample without names")
    return Report(
        title=what,
        columns=(
            Column("pseudonym", _("Pseudonym"), Kind.IDENTIFIER),
            Column("competency", _("Competency")),
            Column("title", _("Title")),
            Column("status", _("Status")),
            Column("level", _("Level"), Kind.LEVEL),
            Column("evidence_counted", _("Evidence counted"), Kind.INTEGER),
        ),
        rows=rows,
        row_count=len(rows),
        manifest=manifest_of(scope, "sample", standing.policies),
        head=head_of(
            scope,
            what,
            covers=covers(learners=len(chosen), competencies=len(told)),
            policies=standing.policies,
        ),
        notes=(
            _("Learners drawn by lot. A pseudonym stands for the same learner here, and nowhere else."),
            _("Competencies of which the tables hide a group are left out. A cohort below 20 has no sample."),
        ),
    )


def _sample_rows(standing: CohortStanding, named: dict[str, int], told: frozenset[int]) -> Iterator[Row]:
    words = {status.value: str(status.label) for status in Attainment.Status}
    tongue = Tongue()
    titles = {column.pk: tongue.say(column, "title") for column in standing.columns}
    for name, key in sorted(named.items()):
        for line in standing.lines_of(key):
            if line.column.pk in told:
                yield (
                    name,
                    line.column.code,
                    titles[line.column.pk],
                    words[line.stand.status],
                    line.stand.level,
                    line.stand.counted,
                )
