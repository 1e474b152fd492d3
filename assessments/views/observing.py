"""Recording what one saw a learner, or a group, do; reading it; taking it back."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments.forms_observe import BoardForm, DrawnForm, EncounterForm, TakeBackForm, WhomForm
from assessments.models import Encounter
from assessments.observing_page import (
    Seen,
    cohorts_of,
    contexts,
    forms_of,
    levels_of,
    likely,
    observable,
    observable_in,
    offered_competencies,
    seen_at,
)
from assessments.services.errors import Refused
from assessments.services.observing import record_encounter
from assessments.services.void import void_all
from people.access import Capability, can, cohorts_where, today
from people.decorators import SignedInRequest, capable, demand, find, signed_in
from people.models import Cohort, User
from people.names import fold
from people.services.access_log import log_looks

AT_ONCE = 30
"""How many learners a list or a grid holds."""


@capable(Capability.TEACH)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def encounter_create(request: SignedInRequest) -> HttpResponse:
    """Record what one saw one learner do; without a learner, ask whom."""
    at = timezone.now()
    whom = WhomForm(request.POST if request.method == "POST" else request.GET)
    if not whom.is_valid() or whom.cleaned_data["learner"] is None:
        if request.method == "POST":
            raise Http404
        return _picker(request, whom, on=today(at))
    learner = find(observable(request.user, on=today(at)), whom.cleaned_data["learner"])
    offered = offered_competencies()
    data = request.POST if request.method == "POST" else None
    form = EncounterForm(
        data,
        learners=[learner],
        competencies=offered,
        observation_forms=forms_of(offered),
        contexts=contexts(),
        at=at,
    )
    if data is not None and form.is_valid():
        recorded = _record(request, form, at)
        if recorded is not None:
            return recorded
    row = form.rows[0]
    likely_ones = likely(request.user, offered)
    rest = [cell for cell in row.cells if cell.competency not in likely_ones]
    context = {
        "form": form,
        "row": row,
        "first": [cell for cell in row.cells if cell.competency in likely_ones],
        "rest": rest,
        "rest_open": any(cell.value != "0" or cell.bound.errors for cell in rest),
        "levels": levels_of(offered),
    }
    return render(request, "assessments/encounter_create.html", context, status=422 if form.errors else 200)


def _picker(request: SignedInRequest, whom: WhomForm, *, on: date) -> HttpResponse:
    """List whom one may observe, found by parts of their names, and the cohorts to observe at once."""
    typed = whom.cleaned_data.get("q", "") if whom.is_bound else ""
    learners = observable(request.user, on=on)
    for word in fold(typed).split():
        learners = learners.filter(sort_name__contains=word)
    page = Paginator(learners, AT_ONCE).get_page(whom.cleaned_data.get("page") or 1)
    places = cohorts_of(list(page.object_list), on=on)
    context = {
        "whom": whom,
        "typed": typed,
        "page_obj": page,
        "found": [(learner, places.get(learner.pk, [])) for learner in page.object_list],
        "cohorts": cohorts_where(request.user, Capability.TEACH, on=on).order_by("name"),
    }
    return render(request, "assessments/encounter_whom.html", context)


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def encounter_group(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Record one occasion on which one saw several learners of a cohort, on a grid."""
    at = timezone.now()
    on = today(at)
    cohort = find(Cohort.objects.visible_to(request.user, on=on).select_related("program"), public_id)
    demand(can(request.user, Capability.TEACH, on=on, cohort=cohort))
    data = request.POST if request.method == "POST" else None
    board = BoardForm(data or request.GET, cohort=cohort)
    board.is_valid()
    learners = observable_in(request.user, cohort, board.cleaned_data.get("group"), on=on)
    page = Paginator(learners, AT_ONCE).get_page(board.cleaned_data.get("page") or 1)
    if data is None and board.is_empty and page.paginator.num_pages > 1 and cohort.groups.exists():
        context = {"cohort": cohort, "count": page.paginator.count}
        return render(request, "assessments/encounter_which_group.html", context)
    form, is_final = _grid_form(request, cohort, board, page, at)
    if is_final and form.is_valid():
        recorded = _record(request, form, at)
        if recorded is not None:
            return recorded
    context = {"cohort": cohort, "board": board, "page_obj": page, "form": form}
    context["levels"] = levels_of(form.competencies)
    return render(request, "assessments/encounter_group.html", context, status=422 if form.errors else 200)


