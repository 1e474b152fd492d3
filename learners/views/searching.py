"""Search: to a learner, a competency, a module, from anywhere."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_htmx.middleware import HtmxDetails

from learners.search import search as found_by
from learners.search_form import SearchForm
from people.access import today
from people.decorators import SignedInRequest, signed_in

_PARTS: Final = {"find-results": "learners/_find_panel.html", "results": "learners/_search_results.html"}
"""What a field that asks as one types puts its answer into, and the template of that answer."""


@signed_in
@never_cache
@require_safe
def search(request: SignedInRequest) -> HttpResponse:
    """Show what fits the words, kind by kind; to a field that asks as one types, the results alone."""
    form = SearchForm(request.GET)
    if not form.query:
        form.fields["q"].widget.attrs["autofocus"] = True
    groups = found_by(
        request.user,
        form.query,
        on=today(timezone.now()),
        language=get_language() or "",
        kind=form.one_kind,
    )
    context = {"form": form, "groups": groups, "total": sum(len(group.hits) for group in groups)}
    htmx = HtmxDetails(request)
    part = None if htmx.history_restore_request else _PARTS.get(htmx.target or "")
    return render(request, part or "learners/search.html", context)
