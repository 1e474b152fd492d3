"""The first page after signing in for those who teach, sign or lead: what waits for them."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from assessments.services.settling import settle_due
from learners.today import learners_of_today, today_of
from people.access import Capability
from people.decorators import SignedInRequest, capable


@capable(Capability.SEE_RECORD)
@require_safe
def today(request: SignedInRequest) -> HttpResponse:
    """Show what waits over all cohorts, each with the button that deals with it."""
    at = timezone.now()
    settle_due(at=at, learner_ids=learners_of_today(request.user, at=at))
    return render(request, "learners/today.html", {"today": today_of(request.user, at=at), "at": at})
