"""Cohorts: the list, what one follows, and one learner of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.services.settling import settle_due
from learners.forms import FollowForm
from learners.learner_page import learner_page
from learners.matrix import cohorts_with_size, following, shared_cohort
from learners.rules import grants_extra_time
from learners.services.following import follow_framework
from people.access import Capability, can, today
from people.decorators import SignedInRequest, capable, demand, find, signed_in
from people.models import AccessLog, Cohort, User
from people.services.access_log import log_access


@capable(Capability.SEE_AGGREGATES)
@require_safe
def cohort_list(request: SignedInRequest) -> HttpResponse:
    """List the cohorts in which this person has something to do or to see."""
    at = timezone.now()
    context = {
        "cohorts": cohorts_with_size(request.user, at=at),
        "may_see_names": can(request.user, Capability.SEE_RECORD, on=today(at)),
    }
    return render(request, "learners/cohort_list.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def cohort_framework(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Ask which published framework a cohort follows from today on, and keep it."""
    on = today(timezone.now())
    cohort = find(Cohort.objects.visible_to(request.user, on=on), public_id)
    demand(can(request.user, Capability.MANAGE, on=on, cohort=cohort))
    form = FollowForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        version = form.cleaned_data["version"]
        follow_framework(cohort=cohort, version=version, starts_on=on)
        messages.success(
            request,
            _("%(cohort)s follows %(framework)s.") % {"cohort": cohort, "framework": version.framework},
        )
        return redirect("learners:cohort-detail", public_id=cohort.public_id)
    context = {"cohort": cohort, "form": form, "following": following(cohort, on=on)}
    return render(request, "learners/cohort_framework.html", context, status=422 if form.errors else 200)


@signed_in
@require_safe
def learner_detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show one learner: where they stand with the self-rating beside it, and what they were given."""
    at = timezone.now()
    on = today(at)
    learner = find(User.objects.visible_to(request.user, on=on), public_id)
    settle_due(at=at, learner_ids=[learner.pk])
    log_access(actor=request.user, action=AccessLog.Action.VIEWED_RECORD, subject=learner, at=at)
    context = {
        "page": learner_page(learner, viewer=request.user, at=at),
        "cohort": shared_cohort(request.user, learner, on=on),
        "is_own": learner == request.user,
        "may_grant_time": grants_extra_time(request.user, learner, on=on),
    }
    return render(request, "learners/learner_detail.html", context)
