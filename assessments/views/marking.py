"""Marking reflections: the queue, one piece beside its rubric, returning work for revision."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.filters import MarkingFilter
from assessments.forms import MarkForm, ReturnForm, mark_initial
from assessments.forms_comments import CommentActForm, replace_comment, saved_comments
from assessments.kinds.reflection import Reflection
from assessments.marking_queue import (
    MARKED_BY_PERSON,
    called_for_marker,
    is_nameless,
    pace_for,
    waiting_by_administration,
    waiting_for,
)
from assessments.models import Attempt, AttemptItem, Score
from assessments.services.comments import save_comment
from assessments.services.errors import MarkedMeanwhile, NotHandedIn, NothingToMark, Refused
from assessments.services.handing_in import standing_responses
from assessments.services.marking import MARKABLE, mark_response, return_attempt
from assessments.services.settling import settle_due
from assessments.sitting import Question
from assessments.snapshot import RulesSnapshot
from common.school_time import end_of_day
from competencies.models import Competency, Level
from people.access import Capability, learners_where, today
from people.decorators import SignedInRequest, capable, find

PER_PAGE = 50


@capable(Capability.TEACH)
@require_safe
def marking_queue(request: SignedInRequest) -> HttpResponse:
    """List the work that waits for a mark, oldest first, with how much there is to do."""
    at = timezone.now()
    taught = learners_where(request.user, Capability.TEACH, on=today(at))
    settle_due(at=at, learner_ids=list(taught.values_list("pk", flat=True)))
    found = _narrowed(request, at)
    page = Paginator(found.qs, PER_PAGE).get_page(request.GET.get("page"))
    pace = pace_for(request.user)
    context = {
        "filter": found,
        "page": page,
        "pace": pace,
        "minutes": pace.minutes(page.paginator.count),
        "given": [
            {"administration": one, "count": count, "minutes": pace.minutes(count)}
            for one, count in waiting_by_administration(found.qs)
        ],
        "query": _narrowing(request),
        "at": at,
    }
    return render(request, "assessments/marking_queue.html", context)


def _narrowed(request: SignedInRequest, at: datetime) -> MarkingFilter:
    on = today(at)
    return MarkingFilter(request.GET, queryset=waiting_for(request.user, on=on), marker=request.user, on=on)


@dataclass(frozen=True)
class Piece:
    """One piece of work on a marker's desk, as it was handed in."""

    item: AttemptItem
    question: Question
    rules: RulesSnapshot
    scores: tuple[Score, ...]

    @property
    def attempt(self) -> Attempt:
        """The sitting that it belongs to."""
        return self.item.attempt

    @property
    def called(self) -> str:
        """Whose it is, or its code where the marker is not told."""
        return called_for_marker(self.attempt)

    @property
    def is_nameless(self) -> bool:
        """Whether the marker is not told whose it is."""
        return is_nameless(self.attempt)

    @property
    def standing(self) -> Score | None:
        """The newest mark since the work was last handed in."""
        handed_in = self.attempt.submitted_at
        since = [score for score in self.scores if handed_in is None or score.marked_at >= handed_in]
        return since[-1] if since else None

    @cached_property
    def kind(self) -> Reflection:
        """Its kind, which knows the rubric."""
        kind = self.question.kind
        if not isinstance(kind, Reflection):
            raise Http404
        return kind

    @property
    def levels(self) -> list[Level]:
        """The levels of the competency's scale."""
        measured = self.question.item.item_version.item.measures
        scale = Competency.objects.filter(pk=measured).values("version__scale")
        return list(Level.objects.filter(scale__in=scale).order_by("ordinal"))


def open_piece(request: SignedInRequest, public_id: UUID, position: int, at: datetime) -> Piece:
    """Return the piece, settled; 404 for who may not mark it, and for work that was never handed in."""
    rows = Attempt.objects.markable_by(request.user, on=today(at)).exclude(state=Attempt.State.OPEN)
    attempt = find(rows, public_id)
    settle_due(at=at, learner_ids=[attempt.user_id])
    item = (
        AttemptItem.objects.filter(attempt=attempt, position=position)
        .filter(item_version__kind__in=MARKED_BY_PERSON)
        .select_related("attempt__user", "attempt__administration", "item_version__item__competency__version")
        .first()
    )
    if item is None:
        raise Http404
    return Piece(
        item,
        Question(item, standing_responses([item]).get(item.pk), item.attempt.language),
        RulesSnapshot.from_json(item.attempt.rules),
        _scores(item),
    )


def _scores(item: AttemptItem) -> tuple[Score, ...]:
    """All marks of the piece, the newest last."""
    found = Score.objects.filter(attempt_item=item).select_related("marker", "comment")
    return tuple(found.order_by("marked_at", "pk"))


@capable(Capability.TEACH)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def marking_detail(request: SignedInRequest, public_id: UUID, position: int) -> HttpResponse:
    """Show a piece of work beside its rubric, or mark it."""
    at = timezone.now()
    piece = open_piece(request, public_id, position, at)
    if piece.attempt.state not in MARKABLE:
        messages.info(request, _("This work was returned to the learner. It comes back here once revised."))
        return redirect(_queue_address(request))
    if piece.question.response is None:
        messages.info(request, " ".join(NothingToMark().messages))
        return redirect(_queue_address(request))
    form = _mark_form(request, piece)
    if request.method != "POST":
        return _desk(request, piece, form)
    return _sent(request, piece, form, at)


