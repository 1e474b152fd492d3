"""Finding a learner, a competency, a module and what else has a page, by the beginnings of words.

Reads only. People are found by the stored folded key of their names, and only those whose record the reader
may open; content is small, so it is read and compared here, in the reader's language.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.models import Assessment, AssessmentVersion
from common.translatable import TranslatableModel
from competencies.models import Competency, Module, Term
from competencies.models.state import ContentState
from competencies.searching import folded, rank, words
from competencies.templatetags.content import shown
from people.access import Capability, can, cohorts_where
from people.models import Enrolment, User
from people.querysets import recorded_q

FEW: Final = 5
"""How many of a kind stand beside the others."""
MANY: Final = 50
"""How many stand where one kind alone is asked for."""

Row = TypeVar("Row")

_BEFORE_A_WORD: Final = (" ", "-", "'", "’")


class Kind(StrEnum):
    """What can be found, in the order in which it is shown."""

    LEARNER = "learner"
    COMPETENCY = "competency"
    MODULE = "module"
    COHORT = "cohort"
    ASSESSMENT = "assessment"
    TERM = "term"


TITLES: Final[dict[Kind, str | Promise]] = {
    Kind.LEARNER: _("Learners"),
    Kind.COMPETENCY: _("Competencies"),
    Kind.MODULE: _("Modules"),
    Kind.COHORT: _("Cohorts"),
    Kind.ASSESSMENT: _("Assessments"),
    Kind.TERM: _("Glossary"),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found: where it is, and a few words that tell it from others of the same name.

    `label` is as a page shows it: HTML that says its language where that is not the reader's.
    """

    label: str
    url: str
    code: str = ""
    note: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind, the best first; `more` where not all of it is here."""

    kind: Kind
    hits: tuple[Hit, ...]
    more: bool

    @property
    def title(self) -> str:
        """The name of the kind."""
        return str(TITLES[self.kind])


def search(user: User, query: str, *, on: date, language: str, kind: Kind | None = None) -> tuple[Group, ...]:
    """Return what `user` may open and in which each word of `query` begins a word, kind by kind.

    A few of each kind; with `kind`, that kind alone and more of it. Nothing without a word. The number of
    queries depends on the reader's roles and on `kind`, not on what is found.
    """
    wanted = words(query)
    if not wanted:
        return ()
    asking = _Asking(user, wanted, on, language, most=FEW if kind is None else MANY)
    groups = (_group(one, asking) for one in Kind if kind in {None, one})
    return tuple(group for group in groups if group.hits)


@dataclass(frozen=True, slots=True)
class _Asking:
    """Who asks for what; of each kind one more than `most` is wanted, to know whether there are more."""

    user: User
    wanted: tuple[str, ...]
    on: date
    language: str
    most: int

    def can(self, capability: Capability) -> bool:
        return can(self.user, capability, on=self.on)

    def said(self, row: TranslatableModel, field: str) -> str:
        return str(row.local(field, self.language).value)

    def label(self, row: TranslatableModel, field: str) -> str:
        return shown(row.local(field, self.language))


def _group(kind: Kind, asking: _Asking) -> Group:
    hits = _FINDERS[kind](asking)
    return Group(kind=kind, hits=tuple(hits[: asking.most]), more=len(hits) > asking.most)


def _begins(field: str, word: str) -> Q:
    """Return the condition that a word in a folded column begins with `word`."""
    found = Q(**{f"{field}__startswith": word})
    for sign in _BEFORE_A_WORD:
        found |= Q(**{f"{field}__contains": f"{sign}{word}"})
    return found


def _learners(asking: _Asking) -> list[Hit]:
    learning = Enrolment.objects.filter(recorded_q(), user=OuterRef("pk"))
    people = User.objects.visible_to(asking.user, on=asking.on).filter(Exists(learning))
    for word in asking.wanted:
        people = people.filter(_begins("sort_name", word))
    rows = list(
        people.order_by("sort_name", "pk").only("public_id", "given_name", "family_name")[: asking.most + 1]
    )
    cohorts: defaultdict[int, list[str]] = defaultdict(list)
    spells = Enrolment.objects.running(asking.on).visible_to(asking.user, on=asking.on)
    for user_id, name in (
        spells.filter(user__in=rows).order_by("cohort__name").values_list("user_id", "cohort__name")
    ):
        cohorts[user_id].append(name)
    return [
        Hit(
            label=person.get_full_name(),
            url=reverse("learners:learner-detail", args=[person.public_id]),
            note=", ".join(cohorts[person.pk]),
        )
        for person in rows
    ]


def _competencies(asking: _Asking) -> list[Hit]:
    rows = (
        Competency.objects.visible_to(asking.user, on=asking.on)
        .exclude(version__state=ContentState.RETIRED)
        .select_related("version__framework")
        .order_by("version__framework__title", "position", "pk")
    )
    fitting = _best(rows, asking, lambda row: [row.code, asking.said(row, "title"), row.short_title])
    return [
        Hit(
            label=asking.label(row, "title"),
            url=reverse("learners:competency-detail", args=[row.public_id]),
            code=row.code,
            note=_state(row.version.state),
        )
        for row in fitting
    ]


def _modules(asking: _Asking) -> list[Hit]:
    rows = Module.objects.visible_to(asking.user, on=asking.on).exclude(state=ContentState.RETIRED)
    fitting = _best(rows.order_by("title", "pk"), asking, lambda row: [asking.said(row, "title"), *row.tags])
    return [
        Hit(
            label=asking.label(row, "title"),
            url=reverse("learners:module-detail", args=[row.public_id]),
            note=_state(row.state),
        )
        for row in fitting
    ]


def _cohorts(asking: _Asking) -> list[Hit]:
    rows = cohorts_where(asking.user, Capability.SEE_AGGREGATES, on=asking.on).select_related("program")
    fitting = _best(
        rows.order_by("-starts_on", "name", "pk"), asking, lambda row: [row.name, row.code, row.program.code]
    )
    return [
        Hit(
            label=row.name,
            url=reverse("learners:cohort-detail", args=[row.public_id]),
            note=row.program.name,
        )
        for row in fitting
    ]


def _assessments(asking: _Asking) -> list[Hit]:
    if not (asking.can(Capability.TEACH) or asking.can(Capability.DRAFT_CONTENT)):
        return []
    versions = Prefetch("versions", AssessmentVersion.objects.order_by("-n"))
    rows = Assessment.objects.exclude(state=ContentState.RETIRED).prefetch_related(versions)

    def title(row: Assessment, say: Callable[[TranslatableModel, str], str]) -> str:
        newest = next(iter(row.versions.all()), None)
        return say(newest, "title") if newest else str(row.code or "")

    fitting = _best(
        rows.order_by("code", "pk"), asking, lambda row: [title(row, asking.said), row.code or ""]
    )
    return [
        Hit(
            label=title(row, asking.label),
            url=reverse("assessments:assessment-detail", args=[row.public_id]),
            note=row.get_type_display(),
        )
        for row in fitting
    ]


def _terms(asking: _Asking) -> list[Hit]:
    fitting = _best(Term.objects.order_by("slug"), asking, lambda row: [asking.said(row, "name")])
    return [
        Hit(label=asking.label(row, "name"), url=f"{reverse('competencies:glossary')}#{row.slug}")
        for row in fitting
    ]


def _best(rows: Iterable[Row], asking: _Asking, fields: Callable[[Row], Sequence[str]]) -> list[Row]:
    """Return the rows in whose fields each word begins a word, the best first, else in their own order."""
    found = []
    for row in rows:
        texts = fields(row)
        if all(any(_begins_in(folded(text).text, word) for text in texts) for word in asking.wanted):
            found.append((rank(texts, asking.wanted), row))
    found.sort(key=lambda one: -one[0])
    return [row for _rank, row in found[: asking.most + 1]]


def _begins_in(text: str, word: str) -> bool:
    start = text.find(word)
    while start > 0 and text[start - 1].isalnum():
        start = text.find(word, start + 1)
    return start >= 0


def _state(state: str) -> str | Promise:
    """Return the state of what is not in force; nothing where it is."""
    return "" if state == ContentState.PUBLISHED else ContentState(state).label


_FINDERS: Final[dict[Kind, Callable[[_Asking], list[Hit]]]] = {
    Kind.LEARNER: _learners,
    Kind.COMPETENCY: _competencies,
    Kind.MODULE: _modules,
    Kind.COHORT: _cohorts,
    Kind.ASSESSMENT: _assessments,
    Kind.TERM: _terms,
}
