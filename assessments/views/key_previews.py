"""Who would move by a corrected key, worked out by the worker because it concerns many sittings."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRefresh

from assessments.forms_analysis import PreviewActForm
from assessments.models import ItemKey, RegradePreview
from assessments.regrade_preview import with_names
from assessments.services.looking_ahead import found_in, work_out
from assessments.views.regrading import confirmed, demand_no_learner, seen_by
from people.access import Capability
from people.decorators import SignedInRequest, capable, find


@capable(Capability.PUBLISH_CONTENT)
@require_http_methods(["GET", "HEAD", "POST"])
def preview_detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show how far a preview is, then who moves; then have the sittings marked anew."""
    demand_no_learner(request)
    rows = RegradePreview.objects.asked_by(request.user).select_related("version__item", "key")
    preview = find(rows, public_id)
    form = PreviewActForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _done(request, preview, form.cleaned_data["act"])
    if "HX-Request" in request.headers:
        return _progress(request, preview)
    return _shown(request, preview)


def _done(request: SignedInRequest, preview: RegradePreview, act: str) -> HttpResponse:
    """Confirm what was worked out and still holds; or work out a part here, without the worker."""
    if act == "part":
        work_out(preview_id=preview.pk, at=timezone.now(), lots=1)
    elif preview.state == RegradePreview.State.DONE and _holds(preview):
        return confirmed(request, preview.version, preview.values, preview.reason)
    return redirect("assessments:regrade-preview", preview.public_id)


def _progress(request: SignedInRequest, preview: RegradePreview) -> HttpResponse:
    """How far it is, for the page that asks again and again, until there is nothing to wait for."""
    if preview.state in {RegradePreview.State.DONE, RegradePreview.State.FAILED}:
        return HttpResponseClientRefresh()
    return render(request, "assessments/_preview_progress.html", {"work": preview})


def _shown(request: SignedInRequest, preview: RegradePreview) -> HttpResponse:
    version, holds = preview.version, _holds(preview)
    context: dict[str, object] = {
        "version": version,
        "item": version.item,
        "key": preview.key,
        "work": preview,
    }
    if preview.state != RegradePreview.State.DONE or not holds:
        return render(request, "assessments/key_preview_waits.html", {**context, "holds": holds})
    context["preview"] = with_names(found_in(preview), seen_by(request))
    context["is_new"] = dict(preview.values) != dict(preview.key.values)
    context["confirm"] = PreviewActForm()
    return render(request, "assessments/key_preview.html", context)


def _holds(preview: RegradePreview) -> bool:
    """Whether the key that it is to come after is still the newest."""
    return ItemKey.objects.filter(version=preview.version).order_by("-n").first() == preview.key
