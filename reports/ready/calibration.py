"""How closely the self-ratings of a cohort fit the levels assessed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _

from assessments.calibration import Calibration, Label, summarise
from assessments.models import Attainment
from reports.queries import CohortStanding, cohort_standing
from reports.ready import attainment
from reports.scope import Scope, Tongue, covers, head_of, manifest_of
from reports.small_cells import hidden_in, suppressed
from reports.table import Column, Kind, Report, Row

NAME: Final = "calibration"


def build(scope: Scope) -> Report:
    """Return one line per competency. Others than staff are told of no group of fewer than five.

    Of a competency they are told nothing where the report on attainment hides how many are not assessed: who
    has a self-rating and a level is assessed, and where all rated themselves their number would tell it.
    """
    standing = cohort_standing(scope.cohort, at=scope.as_of, past=scope.past, codes=scope.codes)
    tongue = Tongue()
    titles = {column.pk: tongue.say(column, "title") for column in standing.columns}
    what = _("Self-ratings beside the levels assessed")
    return Report(
        title=what,
        columns=columns(),
        rows=_rows(standing, titles, exact=scope.audience.sees_names),
        row_count=len(standing.columns),
        manifest=manifest_of(scope, NAME, standing.policies),
        head=head_of(
            scope,
            what,
            covers=covers(learners=len(standing.people), competencies=len(standing.columns)),
            policies=standing.policies,
            only=tongue.only(),
        ),
        notes=(
            _(
                "The newest self-rating against the level as of this date, in levels; bias is the self-rating"
                " minus the level. Learners who lack one of the two are left out."
            ),
            _(
                "For feedback and for planning the curriculum, never for a grade: both values are coarse, and"
                " that low performers rate themselves higher is partly an artefact of the scale."
            ),
            _("Empty stands for a group that is too small to be told."),
        ),
    )


def columns() -> tuple[Column, ...]:
    """Return the columns, which are the same for every audience."""
    return (
        Column("competency", _("Competency")),
        Column("title", _("Title")),
        Column("both", _("Learners with both"), Kind.INTEGER),
        Column("mean_bias", _("Mean bias"), Kind.NUMBER),
        Column("mean_deviation", _("Mean distance"), Kind.NUMBER),
        Column("under", _("Rated themselves lower"), Kind.INTEGER),
        Column("aligned", _("Rated themselves alike"), Kind.INTEGER),
        Column("over", _("Rated themselves higher"), Kind.INTEGER),
    )


def _rows(standing: CohortStanding, titles: dict[int, str], *, exact: bool) -> Iterator[Row]:
    keys = [person.learner.pk for person in standing.people]
    closed = frozenset() if exact else _closed(standing)
    for column in standing.columns:
        pairs = []
        for key in keys:
            own = standing.self_levels.get((key, column.pk))
            stand = standing.stands.get((key, column.pk))
            if own is not None and stand is not None and stand.level is not None:
                pairs.append(Calibration(own, stand.level))
        found = summarise(pairs if column.pk not in closed else ())
        counts: dict[Label, int | None] = dict(found.counts or dict.fromkeys(Label))
        if not exact and found.counts is not None:
            counts = dict(suppressed(found.counts))
        open_mean = exact or all(count is not None for count in counts.values())
        yield (
            column.code,
            titles[column.pk],
            found.n if exact or not found.suppressed else None,
            found.mean_bias if open_mean else None,
            found.mean_absolute_deviation if open_mean else None,
            counts[Label.UNDER],
            counts[Label.ALIGNED],
            counts[Label.OVER],
        )


def _closed(standing: CohortStanding) -> frozenset[int]:
    """The competencies of which it must not be told how many are assessed."""
    return frozenset(
        one.competency.pk
        for one in attainment.figures(standing)
        if Attainment.Status.NOT_ASSESSED in hidden_in(one.by_status)
    )
