"""The cohort report as CSV: a head that says what it is, then its lines."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple, Self

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from assessments.models import Attainment
from common.dates import moment
from common.parts.page import LANGUAGES
from common.school_time import school_zone
from competencies.models import Level
from learners.matrix import Column
from reports.cells import BOM, identifier, text
from reports.queries import CohortStanding, Person

Cell = str | int | date | None


def cohort_csv(standing: CohortStanding, *, exported_by: str, wide: bool, school_name: str) -> str:
    """Return the report as text that begins with a byte-order mark; rows end as spreadsheets expect."""
    out = io.StringIO()
    out.write(BOM)
    writer = csv.writer(out)
    tongue = _Tongue()
    body = list(_wide(standing, tongue) if wide else _long(standing, tongue))
    writer.writerows(_head(standing, exported_by=exported_by, school_name=school_name))
    if only := tongue.only():
        writer.writerow((_("Language"), only))
    writer.writerow(())
    writer.writerows(body)
    return out.getvalue()


class _Tongue:
    """Says content in the language of the file, and remembers what languages it fell back to."""

    def __init__(self) -> None:
        self._here = get_language() or ""
        self._others: set[str] = set()

    def say(self, content: Level | Column, field: str) -> str:
        """Return a text of the content as a cell."""
        found = content.local(field, self._here or content.language)
        if found.is_fallback and found.value:
            self._others.add(found.language)
        return text(str(found.value))

    def only(self) -> str:
        """Return what to say of fallbacks; nothing where there were none."""
        if not self._others:
            return ""
        names = ", ".join(str(LANGUAGES.get(code, code)) for code in sorted(self._others))
        return _("Part of this file exists in %(language)s only.") % {"language": names}


def _head(standing: CohortStanding, *, exported_by: str, school_name: str) -> Iterable[tuple[str, str]]:
    cohort = standing.cohort
    yield _("Report"), _("Where a cohort stands, by learner and competency")
    yield _("School"), text(school_name)
    yield _("Program"), text(cohort.program.name)
    yield _("Cohort"), text(f"{cohort.name} ({cohort.code})")
    with timezone.override(school_zone()):
        yield _("As recorded by"), f"{moment(standing.at)} ({school_zone().key})"
    yield _("Exported by"), text(exported_by)
    yield _("Policy"), text("; ".join(str(policy) for policy in standing.policies) or "–")
    learners = len(standing.people)
    yield (
        _("Covers"),
        ngettext("%(n)s learner", "%(n)s learners", learners) % {"n": learners}
        + ", "
        + ngettext("%(n)s competency", "%(n)s competencies", len(standing.columns))
        % {"n": len(standing.columns)},
    )
    yield (
        _("Notes"),
        _(
            "Levels go from 1 to 5; empty is not assessed, which is never a result. Bias is the self-rating"
            " minus the level. A self-rating never counts toward a level."
        ),
    )


def _about(person: Person) -> tuple[str, str, str, str, str]:
    learner = person.learner
    return (
        identifier(person.identifiers),
        text(learner.family_name),
        text(learner.given_name),
        text(person.email),
        text(person.groups),
    )


def _about_titles() -> tuple[str, ...]:
    return _("Identifier"), _("Family name"), _("Given name"), _("Email"), _("Group")


def _long(standing: CohortStanding, tongue: _Tongue) -> Iterable[Iterable[Cell]]:
    yield (
        *_about_titles(),
        _("Competency"),
        _("Title"),
        _("Status"),
        _("Level"),
        _("Level name"),
        _("Self-rating"),
        _("Bias"),
        _("Evidence counted"),
        _("Evidence left out"),
        _("First shown"),
        _("Last shown"),
        _("Policy version"),
    )
    words = {status.value: str(status.label) for status in Attainment.Status}
    people = {person.learner.pk: _about(person) for person in standing.people}
    columns = {column.pk: _ColumnCells.of(column, standing, tongue) for column in standing.columns}
    for line in standing.lines():
        stand, column = line.stand, columns[line.column.pk]
        yield (
            *people[line.person.learner.pk],
            column.code,
            column.title,
            words[stand.status],
            stand.level,
            column.level_names[stand.level],
            line.self_level,
            line.bias,
            stand.counted,
            stand.left_out,
            stand.first_shown,
            stand.last_shown,
            column.policy,
        )


class _ColumnCells(NamedTuple):
    """What the lines of one competency share."""

    code: str
    title: str
    level_names: Mapping[int | None, str]
    policy: int | None

    @classmethod
    def of(cls, column: Column, standing: CohortStanding, tongue: _Tongue) -> Self:
        levels = standing.levels[column.scale_id]
        return cls(
            code=text(column.code),
            title=tongue.say(column, "title"),
            level_names={
                None: "",
                **{ordinal: tongue.say(level, "name") for ordinal, level in levels.items()},
            },
            policy=next(
                (one.n for one in standing.policies if one.framework_id == column.framework_id), None
            ),
        )


def _wide(standing: CohortStanding, tongue: _Tongue) -> Iterable[Iterable[Cell]]:
    per_competency = (_("status"), _("level"), _("self-rating"), _("bias"))
    yield (
        *_about_titles(),
        *(text(f"{name} {what}") for name in _column_names(standing, tongue) for what in per_competency),
    )
    words = {status.value: str(status.label) for status in Attainment.Status}
    lines = standing.lines()
    for person in standing.people:
        cells: list[Cell] = []
        for _column in standing.columns:
            line = next(lines)
            cells += (words[line.stand.status], line.stand.level, line.self_level, line.bias)
        yield (*_about(person), *cells)


def _column_names(standing: CohortStanding, tongue: _Tongue) -> list[str]:
    """The codes; with the title where a cohort follows two frameworks that share a code."""
    shared = Counter(column.code for column in standing.columns)
    return [
        column.code if shared[column.code] == 1 else f"{column.code} {tongue.say(column, 'title')}"
        for column in standing.columns
    ]
