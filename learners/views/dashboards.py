"""The dashboard of a cohort: who needs someone and where everyone stands, its figures, its work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.middleware import HtmxDetails

from assessments.services.settling import settle_due
from learners.cohort_figures import figures_of
from learners.cohort_page import LEARNERS_A_PAGE, LONG_PAGE, cohort_page
from learners.cohort_work import cohort_work
from learners.column_heads import by_domain, heads_of
from learners.filters import CohortFilterForm, ColumnsForm, FiguresForm, PageForm
from learners.heat_map import heat_map_rows
from learners.matrix import Column, LearnerRef, cohort_learners
from learners.matrix import cohort_columns as columns_of
from learners.services.choosing import choose_columns, chosen_columns
from people.access import Capability, capabilities_in, today
from people.decorators import SignedInRequest, demand, find, signed_in
from people.models import AccessLog, Cohort
from people.services.access_log import log_access


@dataclass(frozen=True, slots=True)
class Dashboard:
    """What every part of a dashboard begins with: the cohort, what the reader may do, columns, learners."""

    cohort: Cohort
    may: frozenset[Capability]
    columns: tuple[Column, ...]
    learners: tuple[LearnerRef, ...]
    at: datetime

    @property
    def context(self) -> dict[str, Any]:
        """What its frame shows."""
        return {
            "cohort": self.cohort,
            "learners": len(self.learners),
            "may_see_names": Capability.SEE_RECORD in self.may,
            "may_teach": Capability.TEACH in self.may,
            "may_manage": Capability.MANAGE in self.may,
            "may_sign": Capability.SIGN in self.may,
        }


@signed_in
@vary_on_headers("HX-Request", "HX-Target")
@require_safe
def cohort_detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show who needs someone and where everyone stands, by name; to who may not see names, the figures."""
    board = _opened(request, public_id)
    if Capability.SEE_RECORD not in board.may:
        return _figures(request, board)
    cohort, at = board.cohort, board.at
    form = CohortFilterForm(request.GET, cohort=cohort, columns=board.columns)
    turn, wanted = PageForm(request.GET), form.wanted
    page = cohort_page(
        cohort,
        wanted,
        columns=board.columns,
        learners=board.learners,
        at=at,
        chosen=chosen_columns(request.user, cohort),
        number=turn.wanted,
        size=LONG_PAGE if turn.is_long else LEARNERS_A_PAGE,
    )
    log_access(actor=request.user, action=AccessLog.Action.VIEWED_RECORD, cohort=cohort, at=at)
    name_head, heads = heads_of(page.shown, wanted, query=request.GET)
    rows = heat_map_rows(page.rows, page.shown, levels=page.levels, before=page.before)
    htmx = HtmxDetails(request)
    is_part = htmx.target == "map" and not htmx.history_restore_request
    context = {
        **board.context,
        "tab": "standing",
        "page": page,
        "form": form,
        "wanted": wanted,
        "name_head": name_head,
        "heads": heads,
        "heat_map": SafeString("".join(rows)),
        "is_long": turn.is_long,
        "long_query": _long_query(request),
        "is_part": is_part,
    }
    template = "learners/_cohort_map.html" if is_part else "learners/cohort_detail.html"
    return render(request, template, context)


def _long_query(request: SignedInRequest) -> str:
    """The query of the same list on long pages, from its beginning."""
    kept = request.GET.copy()
    kept.pop("page", None)
    kept["long"] = "on"
    return f"?{kept.urlencode()}"


@signed_in
@require_safe
def cohort_figures(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show a cohort in figures: targets, distribution, the year so far, calibration."""
    return _figures(request, _opened(request, public_id))


@signed_in
@require_safe
def cohort_assignments(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show how far a cohort is with what it was given, and who is late or has not begun."""
    board = _opened(request, public_id)
    form = FiguresForm(request.GET, cohort=board.cohort, today=today(board.at))
    del form.fields["as_of"]
    work = cohort_work(board.cohort, learners=board.learners, at=board.at, group=form.chosen_group)
    if Capability.SEE_RECORD in board.may:
        log_access(
            actor=request.user, action=AccessLog.Action.VIEWED_RECORD, cohort=board.cohort, at=board.at
        )
    context = {**board.context, "tab": "assignments", "work": work, "form": form}
    return render(request, "learners/cohort_assignments.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def cohort_columns(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Ask which competencies of a cohort the reader wants to see on its map, and remember them."""
    at = timezone.now()
    cohort = find(Cohort.objects.visible_to(request.user, on=today(at)), public_id)
    demand(Capability.SEE_RECORD in capabilities_in(request.user, cohort, on=today(at)))
    domains, _columns = by_domain(columns_of(cohort, at=at))
    chosen = chosen_columns(request.user, cohort)
    form = ColumnsForm(request.POST if request.method == "POST" else None, domains=domains, chosen=chosen)
    if form.is_valid():
        choose_columns(user=request.user, cohort=cohort, competency_ids=form.keys)
        messages.success(request, _("The map shows what you chose, until you choose again."))
        return redirect("learners:cohort-detail", public_id=cohort.public_id)
    context = {"cohort": cohort, "form": form}
    return render(request, "learners/cohort_columns.html", context, status=422 if form.errors else 200)


def _figures(request: SignedInRequest, board: Dashboard) -> HttpResponse:
    form = FiguresForm(request.GET, cohort=board.cohort, today=today(board.at))
    figures = figures_of(
        board.cohort,
        columns=board.columns,
        learners=board.learners,
        at=board.at,
        group=form.chosen_group,
        then=form.then,
        by_name=Capability.SEE_RECORD in board.may,
    )
    if Capability.SEE_RECORD in board.may:
        log_access(
            actor=request.user, action=AccessLog.Action.VIEWED_RECORD, cohort=board.cohort, at=board.at
        )
    context = {**board.context, "tab": "figures", "figures": figures, "form": form}
    return render(request, "learners/cohort_figures.html", context)


def _opened(request: SignedInRequest, public_id: UUID) -> Dashboard:
    """Return the cohort for a reader of its figures, once what is due of its learners is settled."""
    at = timezone.now()
    on = today(at)
    cohort = find(Cohort.objects.visible_to(request.user, on=on).select_related("program"), public_id)
    may = capabilities_in(request.user, cohort, on=on)
    demand(Capability.SEE_AGGREGATES in may)
    learners = cohort_learners(cohort, at=at)
    settle_due(at=at, learner_ids=[learner.pk for learner in learners])
    return Dashboard(cohort, may, columns_of(cohort, at=at), learners, at)
