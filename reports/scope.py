"""What a report is asked for, and what every report says of itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.utils import timezone
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from assessments.models import PolicyVersion
from common.dates import moment, record_day
from common.local_text import LocalText
from common.parts.page import LANGUAGES
from common.school_time import school_zone
from learners.periods import ALWAYS, Period
from people.models import Cohort
from reports.audience import Audience
from reports.models import Asked, Study
from reports.table import Manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Of whom, as of when, for whom, and in which shape.

    `summarised` asks for figures in place of lines, as a PDF of a large cohort does; `on_paper` for lines
    that fit on a page. `codes` keep only the competencies with these codes; none keep all. `columns` are the
    keys of those that the file will show, in their order; none show all. `period` holds the days within which
    what is counted was handed in.
    """

    cohort: Cohort
    as_of: datetime
    made_at: datetime
    made_by: str
    school: str
    audience: Audience = Audience.STAFF
    wide: bool = False
    study: Study | None = None
    summarised: bool = False
    on_paper: bool = False
    codes: frozenset[str] = frozenset()
    columns: tuple[str, ...] = ()
    period: Period = ALWAYS

    @property
    def past(self) -> bool:
        """Whether the record is read as it stood before now."""
        return self.as_of < self.made_at

    @property
    def named(self) -> bool:
        """Whether learners are named."""
        return self.audience.sees_names and self.study is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What a report will look like, before anything is read: enough to say which columns it will have.

    `exact` says that names and small groups may be told; `wide` and `pseudonyms` are of reports with lines of
    learners.
    """

    exact: bool = True
    wide: bool = False
    pseudonyms: bool = False


def audience_word(audience: Audience) -> str:
    """Return for whom a file is, as the reader says it."""
    return str(Asked.Audience(audience.value).label)


def manifest_of(scope: Scope, report: str, policies: Iterable[PolicyVersion] = ()) -> Manifest:
    """Return what the file is, for machines."""
    filters = [("shape", "wide" if scope.wide else "long")]
    if scope.codes:
        filters.append(("competencies", ", ".join(sorted(scope.codes))))
    if scope.columns:
        filters.append(("columns", " ".join(scope.columns)))
    if scope.period.first:
        filters.append(("handed in from", scope.period.first.isoformat()))
    if scope.period.last:
        filters.append(("handed in to", scope.period.last.isoformat()))
    return Manifest(
        report=report,
        school=scope.school,
        cohort=f"{scope.cohort.program.code}/{scope.cohort.code}",
        made_by=scope.made_by,
        made_at=scope.made_at,
        as_of=scope.as_of,
        audience=scope.audience.value,
        filters=tuple(filters),
        policies=tuple(str(policy) for policy in policies),
        study=scope.study.name if scope.study else "",
    )


def head_of(
    scope: Scope, what: str, *, covers: str, policies: Iterable[PolicyVersion] = (), only: str = ""
) -> tuple[tuple[str, str], ...]:
    """Return what stands at the head of a file, for people."""
    cohort = scope.cohort
    with timezone.override(school_zone()):
        as_of = f"{moment(scope.as_of)} ({school_zone().key})"
        made_at = moment(scope.made_at)
    lines = [
        (_("Report"), what),
        (_("School"), scope.school),
        (_("Program"), cohort.program.name),
        (_("Cohort"), f"{cohort.name} ({cohort.code})"),
        (_("As recorded by"), as_of),
        *(((_("Exported on"), made_at),) if scope.past else ()),
        (_("Exported by"), scope.made_by),
        (_("Policy"), "; ".join(str(policy) for policy in policies) or "–"),
        (_("Covers"), covers),
    ]
    if scope.audience is not Audience.STAFF:
        lines.append((pgettext("head of a file", "For"), audience_word(scope.audience)))
    if scope.study is not None:
        lines.append((_("Pseudonyms of"), scope.study.name))
    if scope.period:
        lines.append((_("Handed in"), period_words(scope.period)))
    if scope.codes:
        lines.append((_("Competencies"), ", ".join(sorted(scope.codes))))
    if only:
        lines.append((_("Language"), only))
    return tuple(lines)


def period_words(period: Period) -> str:
    """Return from which day to which, as the reader says it; nothing of one that is open at both ends."""
    if not period:
        return ""
    if period.first is None:
        return _("until %(day)s") % {"day": record_day(period.last)}
    if period.last is None:
        return _("from %(day)s") % {"day": record_day(period.first)}
    days = {"first": record_day(period.first), "last": record_day(period.last)}
    return _("from %(first)s to %(last)s") % days


def covers(*, learners: int, competencies: int) -> str:
    """Return how much a report covers, in words."""
    return (
        ngettext("%(n)s learner", "%(n)s learners", learners) % {"n": learners}
        + ", "
        + ngettext("%(n)s competency", "%(n)s competencies", competencies) % {"n": competencies}
    )


class Content(Protocol):
    """What has texts in several languages."""

    @property
    def language(self) -> str:
        """The language it was written in."""

    def local(self, field: str, language: str, /) -> LocalText:
        """Return a text in a language, or as it was written."""


class Tongue:
    """Says content in the language of the file, and remembers what languages it fell back to."""

    def __init__(self) -> None:
        self._here = get_language() or ""
        self._others: set[str] = set()

    def say(self, content: Content, field: str) -> str:
        """Return a text of the content."""
        found = content.local(field, self._here or content.language)
        if found.is_fallback and found.value:
            self._others.add(found.language)
        return str(found.value)

    def only(self) -> str:
        """Return what to say of fallbacks; nothing where there were none."""
        if not self._others:
            return ""
        names = ", ".join(str(LANGUAGES.get(code, code)) for code in sorted(self._others))
        return _("Part of this file exists in %(language)s only.") % {"language": names}
