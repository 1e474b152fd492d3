"""Giving something to a cohort, and looking at what was given."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.services.settling import settle_due
from learners.assign_form import AssignForm
from learners.assignment_page import assignment_page
from learners.audience import Audience, reached_by, reached_by_audience
from learners.forms import AssignStartForm
from learners.models import Assignment
from learners.rules import changes_assignment, follows
from learners.services.assigning import withdraw_assignment
from learners.todo import todos_of
from people.access import Capability, cohorts_where, learners_where, today
from people.decorators import SignedInRequest, capable, demand, find, signed_in
from people.models import Cohort, User


@capable(Capability.TEACH)
@require_http_methods(["GET", "HEAD", "POST"])
def assignment_create(request: SignedInRequest) -> HttpResponse:
    """Ask what is given to whom and when; say who is reached; give it once that is confirmed."""
    at = timezone.now()
    cohorts = cohorts_where(request.user, Capability.TEACH, on=today(at)).select_related("program")
    start = AssignStartForm(request.GET, cohorts=cohorts)
    cohort = start.cohort
    if cohort is None:
        return render(request, "learners/assignment_cohort.html", {"cohorts": cohorts, "start": start})
    form = _form(request, start, cohort, at)
    if request.method != "POST" or "back" in request.POST or not form.is_valid():
        status = 422 if form.is_bound and form.errors else 200
        return render(
            request, "learners/assignment_form.html", {"form": form, "cohort": cohort}, status=status
        )
    if "confirmed" not in request.POST:
        reached = reached_by_audience(form.chosen, at=at).count()
        context = {"form": form, "cohort": cohort, "reached": reached}
        return render(request, "learners/assignment_confirm.html", context)
    try:
        assignment = form.give(by=request.user)
    except ValidationError as refused:
        form.add_error(None, refused)
        return render(request, "learners/assignment_form.html", {"form": form, "cohort": cohort}, status=422)
    said = {"title": assignment.title}
    if assignment.assigned_at < at:
        messages.info(request, _("“%(title)s” was assigned already. Nothing was given twice.") % said)
    else:
        messages.success(request, _("“%(title)s” was assigned.") % said)
    return redirect(assignment)


def _form(request: SignedInRequest, start: AssignStartForm, cohort: Cohort, at: datetime) -> AssignForm:
    members = reached_by_audience(Audience(cohorts=(cohort,)), at=at).values("pk")
    learners = learners_where(request.user, Capability.TEACH, on=today(at)).filter(pk__in=members)
    data = request.POST if request.method == "POST" else None
    return AssignForm(data, cohort=cohort, learners=learners, at=at, what=start.what)


@signed_in
@require_safe
def assignment_detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show a learner what they were given and how far they are, and staff how far everyone is."""
    at = timezone.now()
    on = today(at)
    rows = Assignment.objects.visible_to(request.user, on=on).select_related(
        "module", "administration__version__assessment", "assigned_by"
    )
    assignment = find(rows, public_id)
    as_staff = follows(request.user, assignment, on=on)
    context: dict[str, object] = {"assignment": assignment, "follows": as_staff, "at": at}
    reached = reached_by(assignment, at=at).values_list("pk", flat=True) if as_staff else ()
    settle_due(at=at, learner_ids=[request.user.pk, *reached])
    if as_staff:
        context["cohort"] = _cohort_given(assignment, request.user, on)
        context["page"] = assignment_page(assignment, viewer=request.user, at=at)
        context["may_change"] = changes_assignment(request.user, assignment, on=on)
    own = [todo for todo in todos_of(request.user, at=at) if todo.assignment == assignment]
    context["todo"] = own[0] if own else None
    return render(request, "learners/assignment_detail.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def assignment_withdraw(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Ask, then take an assignment off every list."""
    on = today(timezone.now())
    assignment = find(Assignment.objects.given().visible_to(request.user, on=on), public_id)
    demand(changes_assignment(request.user, assignment, on=on))
    if request.method == "POST":
        cohort = _cohort_given(assignment, request.user, on)
        withdraw_assignment(assignment=assignment)
        messages.success(
            request,
            _("“%(title)s” was withdrawn. What was done under it stays.") % {"title": assignment.title},
        )
        return (
            redirect("learners:cohort-detail", cohort.public_id)
            if cohort
            else redirect("learners:cohort-list")
        )
    return render(request, "learners/assignment_withdraw.html", {"assignment": assignment})


def _cohort_given(assignment: Assignment, user: User, on: date) -> Cohort | None:
    """Return the one cohort that this was given to, whole or by groups, of those that `user` sees by name."""
    targets = assignment.targets.all()
    given = Q(pk__in=targets.values("cohort")) | Q(groups__in=targets.values("group"))
    found = cohorts_where(user, Capability.SEE_RECORD, on=on).filter(given).distinct()[:2]
    return found[0] if len(found) == 1 else None
