"""An assessment before anybody sits it: as a student sees it on the screen, and on paper."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from assessments.forms_answer import CONFIDENCE, AnswerForm
from assessments.forms_building import PaperForm
from assessments.models import Assessment
from assessments.preview import Preview, preview_of
from people.access import Capability, can, is_learner, today
from people.decorators import SignedInRequest, demand, find, staff_only

PREVIEW = "assessments:assessment-preview-item"


def _open(request: SignedInRequest, public_id: UUID) -> Preview:
    """Return the preview of an assessment for those who teach or draft; answer 403 to others."""
    on = today(timezone.now())
    demand(any(can(request.user, one, on=on) for one in (Capability.TEACH, Capability.DRAFT_CONTENT)))
    return preview_of(find(Assessment.objects.with_version(), public_id), get_language() or "en")


@staff_only
@require_safe
def assessment_preview(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show how an assessment begins, with its questions to go through. Nothing is saved."""
    preview = _open(request, public_id)
    return render(request, "assessments/building_preview.html", {"preview": preview})


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_preview_item(request: SignedInRequest, public_id: UUID, position: int) -> HttpResponse:
    """Show one question as a student sees it. An answer is read and shown, and kept nowhere."""
    preview = _open(request, public_id)
    question = preview.at(position)
    if question is None:
        raise Http404
    error = ""
    if request.method == "POST":
        form = AnswerForm(request.POST, kind=question.kind, body=question.body)
        if form.is_valid():
            if form.cleaned_data["go"]:
                return _onward(preview, position, form.cleaned_data["go"])
            question = preview.at(position, form.cleaned_data["value"]) or question
        else:
            error = form.refusal
    context = {
        "preview": preview,
        "question": question,
        "is_last": position == len(preview.questions),
        "confidence": CONFIDENCE if preview.version.asks_confidence else (),
        "error": error,
    }
    status = 422 if error else 200
    return render(request, "assessments/building_preview_item.html", context, status=status)


def _onward(preview: Preview, position: int, go: str) -> HttpResponse:
    """Go where the pressed button leads; past the last question, back to the beginning."""
    public_id = preview.assessment.public_id
    wanted = {"next": position + 1, "back": position - 1}.get(go) or (int(go) if go.isdecimal() else 0)
    if preview.at(wanted) is not None:
        return redirect(PREVIEW, public_id, wanted)
    return redirect(f"{reverse('assessments:assessment-preview', args=[public_id])}#questions")


@staff_only
@require_safe
def assessment_paper(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show an assessment to be printed, with a page of its keys where that is asked for."""
    preview = _open(request, public_id)
    form = PaperForm(request.GET)
    # Who learns here may be given this themselves, so that they do not see keys.
    may_see_keys = not is_learner(request.user, on=today(timezone.now()))
    context = {
        "preview": preview,
        "form": form,
        "may_see_keys": may_see_keys,
        "with_keys": may_see_keys and form.is_valid() and form.cleaned_data["key"],
    }
    return render(request, "assessments/building_paper.html", context)
