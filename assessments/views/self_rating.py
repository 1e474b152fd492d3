"""A learner's self-assessment: rated competency by competency, handed in once, then read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from assessments.forms_self import GoForm, RatingForm, WordsForm, left_to_mend, rating_forms
from assessments.models import SelfAssessment
from assessments.self_rating_page import SelfPage, rated_anew, self_page
from assessments.services.errors import AlreadySubmitted, Refused
from assessments.services.self_rating import save_draft, submit_self_assessment
from assessments.services.settling import settle_due
from people.access import today
from people.decorators import SignedInRequest, demand, find, signed_in
from people.models import AccessLog
from people.services.access_log import log_access


def _found(request: SignedInRequest, public_id: UUID, *, at: datetime) -> SelfAssessment:
    """Return the self-assessment; 404 for who may not know of it."""
    rows = SelfAssessment.objects.visible_to(request.user, on=today(at))
    return find(rows.select_related("administration__version__assessment", "user"), public_id)


def _own(request: SignedInRequest, public_id: UUID, *, at: datetime) -> SelfPage:
    """The same for the learner alone, with their sittings settled: a rating notes what they knew by then."""
    held = _found(request, public_id, at=at)
    demand(held.user_id == request.user.pk)
    settle_due(at=at, learner_ids=[held.user_id])
    return self_page(held)


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def selfassessment_detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show the form while it is open, then what was handed in; a POST saves all that was filled in."""
    at = timezone.now()
    if request.method == "POST":
        page = _own(request, public_id, at=at)
        return _save_all(request, page, at) if page.is_open else _over(request, page)
    page = self_page(_found(request, public_id, at=at))
    if page.is_open:
        return _form(request, page, rating_forms(page.rows), _words(page.held))
    log_access(actor=request.user, action=AccessLog.Action.VIEWED_RECORD, subject=page.held.user, at=at)
    context = {"page": page, "is_own": page.held.user_id == request.user.pk}
    return render(request, "assessments/selfassessment_summary.html", context)


def _save_all(request: SignedInRequest, page: SelfPage, at: datetime) -> HttpResponse:
    """Save what fits, and say what does not; then go where the pressed button leads."""
    forms = rating_forms(page.rows, request.POST)
    words, going = _words(page.held, request.POST), GoForm(request.POST)
    try:
        said = [form.said for form in forms if form.is_valid() and form.says_something_new]
        written = words.words if words.is_valid() else None
        save_draft(self_assessment=page.held, said=said, words=written, at=at)
    except AlreadySubmitted:
        return _over(request, page)
    if not (words.is_valid() and all(form.is_valid() for form in forms)):
        return _form(request, rated_anew(page), forms, words, status=422)
    go = going.cleaned_data["go"] if going.is_valid() else ""
    if go == "hand-in":
        return redirect("assessments:selfassessment-submit", page.held.public_id)
    messages.success(request, _("Saved."))
    anchor = {"": "", "words": "#words"}.get(go, f"#c-{go}")
    return redirect(reverse("assessments:selfassessment-detail", args=[page.held.public_id]) + anchor)


@signed_in
@require_POST
def selfassessment_rate(request: SignedInRequest, public_id: UUID, competency_id: UUID) -> HttpResponse:
    """Save the rating of one competency in the background, and say so beside it."""
    at = timezone.now()
    page = _own(request, public_id, at=at)
    row = next((row for row in page.rows if row.competency.public_id == competency_id), None)
    if row is None:
        raise Http404
    form = RatingForm(request.POST, row=row)
    if not form.is_valid() or form.cleaned_data["level"] is None:
        return _not_saved(request, form.in_one_line or _("Choose a level."))
    save = partial(save_draft, self_assessment=page.held, said=[form.said], at=at)
    return _saved(request, page, save, at)


@signed_in
@require_POST
def selfassessment_words(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Save the reflection and the goal, as far as they are written, in the background."""
    at = timezone.now()
    page = _own(request, public_id, at=at)
    form = _words(page.held, request.POST)
    if not form.is_valid():
        return _not_saved(request, form.in_one_line)
    save = partial(save_draft, self_assessment=page.held, words=form.words, at=at)
    return _saved(request, page, save, at)


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def selfassessment_submit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Ask before handing in, naming what is not rated; then hand in, once."""
    at = timezone.now()
    page = _own(request, public_id, at=at)
    if not page.is_open:
        return _over(request, page) if request.method == "POST" else _back(page)
    if request.method != "POST":
        return render(request, "assessments/selfassessment_submit.html", {"page": page})
    held = page.held
    try:
        submit_self_assessment(self_assessment=held, reflection=held.reflection, goal=held.goal, at=at)
    except Refused as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("Handed in. You can read it here at any time."))
    return _back(page)


def _words(held: SelfAssessment, data: Mapping[str, Any] | None = None) -> WordsForm:
    return WordsForm(data, initial={"reflection": held.reflection, "goal": held.goal})


def _form(
    request: SignedInRequest, page: SelfPage, forms: list[RatingForm], words: WordsForm, *, status: int = 200
) -> HttpResponse:
    context = {"page": page, "forms": forms, "words": words, "mend": left_to_mend(forms, words)}
    return render(request, "assessments/selfassessment_detail.html", context, status=status)


def _saved(
    request: SignedInRequest, page: SelfPage, save: Callable[[], object], at: datetime
) -> HttpResponse:
    try:
        save()
    except Refused as refused:
        return _not_saved(request, " ".join(refused.messages), page)
    context = {"page": rated_anew(page), "saved_at": at}
    return render(request, "assessments/_self_saved.html", context)


def _not_saved(request: SignedInRequest, text: str, page: SelfPage | None = None) -> HttpResponse:
    return render(request, "assessments/_self_not_saved.html", {"text": text, "page": page}, status=422)


def _over(request: SignedInRequest, page: SelfPage) -> HttpResponse:
    """Say that it was handed in already, as in a second tab, and show what was."""
    messages.info(request, " ".join(AlreadySubmitted().messages))
    return _back(page)


def _back(page: SelfPage) -> HttpResponse:
    return redirect("assessments:selfassessment-detail", page.held.public_id)
