"""The library: the source text, facts, glossary, references."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from competencies.filters import ReferenceFilter
from competencies.forms import SearchForm
from competencies.glossary import glossary_of
from competencies.library import facts_by_category, find, source_sections
from competencies.models import Reference
from competencies.searching import folded
from competencies.views.parts import page_or_part
from people.access import is_staff_anywhere, today
from people.decorators import SignedInRequest, signed_in


@signed_in
@require_safe
def library(request: SignedInRequest) -> HttpResponse:
    """Show the source text section by section, or what a search finds in the whole library."""
    form = SearchForm(request.GET)
    finds = find(form.wanted, language=get_language() or "en")
    context = {
        "form": form,
        "finds": finds,
        "sections": [] if finds.words else source_sections(),
        "is_staff": _is_staff(request),
    }
    return page_or_part(request, "competencies/library.html", "results", context)


@signed_in
@require_safe
def fact_list(request: SignedInRequest) -> HttpResponse:
    """Show all facts under their categories."""
    context = {"categories": facts_by_category(), "is_staff": _is_staff(request)}
    return render(request, "competencies/fact_list.html", context)


@signed_in
@require_safe
def glossary(request: SignedInRequest) -> HttpResponse:
    """Show the terms and tools, or those that fit the words of the filter."""
    form = SearchForm(request.GET)
    groups = glossary_of(form.wanted, language=get_language() or "en")
    context = {"form": form, "groups": groups, "count": sum(len(group.terms) for group in groups)}
    return page_or_part(request, "competencies/glossary.html", "results", context)


@signed_in
@require_safe
def reference_list(request: SignedInRequest) -> HttpResponse:
    """List the works that are cited; staff also see what was checked of each."""
    staff = _is_staff(request)
    references = ReferenceFilter(request.GET, queryset=Reference.objects.all(), for_staff=staff)
    works = sorted(references.qs, key=lambda one: (folded(one.citation).text, one.code))
    context = {"filter": references, "works": works, "is_staff": staff}
    return render(request, "competencies/reference_list.html", context)


def _is_staff(request: SignedInRequest) -> bool:
    return is_staff_anywhere(request.user, on=today(timezone.now()))
