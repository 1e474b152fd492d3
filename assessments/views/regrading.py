"""Correcting a key: choose, see who moves, confirm, and see how far the marking anew is."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from assessments.bank import question_of
from assessments.forms_analysis import KeyForm
from assessments.models import ItemKey, ItemVersion, Regrade, RegradePreview
from assessments.regrade_preview import AT_ONCE, look, to_mark, with_names
from assessments.services.errors import Refused
from assessments.services.looking_ahead import ask_preview
from assessments.services.regrading import carry_on, correct_and_regrade, start_again
from assessments.tasks import carry_on_regrade, work_out_preview
from people.access import Capability, is_learner, learners_where, today
from people.decorators import SignedInRequest, capable, demand, find
from people.querysets import UserQuerySet

LOTS_AT_ONCE = 5


def demand_no_learner(request: SignedInRequest) -> None:
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
    demand_no_learner(request)
    version, key = _newest(public_id, n)
    form = KeyForm(request.POST or None, version=version, key=key)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["step"] == "confirm":
            return confirmed(request, version, form.values, form.cleaned_data["reason"])
        return _looked(request, form)
    context = {
        "version": version,
        "item": version.item,
        "key": key,
        "form": form,
        "chooses": bool(form.of_key),
        "question": question_of(version, get_language() or "en"),
        "regrades": Regrade.objects.of_version(version),
        "asked": RegradePreview.objects.asked_by(request.user).filter(key=key).first(),
    }
    return render(request, "assessments/key_correct.html", context, status=422 if form.errors else 200)


def _looked(request: SignedInRequest, form: KeyForm) -> HttpResponse:
    """Show who moves; where many sittings are concerned, have it worked out and show how far it is."""
    version, key, at = form.version, form.key, timezone.now()
    rows = to_mark(version, form.values, key)
    if rows.count() > AT_ONCE:
        preview = ask_preview(
            version=version,
            key=key,
            values=form.values,
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=at,
        )
        work_out_preview.enqueue(preview.pk)
        return redirect("assessments:regrade-preview", preview.public_id)
    seen = seen_by(request)
    context = {
        "version": version,
        "item": version.item,
        "key": key,
        "preview": with_names(look(version, form.values, rows, seen), seen),
        "is_new": dict(form.values) != dict(key.values),
        "confirm": form.to_confirm(),
    }
    return render(request, "assessments/key_preview.html", context)


def seen_by(request: SignedInRequest) -> UserQuerySet:
    """The people whom the reader may see by name."""
    return learners_where(request.user, Capability.SEE_RECORD, on=today(timezone.now()))


def confirmed(
    request: SignedInRequest, version: ItemVersion, values: Mapping[str, object], reason: str
) -> HttpResponse:
    """Make `values` the key, have the sittings marked anew, and lead to how far that is."""
    try:
        regrade = correct_and_regrade(
            version=version, values=values, reason=reason, by=request.user, at=timezone.now()
        )
    except Refused as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("assessments:key-correct", version.item.public_id, version.n)
    carry_on_regrade.enqueue(regrade.pk)
    return redirect("assessments:regrade-detail", regrade.public_id)


def _regrade(request: SignedInRequest, public_id: UUID) -> Regrade:
    demand_no_learner(request)
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
    """Return how far it is, for the page that asks again and again; lead on when it is done or stopped."""
    regrade = _regrade(request, public_id)
    if regrade.state in {Regrade.State.DONE, Regrade.State.FAILED}:
        return HttpResponseClientRedirect(reverse("assessments:regrade-detail", args=[regrade.public_id]))
    return render(request, "assessments/_regrade_progress.html", {"regrade": regrade})


@capable(Capability.PUBLISH_CONTENT)
@require_POST
def regrade_carry_on(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Do a part of what is left here, without the worker; let the worker take up what an error stopped."""
    regrade, at = _regrade(request, public_id), timezone.now()
    if start_again(regrade=regrade, at=at):
        carry_on_regrade.enqueue(regrade.pk)
    else:
        carry_on(regrade_id=regrade.pk, at=at, lots=LOTS_AT_ONCE)
    return redirect("assessments:regrade-detail", regrade.public_id)
