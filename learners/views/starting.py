"""Beginning, or going on with, what was assigned."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from assessments.choices import AssessmentType
from assessments.models import Attempt
from assessments.services.attempts import start_attempt
from assessments.services.errors import Closed, NotOpenYet, Refused, Withdrawn
from assessments.services.self_rating import open_self_assessment
from assessments.windows import Window
from learners.audience import window_for
from learners.models import Assignment
from people.decorators import SignedInRequest, find, signed_in


@signed_in
@require_POST
def start(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Open the sitting or the self-rating of an assignment that reaches this person, or resume it."""
    at = timezone.now()
    assignment = get_object_or_404(
        Assignment.objects.given().select_related("administration__version__assessment", "module"),
        public_id=public_id,
    )
    return _start(request, assignment, at)


@signed_in
@require_POST
def again(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Open a further sitting of what one's own sitting was given by, or resume the one that is open."""
    attempt = find(Attempt.objects.filter(user=request.user), public_id)
    assignment = (
        Assignment.objects.given()
        .select_related("administration__version__assessment", "module")
        .filter(administration=attempt.administration_id)
        .first()
    )
    if assignment is None:
        messages.error(request, " ".join(Withdrawn().messages))
        return redirect("learners:home")
    return _start(request, assignment, timezone.now())


def _start(request: SignedInRequest, assignment: Assignment, at: datetime) -> HttpResponse:
    window = window_for(assignment, request.user, at=at)
    if window is None:
        raise Http404
    if assignment.module is not None:
        return redirect("learners:module-detail", public_id=assignment.module.public_id)
    try:
        return _begin(request, assignment, window, at)
    except Refused as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("learners:home")


def _begin(request: SignedInRequest, assignment: Assignment, window: Window, at: datetime) -> HttpResponse:
    administration = assignment.administration
    if administration is None:
        raise Http404
    if administration.version.assessment.type == AssessmentType.SELF_RATING:
        _demand_open(window, at)
        form = open_self_assessment(administration=administration, user=request.user, at=at)
        return redirect("assessments:selfassessment-detail", public_id=form.public_id)
    attempt = start_attempt(
        administration=administration,
        user=request.user,
        window=window,
        at=at,
        language=get_language() or "en",
    )
    return redirect("assessments:attempt-detail", public_id=attempt.public_id)


def _demand_open(window: Window, at: datetime) -> None:
    """Refuse to begin, or go on with, a self-rating outside its dates; a sitting looks at its own."""
    if at < window.opens_at:
        raise NotOpenYet
    if not window.is_open(at):
        raise Closed
