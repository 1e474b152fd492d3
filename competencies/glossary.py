"""The glossary, whole or as far as it fits some words."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _

from competencies.models import Term
from competencies.searching import folded, rank, words


class Terms(NamedTuple):
    """The terms, or the tools, by name."""

    code: str
    title: str
    terms: list[Term]


def glossary_of(query: str, *, language: str) -> list[Terms]:
    """Return the terms and the tools in which each word of `query` stands; all without a query."""

    def fields(term: Term) -> list[str]:
        return [str(term.local(field, language).value) for field in ("name", "definition", "example")]

    wanted = words(query)
    rows = Term.objects.prefetch_related("references")
    fitting = [term for term in rows if not wanted or rank(fields(term), wanted)]
    fitting.sort(key=lambda term: folded(fields(term)[0]).text)
    titles = {Term.Category.TERM: _("Terms"), Term.Category.TOOL: _("Tools")}
    groups = [
        Terms(code.value, title, [term for term in fitting if term.category == code])
        for code, title in titles.items()
    ]
    return [group for group in groups if group.terms]
