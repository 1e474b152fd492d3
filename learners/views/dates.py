"""Changing the dates of what was given."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.services.settling import settle_due
from learners.audience import dates_of, reached_by
from learners.dates_form import DatesForm
from learners.dates_page import impact_of
from learners.models import Assignment, AssignmentTarget
from learners.rules import changes_assignment, teaches_target
from learners.services.dates import change_dates
from people.access import today
from people.decorators import SignedInRequest, demand, find, signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def assignment_dates(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Ask for other dates, say whom they touch, and let them hold once that is confirmed."""
    at = timezone.now()
    rows = Assignment.objects.given().select_related("module", "administration__version__assessment")
    assignment = find(rows.visible_to(request.user, on=today(at)), public_id)
    demand(changes_assignment(request.user, assignment, on=today(at)))
    form = _form(request, assignment, at)
    if "back" in request.POST or not form.is_valid():
        return _page(request, assignment, form)
    if not form.changes:
        messages.info(request, _("The dates are as they were. Nothing was changed."))
        return redirect(assignment)
    if "confirmed" not in request.POST:
        settle_due(at=at, learner_ids=list(reached_by(assignment, at=at).values_list("pk", flat=True)))
        impact = impact_of(assignment, form.dates, at=at)
        return _page(request, assignment, form, "learners/assignment_dates_confirm.html", impact=impact)
    try:
        change_dates(assignment=assignment, dates=form.dates, at=at)
    except ValidationError as refused:
        form.add_error(None, ValidationError(refused.messages))
        return _page(request, assignment, form)
    messages.success(request, _("The new dates of “%(title)s” hold.") % {"title": assignment.title})
    return redirect(assignment)


def _form(request: SignedInRequest, assignment: Assignment, at: datetime) -> DatesForm:
    """The form, with dates of their own for those that the reader teaches, where there is a difference."""
    targets = list(
        AssignmentTarget.objects.filter(assignment=assignment).select_related(
            "cohort", "group__cohort", "user"
        )
    )
    own = []
    if len(targets) > 1 or any(dates_of(target).differs for target in targets):
        own = [target for target in targets if teaches_target(request.user, target, on=today(at))]
    data = request.POST if request.method == "POST" else None
    return DatesForm(data, assignment=assignment, own=own, at=at)


def _page(
    request: SignedInRequest,
    assignment: Assignment,
    form: DatesForm,
    template: str = "learners/assignment_dates.html",
    **more: object,
) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, {"assignment": assignment, "form": form, **more}, status=status)
