"""The improvement log of a cohort: what was found, what was done about it, what was measured after."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.services.settling import settle_due
from learners.filters import PageForm
from learners.findings import findings_of, logged
from learners.forms_findings import FindingForm, FindingStartForm, StepForm
from learners.matrix import cohort_columns, cohort_learners
from learners.models import CohortTarget
from learners.rules import notes_findings
from people.access import Capability, can, today
from people.decorators import SignedInRequest, demand, find, signed_in
from people.models import Cohort

FINDINGS_A_PAGE = 20


@signed_in
@require_safe
def cohort_findings(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show what was found about a cohort, the newest first, each with its steps and figures."""
    on = today(timezone.now())
    cohort = _cohort(request, public_id, on)
    demand(can(request.user, Capability.SEE_AGGREGATES, on=on, cohort=cohort))
    shown = Paginator(findings_of(cohort), FINDINGS_A_PAGE).get_page(PageForm(request.GET).wanted)
    context = {
        "cohort": cohort,
        "page_obj": shown,
        "findings": [logged(finding) for finding in shown.object_list],
        "may_note": notes_findings(request.user, cohort, on=on),
    }
    return render(request, "learners/finding_list.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def finding_create(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Ask what was found and what it is about, and note it."""
    at = timezone.now()
    cohort = _cohort(request, public_id, today(at))
    demand(notes_findings(request.user, cohort, on=today(at)))
    form = FindingForm(
        request.POST if request.method == "POST" else None,
        targets=_targets(cohort, at),
        columns=cohort_columns(cohort, at=at),
        about=FindingStartForm(request.GET).wanted,
    )
    if form.is_valid():
        _settle(cohort, at)
        try:
            form.record(cohort=cohort, by=request.user, at=at)
        except ValidationError as refused:
            form.add_error(None, ValidationError(refused.messages))
        else:
            messages.success(request, _("The finding is noted."))
            return redirect("learners:cohort-findings", public_id=cohort.public_id)
    context = {"cohort": cohort, "form": form}
    return render(request, "learners/finding_form.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def finding_add(request: SignedInRequest, public_id: UUID, finding_id: UUID) -> HttpResponse:
    """Ask what was done about a finding, or measure it again, and note it."""
    at = timezone.now()
    cohort = _cohort(request, public_id, today(at))
    demand(notes_findings(request.user, cohort, on=today(at)))
    seen = logged(find(findings_of(cohort), finding_id))
    form = StepForm(request.POST if request.method == "POST" else None, measurable=seen.measurable)
    if form.is_valid():
        _settle(cohort, at)
        try:
            form.add(finding=seen.finding, by=request.user, at=at)
        except ValidationError as refused:
            form.add_error(None, ValidationError(refused.messages))
        else:
            messages.success(request, _("It is noted with the finding."))
            return redirect("learners:cohort-findings", public_id=cohort.public_id)
    context = {"cohort": cohort, "form": form, "one": seen}
    return render(request, "learners/finding_add.html", context, status=422 if form.errors else 200)


def _cohort(request: SignedInRequest, public_id: UUID, on: date) -> Cohort:
    return find(Cohort.objects.visible_to(request.user, on=on).select_related("program"), public_id)


def _targets(cohort: Cohort, at: datetime) -> Iterable[CohortTarget]:
    return CohortTarget.objects.running(at).of_cohort(cohort).select_related("framework", "competency")


def _settle(cohort: Cohort, at: datetime) -> None:
    """Bring the record up to the instant at which it is counted."""
    settle_due(at=at, learner_ids=[one.pk for one in cohort_learners(cohort, at=at)])
