"""Beginning a panel, what it came to, and closing it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.forms_panels import CloseForm
from assessments.models import ItemKey, Panel
from assessments.panel_page import panel_page
from assessments.panel_results import agreement_of_panel, results_of_panel
from assessments.panel_words import ResultPage, StrandPage
from assessments.services import panels
from assessments.services.errors import Refused
from assessments.views.bank import bank_only, may_publish
from common.school_time import school_day
from people.decorators import SignedInRequest, demand, find


@bank_only
@require_http_methods(["GET", "HEAD", "POST"])
def panel_open(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Ask, then let the members judge."""
    panel = find(Panel.objects.all(), public_id)
    if request.method == "POST":
        try:
            panels.open_panel(panel=panel)
        except Refused as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, _("The panel is open. Its members can judge."))
        return redirect("assessments:panel-detail", public_id)
    return render(request, "assessments/panel_open.html", {"panel": panel, "page": panel_page(panel)})


@bank_only
@require_safe
def panel_results(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show what a panel came to so far, item by item."""
    panel = find(Panel.objects.all(), public_id)
    results = _results(panel)
    whole = agreement_of_panel(one.found for one in results)
    context = {
        "panel": panel,
        "results": results,
        "whole": [StrandPage(one) for one in whole],
        "doubtful": [one for one in results if not one.result.is_agreed],
        "taken": _taken_over(panel) if panel.state == Panel.State.CLOSED else set(),
        "may_publish": may_publish(request),
    }
    return render(request, "assessments/panel_results.html", context)


@bank_only
@require_http_methods(["GET", "HEAD", "POST"])
def panel_close(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Ask which of the agreed keys to take over; then close the panel with them."""
    demand(may_publish(request))
    panel = find(Panel.objects.all(), public_id)
    results = _results(panel)
    agreed = [one for one in results if one.result.is_agreed]
    choices = [(one.position, f"{one.position}. {one.name}") for one in agreed]
    form = CloseForm(request.POST if request.method == "POST" else None, agreed=choices)
    if request.method == "POST" and form.is_valid():
        return _closed(request, panel, form.cleaned_data.get("accept", []))
    if panel.state != Panel.State.OPEN:
        return redirect("assessments:panel-detail", public_id)
    context = {
        "panel": panel,
        "form": form,
        "agreed": agreed,
        "doubtful": [one for one in results if not one.result.is_agreed],
    }
    return render(request, "assessments/panel_close.html", context, status=422 if form.errors else 200)


def _closed(request: SignedInRequest, panel: Panel, accepted: list[int]) -> HttpResponse:
    try:
        keys = panels.close_panel(panel=panel, accepted=accepted, by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("assessments:panel-detail", panel.public_id)
    said = ngettext(
        "The panel is closed; %(n)s key is taken over.",
        "The panel is closed; %(n)s keys are taken over.",
        len(keys),
    )
    messages.success(request, said % {"n": len(keys)})
    return redirect("assessments:panel-results", panel.public_id)


def _results(panel: Panel) -> list[ResultPage]:
    language = get_language() or "en"
    return [ResultPage(one, panel.least_agreement, language) for one in results_of_panel(panel)]


def _taken_over(panel: Panel) -> set[int]:
    """The places of the items whose key came of this panel."""
    if panel.closed_at is None:
        return set()
    rows = panel.items.filter(
        item_version__in=ItemKey.objects.filter(
            created_at=panel.closed_at, panel_on=school_day(panel.closed_at)
        ).values("version")
    )
    return set(rows.values_list("position", flat=True))
