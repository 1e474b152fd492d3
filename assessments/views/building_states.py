"""Publishing, retiring and copying an assessment. What changes for others is asked first."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.building_page import building_of
from assessments.forms_building import DuplicateForm, copy_title
from assessments.models import Assessment
from assessments.services.building import (
    duplicate_assessment,
    lacks_of,
    newest,
    publish_assessment,
    retire_assessment,
)
from assessments.services.errors import Refused
from assessments.views.building import BUILD
from people.access import Capability
from people.decorators import SignedInRequest, capable, find


@capable(Capability.PUBLISH_CONTENT)
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_publish(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Ask, saying what it lacks, then publish."""
    assessment = find(Assessment.objects.with_version(), public_id)
    if request.method == "POST":
        done = _("Published. It can be assigned from now on.")
        return _do(request, assessment, lambda: publish_assessment(assessment=assessment), done)
    context = {"building": building_of(assessment, at=timezone.now()), "lacks": lacks_of(assessment)}
    return render(request, "assessments/building_publish.html", context)


@capable(Capability.PUBLISH_CONTENT)
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_retire(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Ask, saying what stays, then take it out of use."""
    assessment = find(Assessment.objects.with_version(), public_id)
    if request.method == "POST":
        done = _("Retired. It can be published again.")
        return _do(request, assessment, lambda: retire_assessment(assessment=assessment), done)
    return render(request, "assessments/building_retire.html", {"version": newest(assessment)})


def _do(
    request: SignedInRequest, assessment: Assessment, act: Callable[[], Assessment], done: str
) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, done)
    return redirect(BUILD, assessment.public_id)


@capable(Capability.DRAFT_CONTENT)
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_duplicate(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Ask how the copy is called, then make it: a draft with everything of the newest version."""
    assessment = find(Assessment.objects.with_version(), public_id)
    version = newest(assessment)
    form = DuplicateForm(request.POST or None, initial={"title": copy_title(version.title)})
    if request.method == "POST" and form.is_valid():
        title = form.cleaned_data["title"]
        copy = duplicate_assessment(assessment=assessment, title=title, by=request.user, at=timezone.now())
        messages.success(request, _("This is the copy, a draft. The other stays as it is."))
        return redirect(BUILD, copy.public_id)
    context = {"form": form, "version": version}
    return render(
        request, "assessments/building_duplicate.html", context, status=422 if form.is_bound else 200
    )
