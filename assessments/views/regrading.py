"""Correcting a key: choose, see who moves, confirm, and see how far the marking anew is."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from assessments.forms_analysis import KeyForm
from assessments.models import ItemKey, ItemVersion, Regrade
from assessments.regrade_preview import preview
from assessments.services.errors import Refused
from assessments.services.regrading import carry_on, correct_and_regrade
from assessments.tasks import carry_on_regrade
from people.access import Capability, is_learner, learners_where, today
from people.decorators import SignedInRequest, capable, demand, find

LOTS_AT_ONCE = 5


def _demand_no_learner(request: SignedInRequest) -> None:
    """Answer 403 to who learns here: keys may be asked of them."""
    demand(not is_learner(request.user, on=today(timezone.now())))


def _newest(public_id: UUID, n: int) -> tuple[ItemVersion, ItemKey]:
    versions = ItemVersion.objects.select_related("item__competency")
    version = get_object_or_404(versions, item__public_id=public_id, n=n, item__competency__isnull=False)
    return version, get_object_or_404(ItemKey.objects.filter(version=version).order_by("-n")[:1])


@capable(Capability.PUBLISH_CONTENT)
@require_http_methods(["GET", "HEAD", "POST"])
def key_correct(request: SignedInRequest, public_id: UUID, n: int) -> HttpResponse:
    """Ask for the right answer; then show who moves; then have the sittings marked anew."""
    _demand_no_learner(request)
    version, key = _newest(public_id, n)
    form = KeyForm(request.POST or None, version=version, key=key)
    context: dict[str, object] = {"version": version, "item": version.item, "key": key, "form": form}
    context["chooses"] = bool(form.of_key)
    if request.method != "POST" or not form.is_valid():
        return render(request, "assessments/key_correct.html", context, status=422 if form.errors else 200)
    if form.cleaned_data["step"] == "confirm":
        return _confirmed(request, form)
    seen = learners_where(request.user, Capability.SEE_RECORD, on=today(timezone.now()))
    context["preview"] = preview(version, form.values, key, seen=seen)
    context["is_new"] = dict(form.values) != dict(key.values)
    context["confirm"] = form.to_confirm()
    return render(request, "assessments/key_preview.html", context)


def _confirmed(request: SignedInRequest, form: KeyForm) -> HttpResponse:
    try:
        regrade = correct_and_regrade(
            version=form.version,
            values=form.values,
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("assessments:key-correct", form.version.item.public_id, form.version.n)
    carry_on_regrade.enqueue(regrade.pk)
    return redirect("assessments:regrade-detail", regrade.public_id)


def _regrade(request: SignedInRequest, public_id: UUID) -> Regrade:
    _demand_no_learner(request)
    return find(Regrade.objects.select_related("key__version__item", "by"), public_id)


@capable(Capability.PUBLISH_CONTENT)
@require_safe
def regrade_detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show how far the marking anew is, or what came of it."""
    regrade = _regrade(request, public_id)
    return render(
        request, "assessments/regrade_detail.html", {"regrade": regrade, "item": regrade.key.version.item}
    )


@capable(Capability.PUBLISH_CONTENT)
@require_safe
def regrade_progress(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Return how far it is, for the page that asks again and again; lead on when it is done."""
    regrade = _regrade(request, public_id)
    if regrade.state == Regrade.State.DONE:
        return HttpResponseClientRedirect(reverse("assessments:regrade-detail", args=[regrade.public_id]))
    return render(request, "assessments/_regrade_progress.html", {"regrade": regrade})


@capable(Capability.PUBLISH_CONTENT)
@require_POST
def regrade_carry_on(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Do a part of what is left here, without the worker."""
    regrade = _regrade(request, public_id)
    carry_on(regrade_id=regrade.pk, at=timezone.now(), lots=LOTS_AT_ONCE)
    return redirect("assessments:regrade-detail", regrade.public_id)