def _sent(request: SignedInRequest, piece: Piece, form: MarkForm, at: datetime) -> HttpResponse:
    """Do what the pressed button asks for."""
    act = CommentActForm(request.POST, user=request.user)
    if act.is_valid() and act.is_asked:
        return _desk(request, piece, _with_comment(request, piece, act, at), used_comments=True)
    if not form.is_valid():
        return _desk(request, piece, form, status=422)
    if piece.kind.returned_for(piece.question.body, form.marks) and not form.cleaned_data["save_anyway"]:
        return _desk(request, piece, form, suggests_return=True, status=422)
    return _mark(request, piece, form, at)


def _with_comment(request: SignedInRequest, piece: Piece, act: CommentActForm, at: datetime) -> MarkForm:
    """Put a saved comment into the form, or save what stands there; the marks stay as they are on the page,
    neither checked nor saved."""
    text = act.cleaned_data["comment"].strip()
    chosen = act.cleaned_data["insert"]
    if chosen is not None:
        text = f"{text}\n{chosen.text}".strip()
    elif text:
        save_comment(author=request.user, text=text, is_shared=act.cleaned_data["keep"] == act.SHARED, at=at)
        messages.success(request, _("The comment is saved for later. The mark is not saved yet."))
    else:
        messages.error(request, _("Write the comment first; then save it."))
    return replace_comment(_mark_form(request, piece), text)


def _mark(request: SignedInRequest, piece: Piece, form: MarkForm, at: datetime) -> HttpResponse:
    given = form.cleaned_data
    try:
        mark_response(
            attempt_item=piece.item,
            marker=request.user,
            criteria=form.marks,
            level=given["level"],
            comment=given["comment"],
            at=at,
            seen=given["seen"],
        )
    except MarkedMeanwhile:
        piece.attempt.refresh_from_db(fields=["state"])
        piece = replace(piece, scores=_scores(piece.item))
        return _desk(request, piece, _mark_form(request, piece, seen_anew=True), meanwhile=True, status=409)
    except Refused as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect(_queue_address(request))
    name = piece.called
    messages.success(request, _("Marked: %(name)s.") % {"name": name})
    following = _narrowed(request, at).qs.first() if given["go"] == "next" else None
    return redirect(_address(request, following) if following else _queue_address(request))


def _mark_form(request: SignedInRequest, piece: Piece, *, seen_anew: bool = False) -> MarkForm:
    data = request.POST.copy() if request.method == "POST" else None
    if data is not None and seen_anew:
        data["seen"] = str(len(piece.scores))
    mine = [score for score in piece.scores if score.marker_id == request.user.pk and score is piece.standing]
    initial: dict[str, object] = {"seen": len(piece.scores)}
    if mine:
        said = mine[0].comment.text if hasattr(mine[0], "comment") else ""
        initial |= mark_initial(mine[0].criteria, mine[0].level, said)
    return MarkForm(
        data,
        initial=initial,
        criteria=piece.kind.criteria(piece.question.body),
        spoken=piece.question.spoken,
        levels=piece.levels,
    )


def _desk(
    request: SignedInRequest,
    piece: Piece,
    form: MarkForm,
    *,
    return_form: ReturnForm | None = None,
    meanwhile: bool = False,
    suggests_return: bool = False,
    used_comments: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "piece": piece,
        "form": form,
        "return_form": return_form or ReturnForm(on=today(timezone.now()), prefix="return"),
        "meanwhile": meanwhile,
        "suggests_return": suggests_return,
        "used_comments": used_comments,
        "comments": saved_comments(request.user),
        "note": piece.attempt.return_notes.select_related("by").first(),
        "query": _narrowing(request),
        "queue_url": _queue_address(request),
    }
    return render(request, "assessments/marking_detail.html", context, status=status)


@capable(Capability.TEACH)
@require_POST
def marking_return(request: SignedInRequest, public_id: UUID, position: int) -> HttpResponse:
    """Return a piece of work to the learner for revision, with a note."""
    at = timezone.now()
    piece = open_piece(request, public_id, position, at)
    form = ReturnForm(request.POST, on=today(at), prefix="return")
    if piece.attempt.state in MARKABLE and not form.is_valid():
        request.method = "GET"  # the marks were not sent, so they are not complained about
        return _desk(request, piece, _mark_form(request, piece), return_form=form, status=422)
    try:
        if piece.attempt.state not in MARKABLE:
            raise NotHandedIn
        until = form.cleaned_data["until"]
        return_attempt(
            attempt=piece.attempt,
            by=request.user,
            text=form.cleaned_data["text"],
            at=at,
            until=end_of_day(until) if until else None,
        )
    except Refused as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        name = piece.called
        messages.success(request, _("Returned to %(name)s for revision.") % {"name": name})
    return redirect(_queue_address(request))


def _narrowing(request: SignedInRequest) -> str:
    """The filter of the queue as the end of an address; empty where there is none."""
    query = request.GET.urlencode()
    return f"?{query}" if query else ""


def _queue_address(request: SignedInRequest) -> str:
    """The queue, narrowed as it was."""
    return reverse("assessments:marking-queue") + _narrowing(request)


def _address(request: SignedInRequest, item: AttemptItem) -> str:
    address = reverse("assessments:marking-detail", args=(item.attempt.public_id, item.position))
    return address + _narrowing(request)
