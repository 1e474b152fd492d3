"""Why a learner stands where they stand, and a signer's judgement on it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.explanation import explain
from assessments.services.errors import NoPolicy, Refused
from assessments.services.settling import settle_due
from competencies.models import Competency, Level
from competencies.templatetags.content import local
from learners.forms import DecisionForm
from learners.matrix import shared_cohort
from learners.standings import known_versions, own_ratings
from learners.today import next_to_sign
from people.access import Capability, may_for_learner, today
from people.decorators import SignedInRequest, demand, find, signed_in
from people.models import AccessLog, User
from people.services.access_log import log_access


@signed_in
@require_safe
def standing_detail(request: SignedInRequest, learner_id: UUID, competency_id: UUID) -> HttpResponse:
    """Show what a level is made of: evidence counted and left out, the rule, the arithmetic."""
    at = timezone.now()
    learner, competency = _found(request, learner_id, competency_id, at)
    settle_due(at=at, learner_ids=[learner.pk])
    log_access(actor=request.user, action=AccessLog.Action.VIEWED_RECORD, subject=learner, at=at)
    return _page(request, learner, competency, None, at)


@signed_in
@require_POST
def decision_create(request: SignedInRequest, learner_id: UUID, competency_id: UUID) -> HttpResponse:
    """Sign, decline or revoke this one competency of this one learner."""
    at = timezone.now()
    learner, competency = _found(request, learner_id, competency_id, at)
    demand(may_for_learner(request.user, Capability.SIGN, learner, on=today(at)))
    form = DecisionForm(request.POST, levels=_levels(competency))
    if form.is_valid():
        try:
            form.decide(learner=learner, competency=competency, signer=request.user, at=at)
        except Refused as refused:
            form.add_error("reason" if refused.code == "needs-reason" else None, refused)
        else:
            messages.success(request, _("Your decision stands in the record."))
            return redirect(
                "learners:standing-detail", learner_id=learner.public_id, competency_id=competency.public_id
            )
    return _page(request, learner, competency, form, at, status=422)


def _found(
    request: SignedInRequest, learner_id: UUID, competency_id: UUID, at: datetime
) -> tuple[User, Competency]:
    on = today(at)
    learner = find(User.objects.visible_to(request.user, on=on), learner_id)
    competencies = (
        Competency.objects.visible_to(request.user, on=on)
        .filter(version__in=known_versions(learner, request.user, on=on))
        .select_related("version__framework")
    )
    return learner, find(competencies, competency_id)


def _page(
    request: SignedInRequest,
    learner: User,
    competency: Competency,
    form: DecisionForm | None,
    at: datetime,
    status: int = 200,
) -> HttpResponse:
    on = today(at)
    try:
        why = explain(learner=learner, competency=competency, at=at)
    except NoPolicy as refused:
        messages.info(request, " ".join(refused.messages))
        return redirect("learners:learner-detail", learner.public_id)
    names = _levels(competency)
    may_sign = may_for_learner(request.user, Capability.SIGN, learner, on=on)
    following = next_to_sign(request.user, after=learner, competency=competency, at=at) if may_sign else None
    context = {
        "why": why,
        "own": own_ratings(learner, at=at).get(competency.pk),
        "levels": {ordinal: local(level, "name") for ordinal, level in names.items()},
        "is_own": learner == request.user,
        "cohort": shared_cohort(request.user, learner, on=on),
        "may_sign": may_sign,
        "next_to_sign": following,
        "may_teach": may_for_learner(request.user, Capability.TEACH, learner, on=on),
        "form": form or DecisionForm(levels=names, counted=why.standing.counted_level),
    }
    return render(request, "learners/standing_detail.html", context, status=status)


def _levels(competency: Competency) -> Mapping[int, Level]:
    return {level.ordinal: level for level in Level.objects.filter(scale=competency.version.scale_id)}
