"""What the library shows: the source text, the facts, and what a search finds in both and in the glossary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from django.db.models import Prefetch, QuerySet

from common.translatable import TranslatableModel
from competencies.models import Fact, Reference, SourceSection, SourceStatement, Term
from competencies.querysets import in_force
from competencies.searching import rank, words
from competencies.wording import FACT_CATEGORIES, worded

Kind = Literal["statement", "fact", "term"]


class Category(NamedTuple):
    """The facts of one category."""

    code: str
    title: str
    facts: list[Fact]


class Find(NamedTuple):
    """One text that fits a query, with where it stands and how well it fits."""

    kind: Kind
    row: SourceStatement | Fact | Term
    place: str
    """The section of the source text, or the category of the fact."""
    rank: int


class Finds(NamedTuple):
    """What a query found, best first, and the folded words that were looked for."""

    words: tuple[str, ...]
    found: list[Find]


def source_sections() -> QuerySet[SourceSection]:
    """Return the sections of the source text, each with its statements, citations and competencies."""
    statements = SourceStatement.objects.order_by("position").prefetch_related("references", in_force())
    return SourceSection.objects.order_by("position").prefetch_related(Prefetch("statements", statements))


def facts_by_category() -> list[Category]:
    """Return all facts under their categories, in the order of the page."""
    groups: dict[str, list[Fact]] = {code: [] for code in FACT_CATEGORIES}
    for fact in Fact.objects.with_sources().order_by("code"):
        groups.setdefault(fact.category, []).append(fact)
    return [Category(code, worded(FACT_CATEGORIES, code), facts) for code, facts in groups.items() if facts]


def find(query: str, *, language: str) -> Finds:
    """Return the statements, facts and terms in which each word of `query` stands, best first.

    Words are compared without accents and case, in the texts as `language` shows them and in the names of
    the works that are cited. The number of queries does not depend on what is found.
    """
    wanted = words(query)
    if not wanted:
        return Finds(wanted, [])
    found = [
        Find(kind, row, place, fits)
        for kind, row, place, fields in _texts(language)
        if (fits := rank(fields, wanted))
    ]
    found.sort(key=lambda one: -one.rank)
    return Finds(wanted, found)


class _Text(NamedTuple):
    kind: Kind
    row: SourceStatement | Fact | Term
    place: str
    fields: tuple[str, ...]


def _texts(language: str) -> Iterator[_Text]:
    """Yield every text with its fields, the most telling first."""

    def said(row: TranslatableModel, field: str) -> str:
        return str(row.local(field, language).value)

    for section in source_sections():
        title = said(section, "title")
        for one in section.statements.all():
            beside = f"{said(one, 'caution')} {said(one, 'later_guidance')}"
            yield _Text("statement", one, title, (said(one, "text"), beside, _cited(one.references.all())))
    for fact in Fact.objects.with_sources().order_by("code"):
        category = worded(FACT_CATEGORIES, fact.category)
        fields = (said(fact, "text"), f"{said(fact, 'caution')} {category}", _cited(fact.references.all()))
        yield _Text("fact", fact, category, fields)
    for term in Term.objects.prefetch_related("references").order_by("slug"):
        fields = (said(term, "name"), said(term, "definition"), said(term, "example"))
        yield _Text("term", term, "", fields)


def _cited(references: Iterable[Reference]) -> str:
    return " ".join(f"{reference.authors} {reference.title}" for reference in references)
