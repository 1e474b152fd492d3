"""Second marks: what was given, drawing a sample, marking it without the first mark in view, differences."""

from __future__ import annotations

from random import SystemRandom
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assessments.forms_second import SampleForm, SecondMarkForm
from assessments.marking_queue import MARKED_BY_PERSON, called_for_marker
from assessments.models import Administration, Attempt, SecondMark, SecondMarking
from assessments.second_marking_page import agreement_of, given_with_samples, pairs_of
from assessments.services.errors import Refused
from assessments.services.second_marking import draw_sample, second_mark
from assessments.views.marking import Piece, open_piece
from people.access import Capability, today
from people.decorators import SignedInRequest, capable, find

LARGEST_SEED = 2**31


@capable(Capability.TEACH)
@require_safe
def second_list(request: SignedInRequest) -> HttpResponse:
    """List what was given of which people mark some, with the samples drawn from it."""
    attempts = Attempt.objects.markable_by(request.user, on=today(timezone.now()))
    rows = given_with_samples(attempts.exclude(state=Attempt.State.OPEN), MARKED_BY_PERSON)
    return render(request, "assessments/marking_second_list.html", {"rows": rows})


@capable(Capability.TEACH)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second_detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show both marks of the sample side by side, or draw (more of) it."""
    at = timezone.now()
    attempts = Attempt.objects.markable_by(request.user, on=today(at)).exclude(state=Attempt.State.OPEN)
    administration = find(given_with_samples(attempts, MARKED_BY_PERSON), public_id)
    form = SampleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _draw(request, administration, form)
    pairs = pairs_of(administration, attempts)
    apart = [one.levels_apart for one in pairs if one.levels_apart is not None]
    context = {
        "administration": administration,
        "form": form,
        "both": [one for one in pairs if one.is_pair],
        "waiting": [(one, one.may_mark(request.user)) for one in pairs if not one.is_pair],
        "agreement": agreement_of(apart),
    }
    status = 422 if form.errors else 200
    return render(request, "assessments/marking_second.html", context, status=status)


def _draw(request: SignedInRequest, administration: Administration, form: SampleForm) -> HttpResponse:
    try:
        drawn = draw_sample(
            administration=administration,
            by=request.user,
            at=timezone.now(),
            seed=SystemRandom().randrange(LARGEST_SEED),
            **form.sizes,
        )
    except Refused as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        said = ngettext("%(n)s piece is drawn.", "%(n)s pieces are drawn.", len(drawn))
        messages.success(request, said % {"n": len(drawn)})
    return redirect("assessments:second-detail", administration.public_id)


@capable(Capability.TEACH)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second_desk(request: SignedInRequest, public_id: UUID, position: int) -> HttpResponse:
    """Show a drawn piece beside its rubric without the first mark, or give it its second mark."""
    at = timezone.now()
    piece = open_piece(request, public_id, position, at)
    drawn = get_object_or_404(SecondMarking.objects.select_related("administration"), attempt_item=piece.item)
    back = redirect("assessments:second-detail", drawn.administration.public_id)
    if piece.question.response is None or any(one.marker_id == request.user.pk for one in piece.scores):
        messages.info(request, _("You gave the first mark of this piece. A colleague gives the second."))
        return back
    form = _form(request, piece, drawn)
    if request.method == "POST" and form.is_valid():
        try:
            second_mark(
                second_marking=drawn,
                marker=request.user,
                criteria=form.marks,
                level=form.cleaned_data["level"],
                at=at,
            )
        except Refused as refused:
            messages.error(request, " ".join(refused.messages))
        else:
            messages.success(request, _("The second mark is saved. The result stays as it is."))
        return back
    second_waits = not SecondMark.objects.filter(second_marking=drawn).exists()
    called = called_for_marker(piece.attempt, second_waits=second_waits)
    context = {"piece": piece, "called": called, "drawn": drawn, "form": form}
    status = 422 if form.errors else 200
    return render(request, "assessments/marking_second_desk.html", context, status=status)


def _form(request: SignedInRequest, piece: Piece, drawn: SecondMarking) -> SecondMarkForm:
    mine = SecondMark.objects.filter(second_marking=drawn, marker=request.user).order_by("-marked_at").first()
    initial: dict[str, object] = {}
    if mine is not None:
        initial = {**{f"mark-{name}": points for name, points in mine.criteria.items()}, "level": mine.level}
    return SecondMarkForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        criteria=piece.kind.criteria(piece.question.body),
        spoken=piece.question.spoken,
        levels=piece.levels,
    )
