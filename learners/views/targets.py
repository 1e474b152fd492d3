"""What a cohort aims at: the list, setting a target, ending one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.services.settling import settle_due
from learners.forms_targets import TargetForm
from learners.matrix import cohort_columns, cohort_learners
from learners.models import CohortTarget
from learners.reaching_targets import targets_of
from learners.rules import sets_target
from learners.services.targets import end_target
from people.access import Capability, can, capabilities_in, today
from people.decorators import SignedInRequest, demand, find, signed_in
from people.models import Cohort


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def cohort_targets(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show what a cohort aims at and where it stands, and let those who lead it set a further target."""
    at = timezone.now()
    on = today(at)
    cohort = find(Cohort.objects.visible_to(request.user, on=on).select_related("program"), public_id)
    may = capabilities_in(request.user, cohort, on=on)
    demand((Capability.MANAGE if request.method == "POST" else Capability.SEE_AGGREGATES) in may)
    settle_due(at=at, learner_ids=[one.pk for one in cohort_learners(cohort, at=at)])
    columns = cohort_columns(cohort, at=at)
    of_program = can(request.user, Capability.MANAGE, on=on, program=cohort.program)
    data = request.POST if request.method == "POST" else None
    form = TargetForm(data, cohort=cohort, columns=columns, of_program=of_program, on=on)
    if form.is_valid():
        try:
            form.set(by=request.user, at=at)
        except ValidationError as refused:
            form.add_error(None, ValidationError(refused.messages))
        else:
            messages.success(request, _("The target is set."))
            return redirect("learners:cohort-targets", public_id=cohort.public_id)
    context = {
        "cohort": cohort,
        "form": form if Capability.MANAGE in may and columns else None,
        "targets": targets_of(cohort, at, columns=columns),
        "ended": CohortTarget.objects.of_cohort(cohort).ended(at),
        "may_see_names": Capability.SEE_RECORD in may,
        "may_teach": Capability.TEACH in may,
        "may_manage": Capability.MANAGE in may,
        "may_end_of_program": of_program,
    }
    return render(request, "learners/cohort_targets.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def target_end(request: SignedInRequest, public_id: UUID, target_id: UUID) -> HttpResponse:
    """Ask, saying what stays, then end a target."""
    at = timezone.now()
    on = today(at)
    cohort = find(Cohort.objects.visible_to(request.user, on=on), public_id)
    rows = CohortTarget.objects.of_cohort(cohort).select_related(
        "framework", "competency", "program", "cohort"
    )
    target = find(rows, target_id)
    demand(sets_target(request.user, target, on=on))
    if request.method != "POST" and target.ended_at is None:
        return render(request, "learners/cohort_target_end.html", {"cohort": cohort, "target": target})
    if request.method == "POST" and end_target(target=target, by=request.user, at=at):
        messages.success(request, _("The target is ended. It stays on record."))
    else:
        messages.info(request, _("This target was ended before."))
    return redirect("learners:cohort-targets", public_id=cohort.public_id)
