"""A learner's sitting: where it stands, one question a page, handing in."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments.feedback import answered_at_once
from assessments.feedback_seen import held_back_by
from assessments.forms_answer import CONFIDENCE, AnswerForm
from assessments.models import Attempt, Response, ReturnNote
from assessments.querysets import GRACE
from assessments.services.answering import flag_question, save_response
from assessments.services.attempts import submit_attempt
from assessments.services.errors import (
    AlreadySubmitted,
    AnswerShown,
    CountsElsewhere,
    InvalidAnswer,
    NotShownAtOnce,
    Refused,
    TimeIsUp,
)
from assessments.services.handing_in import is_blank
from assessments.services.settling import settle_due
from assessments.sitting import Question, Sitting, sitting_of
from people.access import today
from people.decorators import SignedInRequest, demand, find, signed_in

GONE = 409


def open_attempt(request: SignedInRequest, public_id: UUID, *, at: datetime) -> Attempt:
    """Return the sitting as it stands at that instant, settled; 404 for who may not know of it."""
    rows = Attempt.objects.visible_to(request.user, on=today(at))
    attempt = find(rows.select_related("administration__version__assessment", "user"), public_id)
    if settle_due(at=at, learner_ids=[attempt.user_id]):
        attempt.refresh_from_db()
    return attempt


def own_attempt(request: SignedInRequest, public_id: UUID, *, at: datetime) -> Attempt:
    """The same for the learner alone; others who know of it get a 403."""
    attempt = open_attempt(request, public_id, at=at)
    demand(attempt.user_id == request.user.pk)
    return attempt


def _asked(attempt: Attempt) -> ReturnNote | None:
    """What somebody wants revised, where the work came back for it."""
    if attempt.state != Attempt.State.RETURNED:
        return None
    return attempt.return_notes.select_related("by").first()


@signed_in
@never_cache
@require_safe
def attempt_detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show where a sitting stands and the way on; what was released is shown with its feedback."""
    at = timezone.now()
    attempt = open_attempt(request, public_id, at=at)
    if attempt.state == Attempt.State.RELEASED:
        return redirect("assessments:attempt-feedback", public_id)
    demand(attempt.user_id == request.user.pk)
    context = {
        "sitting": sitting_of(attempt),
        "version": attempt.administration.version,
        "note": _asked(attempt),
        "at": at,
    }
    return render(request, "assessments/attempt_detail.html", context)


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def attempt_item(request: SignedInRequest, public_id: UUID, position: int) -> HttpResponse:
    """Show one question, or save its answer: at each change in the background, or on the way onward."""
    at = timezone.now()
    attempt = own_attempt(request, public_id, at=at)
    sitting = sitting_of(attempt)
    question = sitting.at(position)
    if question is None:
        raise Http404
    if request.method != "POST":
        return _page(request, sitting, question, at) if sitting.is_open else _over(request, sitting)
    form = AnswerForm(request.POST, kind=question.kind, body=question.body)
    if not form.is_valid():
        return _refused(request, sitting, question, at, form.refusal)
    if question.is_shown and is_blank(form.cleaned_data["value"]):
        return _past_shown(sitting, question, form, at)
    return _save(request, sitting, question, form, at)


def clock_number(at: datetime) -> int:
    """Return the instant in milliseconds: where the open page begins to number its saves."""
    return int(at.timestamp() * 1000)


def _save(
    request: SignedInRequest, sitting: Sitting, question: Question, form: AnswerForm, at: datetime
) -> HttpResponse:
    try:
        response = _write(sitting.attempt, question.position, form, at)
    except (AlreadySubmitted, TimeIsUp):
        return _over(request, sitting)
    except (AnswerShown, CountsElsewhere, InvalidAnswer, NotShownAtOnce) as refused:
        return _refused(request, sitting, question, at, " ".join(refused.messages))
    if response.is_late:
        return _over(request, sitting, kept=True)
    sitting = sitting_of(sitting.attempt)
    if not request.headers.get("HX-Request"):
        if form.stays_at:
            here = reverse("assessments:attempt-item", args=(sitting.attempt.public_id, question.position))
            return redirect(f"{here}#{quote(form.stays_at)}")
        return _onward(sitting, question.position, form.cleaned_data["go"])
    question = sitting.at(question.position) or question
    value = form.cleaned_data["value"]
    context = {
        "sitting": sitting,
        "question": question,
        "saved_at": response.saved_at,
        "at": at,
        "is_older": response.value != value,
    }
    answer = render(request, "assessments/_saved.html", context)
    answer["X-Answer"] = "older" if context["is_older"] else "saved"
    return answer


