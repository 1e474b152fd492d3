"""How many of a cohort stand where on each competency: what an accreditation visit is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import Attainment
from learners.matrix import Column as Competency
from learners.recorded import NOTHING_RECORDED
from reports.queries import CohortStanding, cohort_standing
from reports.scope import Scope, Tongue, covers, head_of, manifest_of
from reports.small_cells import SMALLEST, suppressed
from reports.table import Bars, Column, Kind, Report, Row

NAME: Final = "attainment"
_STATUSES: Final = tuple(status.value for status in Attainment.Status)


@dataclass(frozen=True, slots=True)
class Figures:
    """One competency of a cohort. Counts are of active learners; `at_target` of those with any level."""

    competency: Competency
    counted: int
    by_status: dict[str, int]
    at_target: int
    evidence: int
    left_out: int


def figures(standing: CohortStanding) -> tuple[Figures, ...]:
    """Return the figures of each competency, learners on leave left out."""
    active = [person.learner.pk for person in standing.people if person.active]
    found = []
    for column in standing.columns:
        stands = [standing.stands.get((key, column.pk), NOTHING_RECORDED) for key in active]
        held = Counter(stand.status for stand in stands)
        found.append(
            Figures(
                competency=column,
                counted=len(active),
                by_status={status: held[status] for status in _STATUSES},
                at_target=sum(1 for one in stands if (one.level or 0) >= column.target_level),
                evidence=sum(stand.counted for stand in stands),
                left_out=sum(stand.left_out for stand in stands),
            )
        )
    return tuple(found)


def build(scope: Scope, *, name: str = NAME) -> Report:
    """Return one line per competency. Those who may not see names get neither small groups nor levels."""
    standing = cohort_standing(scope.cohort, at=scope.as_of, past=scope.past, codes=scope.codes)
    found, tongue = figures(standing), Tongue()
    exact = scope.audience.sees_names
    titles = {one.competency.pk: tongue.say(one.competency, "title") for one in found}
    active = found[0].counted if found else sum(person.active for person in standing.people)
    what = _("How many of a cohort stand where, by competency")
    return Report(
        title=what,
        columns=columns(exact=exact),
        rows=_rows(standing, found, titles, exact=exact),
        row_count=len(found),
        manifest=manifest_of(scope, name, standing.policies),
        head=head_of(
            scope,
            what,
            covers=covers(learners=active, competencies=len(found)),
            policies=standing.policies,
            only=tongue.only(),
        ),
        notes=_notes(on_leave=len(standing.people) - active, exact=exact),
        charts=(_chart(found),) if exact and found else (),
    )


def columns(*, exact: bool) -> tuple[Column, ...]:
    """Return the columns; who may not see names gets counts by status alone."""
    statuses = [Column(one.value, str(one.label), Kind.INTEGER) for one in Attainment.Status]
    levels = (
        Column("at_target", _("At target or above"), Kind.INTEGER),
        Column("share_at_target", _("Share at target"), Kind.SHARE),
        Column("evidence_counted", _("Evidence counted"), Kind.INTEGER),
        Column("evidence_left_out", _("Evidence left out"), Kind.INTEGER),
    )
    return (
        Column("competency", _("Competency")),
        Column("title", _("Title")),
        Column("target_level", _("Target level"), Kind.LEVEL),
        Column("learners", _("Learners"), Kind.INTEGER),
        *statuses,
        *(levels if exact else ()),
        Column("policy_version", _("Policy version"), Kind.INTEGER),
    )


def _rows(
    standing: CohortStanding, found: tuple[Figures, ...], titles: dict[int, str], *, exact: bool
) -> Iterator[Row]:
    versions = {policy.framework_id: policy.n for policy in standing.policies}
    for one in found:
        column = one.competency
        share = Fraction(one.at_target, one.counted) if one.counted else None
        counts = one.by_status if exact else suppressed(one.by_status)
        yield (
            column.code,
            titles[column.pk],
            column.target_level,
            one.counted,
            *(counts[status] for status in _STATUSES),
            *((one.at_target, share, one.evidence, one.left_out) if exact else ()),
            versions.get(column.framework_id),
        )


def _notes(*, on_leave: int, exact: bool) -> tuple[str, ...]:
    away = (
        ngettext("%(n)s learner is on leave.", "%(n)s learners are on leave.", on_leave) % {"n": on_leave}
        if on_leave
        else _("Nobody is on leave.")
    )
    notes = [
        _("Counted are the learners who are enrolled and active.") + " " + away,
        _(
            "A status follows from the evidence by the policy that is named at the head. Attained is a"
            " decision that a person signed. Not assessed is never a result. A self-rating never counts."
        ),
    ]
    if exact:
        notes.append(_("A share is cut off after one decimal and never rounded up."))
    else:
        notes.append(
            _(
                "Empty stands for a group of fewer than %(n)s people, or for one that would give such a group"
                " away. Which groups are hidden is the same in every report of this cohort as of this date."
            )
            % {"n": SMALLEST}
        )
    notes.append(
        _(
            "Limits: a level is as good as the evidence behind it, and one cohort is not compared with"
            " another here. Figures of two dates tell of change only where nobody joined or left between."
        )
    )
    return tuple(notes)


def _chart(found: tuple[Figures, ...]) -> Bars:
    order = tuple(reversed(tuple(Attainment.Status)))
    return Bars(
        title=_("Learners by status"),
        description=_("One bar for each competency; the same counts stand in the table below."),
        kinds=tuple((status.value, str(status.label)) for status in order),
        rows=tuple(
            (one.competency.code, tuple(one.by_status[status.value] for status in order)) for one in found
        ),
    )
