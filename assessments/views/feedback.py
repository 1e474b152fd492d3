"""What came out of a sitting, once it is released."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.feedback import feedback_of
from assessments.feedback_seen import held_back_by
from assessments.further_attempts import further_attempts
from assessments.models import Attempt
from assessments.views.attempts import open_attempt
from people.decorators import SignedInRequest, signed_in


@signed_in
@never_cache
@require_safe
def attempt_feedback(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show the answers, the keys and the reasons of a released sitting; before that a 403 that says when, and
    to a learner whose open sitting counts and would be helped, a 403 that leads there."""
    at = timezone.now()
    attempt = open_attempt(request, public_id, at=at)
    own = attempt.user_id == request.user.pk
    begun = held_back_by(attempt) if own else None
    if attempt.state != Attempt.State.RELEASED or begun:
        context = {"attempt": attempt, "own": own, "begun": begun}
        return render(request, "assessments/feedback_not_yet.html", context, status=403)
    context = {
        "feedback": feedback_of(attempt, at=at),
        "own": own,
        "further": further_attempts(attempt, at=at) if own else None,
    }
    return render(request, "assessments/attempt_feedback.html", context)