def _past_shown(sitting: Sitting, question: Question, form: AnswerForm, at: datetime) -> HttpResponse:
    """Go on from a question whose answer was shown: there is nothing to save, and it can still be marked."""
    if not form.cleaned_data["flag"]:
        return _onward(sitting, question.position, form.cleaned_data["go"])
    flagged = form.cleaned_data["flag"] == "1"
    try:
        flag_question(attempt=sitting.attempt, position=question.position, flagged=flagged, at=at)
    except AlreadySubmitted:
        return redirect("assessments:attempt-detail", sitting.attempt.public_id)
    here = reverse("assessments:attempt-item", args=(sitting.attempt.public_id, question.position))
    return redirect(f"{here}#flag")


def _write(attempt: Attempt, position: int, form: AnswerForm, at: datetime) -> Response:
    """Save the answer, and do what the pressed button asks for beside it."""
    given = form.cleaned_data
    return save_response(
        attempt=attempt,
        position=position,
        value=given["value"],
        # Pages count from the clock of the server, so no true number lies ahead of it.
        client_seq=min(form.seq, clock_number(at)),
        confidence=given["confidence"],
        seconds=given["seconds"] or 0,
        flagged=given["flag"] == "1" if given["flag"] else None,
        then_show=bool(given["check"]),
        at=at,
    )


def _onward(sitting: Sitting, position: int, go: str) -> HttpResponse:
    """Go where the pressed button leads; past the last question, to handing in."""
    public_id = sitting.attempt.public_id
    wanted = {"next": position + 1, "back": position - 1}.get(go) or (int(go) if go.isdecimal() else 0)
    if sitting.at(wanted) is not None:
        return redirect("assessments:attempt-item", public_id, wanted)
    if go == "next":
        return redirect("assessments:attempt-submit", public_id)
    return redirect("assessments:attempt-detail", public_id)


def _page(
    request: SignedInRequest,
    sitting: Sitting,
    question: Question,
    at: datetime,
    *,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    begun = held_back_by(sitting.attempt) if sitting.shows_at_once else None
    context = {
        "sitting": sitting,
        "question": question,
        "saved_at": question.response.saved_at if question.response else None,
        "begun": begun,
        "is_last": question.position == len(sitting.questions),
        "confidence": CONFIDENCE if sitting.rules.asks_confidence else (),
        "answer": answered_at_once(question) if question.is_shown and not begun else None,
        "note": _asked(sitting.attempt),
        "error": error,
        "at": at,
        "seq": clock_number(at),
        "ends": clock_number(sitting.attempt.deadline_at) if sitting.attempt.deadline_at else None,
        "grace": int((GRACE.total_seconds() + 1) * 1000),
    }
    return render(request, "assessments/attempt_item.html", context, status=status)


def _refused(
    request: SignedInRequest, sitting: Sitting, question: Question, at: datetime, error: str
) -> HttpResponse:
    if request.headers.get("HX-Request"):
        answer = render(request, "assessments/_not_saved.html", {"text": error}, status=422)
        answer["X-Answer"] = "refused"
        return answer
    return _page(request, sitting, question, at, error=error, status=422)


def _over(request: SignedInRequest, sitting: Sitting, *, kept: bool = False) -> HttpResponse:
    """Say that the work was handed in: kept on the page in the background, else where the sitting stands.

    `kept`: the answer came after the end and is kept beside the work.
    """
    sitting.attempt.refresh_from_db()
    refusal = TimeIsUp() if sitting.attempt.submitted_by_clock else AlreadySubmitted()
    text = " ".join(refusal.messages)
    if kept:
        text = _("The time was over when this answer arrived. It is kept beside your work and not scored.")
    if request.headers.get("HX-Request"):
        answer = render(
            request, "assessments/_not_saved.html", {"text": text, "attempt": sitting.attempt}, status=GONE
        )
        answer["X-Answer"] = "over"
        return answer
    if request.method == "POST":
        messages.error(request, text)
    return redirect("assessments:attempt-detail", sitting.attempt.public_id)


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def attempt_submit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Ask before handing in, naming what is not answered; then hand in, once."""
    at = timezone.now()
    attempt = own_attempt(request, public_id, at=at)
    sitting = sitting_of(attempt)
    if not sitting.is_open:
        if request.method == "POST":
            messages.info(request, " ".join(AlreadySubmitted().messages))
        return redirect("assessments:attempt-detail", public_id)
    if request.method != "POST":
        return render(request, "assessments/attempt_submit.html", {"sitting": sitting, "at": at})
    try:
        submit_attempt(attempt=attempt, by=request.user, at=at)
    except Refused as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("assessments:attempt-detail", public_id)
