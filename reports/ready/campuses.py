"""How many of a cohort stand where on each competency, campus by campus."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from assessments.models import Attainment
from learners.program_view import Where, places_at_campuses
from people.models import Campus
from reports.queries import CohortStanding, Person, cohort_standing
from reports.ready import attainment
from reports.scope import Scope, Tongue, covers, head_of, manifest_of
from reports.small_cells import SMALLEST, suppressed_parts
from reports.table import Column, Kind, Report, Row

NAME: Final = "campus-attainment"
_STATUSES: Final = tuple(status.value for status in Attainment.Status)


class Part(NamedTuple):
    """The learners at one campus, at several or at none: what the place is called, and where they stand."""

    name: str
    figures: tuple[attainment.Figures, ...]


def build(scope: Scope) -> Report:
    """Return one line per competency and campus. Those who may not see names get all of one or nothing."""
    standing = cohort_standing(scope.cohort, at=scope.as_of, past=scope.past, codes=scope.codes)
    standing = replace(standing, people=tuple(person for person in standing.people if person.active))
    parts = _parts(standing, past=scope.past)
    exact, tongue = scope.audience.sees_names, Tongue()
    titles = {column.pk: tongue.say(column, "title") for column in standing.columns}
    what = _("How many of a cohort stand where, by campus")
    return Report(
        title=what,
        columns=columns(exact=exact),
        rows=_rows(parts, titles, exact=exact),
        row_count=len(parts) * len(standing.columns),
        manifest=manifest_of(scope, NAME, standing.policies),
        head=head_of(
            scope,
            what,
            covers=covers(learners=len(standing.people), competencies=len(standing.columns)),
            policies=standing.policies,
            only=tongue.only(),
        ),
        notes=_notes(exact=exact, any_campus=bool(parts)),
    )


def columns(*, exact: bool) -> tuple[Column, ...]:
    """Return the columns; who may not see names gets counts by status alone."""
    return (
        Column("competency", _("Competency")),
        Column("title", _("Title")),
        Column("campus", _("Campus")),
        Column("learners", _("Learners"), Kind.INTEGER),
        *(Column(one.value, str(one.label), Kind.INTEGER) for one in Attainment.Status),
        *(
            (
                Column("at_target", _("At target or above"), Kind.INTEGER),
                Column("share_at_target", _("Share at target"), Kind.SHARE),
            )
            if exact
            else ()
        ),
    )


def _parts(standing: CohortStanding, *, past: bool) -> tuple[Part, ...]:
    """The figures of each place; none where no group of the cohort is at a campus."""
    cohort = standing.cohort.pk
    places = places_at_campuses([cohort], at=standing.at, past=past)
    held: defaultdict[int | Where, list[Person]] = defaultdict(list)
    for person in standing.people:
        held[places.get((cohort, person.learner.pk), Where.NOWHERE)].append(person)
    if set(held) <= {Where.NOWHERE}:
        return ()
    campuses = Campus.objects.filter(pk__in=[key for key in held if not isinstance(key, Where)])
    order: list[tuple[int | Where, str]] = [(one.pk, one.name) for one in campuses]
    order += [(Where.SEVERAL, _("Several campuses")), (Where.NOWHERE, _("No campus"))]
    return tuple(
        Part(name, attainment.figures(replace(standing, people=tuple(held[key]))))
        for key, name in order
        if key in held
    )


def _rows(parts: Sequence[Part], titles: Mapping[int, str], *, exact: bool) -> Iterator[Row]:
    for by_place in zip(*(part.figures for part in parts), strict=True):
        counts = [one.by_status for one in by_place]
        told = counts if exact else suppressed_parts(counts)
        for part, one, by_status in zip(parts, by_place, told, strict=True):
            share = Fraction(one.at_target, one.counted) if one.counted else None
            yield (
                one.competency.code,
                titles[one.competency.pk],
                part.name,
                one.counted,
                *(by_status[status] for status in _STATUSES),
                *((one.at_target, share) if exact else ()),
            )


def _notes(*, exact: bool, any_campus: bool) -> tuple[str, ...]:
    notes = [
        _("Counted are the learners who are enrolled and active."),
        _("Who learns at a campus is said by the groups that are there, at the campus where they are today."),
    ]
    if not any_campus:
        notes.append(_("No group of this cohort is at a campus."))
    if not exact:
        notes.append(
            _(
                "A competency is told of all campuses or of none: of none where any campus, or the cohort,"
                " has a group of fewer than %(n)s people. So this report and that of the cohort, side by"
                " side, give no such group away."
            )
            % {"n": SMALLEST}
        )
    return tuple(notes)
