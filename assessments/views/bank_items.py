"""One item of the bank: all that is known of it, and how it looks to a learner."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from assessments.bank import ItemPage, item_page
from assessments.forms_answer import AnswerForm
from assessments.kinds.base import ExplainedOption, Explanation, ScoredBy
from assessments.models import AttemptItem, Item, Response
from assessments.sitting import Question
from assessments.translation_page import languages_of
from assessments.views.bank import bank_only, may_publish
from competencies.models.state import ContentState
from people.access import today
from people.decorators import SignedInRequest, find


@dataclass(frozen=True)
class Tried:
    """An answer that was tried, as the templates of the feedback take one."""

    question: Question
    explanation: Explanation

    @property
    def options(self) -> tuple[ExplainedOption, ...]:
        """The options, as they are written."""
        return self.explanation.options


def open_item(public_id: UUID) -> ItemPage:
    """Return one item with all that is known of it, or answer 404."""
    rows = (
        Item.objects.select_related("competency__version", "author").filter(versions__isnull=False).distinct()
    )
    return item_page(find(rows, public_id), get_language() or "en")


@bank_only
@require_safe
def item_detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show an item with its key, its trust, its flaws, where it is used and who changed what."""
    page = open_item(public_id)
    context = {
        "page": page,
        "item": page.item,
        "may_publish": may_publish(request),
        "is_overdue": _is_overdue(page.item),
        "steps": _steps(page.item, may_publish=may_publish(request)),
        "key_url": _key_url(page),
        "languages": languages_of(page.versions),
        "written_in": dict(settings.LANGUAGES).get(page.newest.language, page.newest.language),
    }
    return render(request, "assessments/item_detail.html", context)


@bank_only
@require_http_methods(["GET", "HEAD", "POST"])
def item_preview(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Let somebody try an item as a learner meets it, and see what an answer earns. Nothing is saved."""
    page = open_item(public_id)
    question, explanation, error = page.question, None, ""
    if request.method == "POST":
        form = AnswerForm(request.POST, kind=question.kind, body=question.body)
        if form.is_valid():
            question = _answered(page, form.cleaned_data["value"])
            if page.key and not form.moved and question.kind.scored_by is ScoredBy.MACHINE:
                explanation = question.kind.explain(question.body, page.key.values, question.value)
        else:
            error = form.refusal
    context = {
        "page": page,
        "item": page.item,
        "question": question,
        "answer": Tried(question, explanation) if explanation else None,
        "explanation": explanation,
        "error": error,
        "by_person": question.kind.scored_by is ScoredBy.PERSON,
        "tried": request.method == "POST",
    }
    return render(request, "assessments/item_preview.html", context, status=422 if error else 200)


def _answered(page: ItemPage, value: dict[str, object]) -> Question:
    return Question(AttemptItem(position=1, item_version=page.newest), Response(value=value), page.language)


def _is_overdue(item: Item) -> bool:
    due = item.review_on is not None and item.review_on <= today(timezone.now())
    return due and item.state != ContentState.RETIRED


def _steps(item: Item, *, may_publish: bool) -> list[str]:
    """The states that the person can put the item into, the likeliest first."""
    from_here = {
        ContentState.DRAFT: [ContentState.PUBLISHED, ContentState.IN_REVIEW],
        ContentState.IN_REVIEW: [ContentState.PUBLISHED, ContentState.DRAFT],
        ContentState.PUBLISHED: [ContentState.RETIRED],
        ContentState.RETIRED: [ContentState.PUBLISHED],
    }
    needs_leave = {ContentState.PUBLISHED, ContentState.RETIRED}
    return [step for step in from_here[ContentState(item.state)] if may_publish or step not in needs_leave]


def _key_url(page: ItemPage) -> str:
    """Where a key is corrected once answers were marked by it."""
    if page.key is None or page.item.competency_id is None:
        return ""
    try:
        return reverse("assessments:key-correct", args=[page.item.public_id, page.newest.n])
    except NoReverseMatch:
        return ""
