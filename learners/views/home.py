"""The first page after signing in: what is due, where one stands, what is new."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.services.settling import settle_due
from learners.home import home_of
from people.access import Capability, capabilities_by_role, is_learner, is_staff_anywhere, today
from people.decorators import SignedInRequest, signed_in


@signed_in
@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """Show a learner their own page; send others to what waits for them, or to their cohorts."""
    at = timezone.now()
    on = today(at)
    if not is_learner(request.user, on=on):
        roles = capabilities_by_role(request.user, on=on)
        if any(Capability.SEE_RECORD in may for may in roles.values()):
            return redirect("learners:today")
        if is_staff_anywhere(request.user, on=on):
            return redirect("learners:cohort-list")
    settle_due(at=at, learner_ids=[request.user.pk])
    return render(request, "learners/home.html", {"home": home_of(request.user, at=at), "at": at})