def _grid_form(
    request: SignedInRequest, cohort: Cohort, board: BoardForm, page: Page[User], at: datetime
) -> tuple[EncounterForm, bool]:
    """Return the grid, and whether it is to be recorded, not only drawn anew with what was filled in."""
    offered = offered_competencies()
    chosen = set(board.cleaned_data.get("competency") or likely(request.user, offered))
    columns = [one for one in offered if one in chosen]
    make = partial(EncounterForm, contexts=contexts(), observation_forms=forms_of(offered), at=at)
    if request.method != "POST" or board.cleaned_data.get("show"):
        kept = request.POST.dict() if request.method == "POST" else {}
        form = make(initial=kept, learners=list(page.object_list), competencies=columns)
        return form, False
    drawn = DrawnForm(request.POST, allowed=observable_in(request.user, cohort, None, on=today(at)))
    if not drawn.is_valid():
        form = make(request.POST, learners=list(page.object_list), competencies=columns)
        form.add_error(None, drawn.in_one_line)
        return form, False
    asked = set(drawn.cleaned_data["column"])
    columns = [one for one in offered if one in asked]
    return make(request.POST, learners=drawn.cleaned_data["learner"], competencies=columns), True


def _record(request: SignedInRequest, form: EncounterForm, at: datetime) -> HttpResponse | None:
    """Record the form and lead to what was recorded; where the record refuses, let the form say so."""
    try:
        encounter = record_encounter(
            rater=request.user,
            setting=form.setting,
            context=form.context,
            seen_at=form.seen_at,
            ratings=form.ratings,
            comments=form.comments,
            submission=form.cleaned_data["submission"],
            at=at,
        )
    except Refused as refused:
        form.add_error(None, refused)
        return None
    if encounter.recorded_at < at:
        messages.info(request, _("This was recorded already. It stays as it was; nothing is there twice."))
    else:
        number = len(form.ratings)
        said = ngettext("%(number)s level recorded.", "%(number)s levels recorded.", number)
        messages.success(request, said % {"number": number})
    return redirect("assessments:encounter-detail", encounter.public_id)


@signed_in
@never_cache
@require_safe
def encounter_detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show what was recorded at an encounter, of those whose record one may open."""
    at = timezone.now()
    encounter = _encounter(request, public_id, on=today(at))
    seen = seen_at(encounter, request.user, on=today(at))
    log_looks(actor=request.user, subjects=[one.learner for one in seen], at=at)
    context = {
        "encounter": encounter,
        "seen": seen,
        "is_rater": encounter.rater_id == request.user.pk,
        "may_observe": can(request.user, Capability.TEACH, on=today(at)),
    }
    return render(request, "assessments/encounter_detail.html", context)


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def evidence_void(request: SignedInRequest, public_id: UUID, learner_id: UUID) -> HttpResponse:
    """Take back levels of one learner that were recorded by mistake, for a reason."""
    at = timezone.now()
    encounter = _encounter(request, public_id, on=today(at))
    seen = _seen_of(encounter, request.user, learner_id, on=today(at))
    demand(seen.may_take_back)
    if not seen.standing:
        messages.info(request, _("All of it was taken back already."))
        return redirect("assessments:encounter-detail", public_id)
    form = TakeBackForm(request.POST if request.method == "POST" else None, seen=seen)
    if request.method == "POST" and form.is_valid():
        void_all(evidence=form.evidence, reason=form.cleaned_data["reason"], by=request.user, at=at)
        messages.success(request, _("Taken back. It stays readable and no longer counts."))
        return redirect("assessments:encounter-detail", public_id)
    context = {"encounter": encounter, "seen": seen, "form": form}
    return render(request, "assessments/evidence_void.html", context, status=422 if form.errors else 200)


def _encounter(request: SignedInRequest, public_id: UUID, *, on: date) -> Encounter:
    return find(Encounter.objects.visible_to(request.user, on=on).select_related("rater"), public_id)


def _seen_of(encounter: Encounter, user: User, learner_id: UUID, *, on: date) -> Seen:
    for seen in seen_at(encounter, user, on=on):
        if seen.learner.public_id == learner_id:
            return seen
    raise Http404
