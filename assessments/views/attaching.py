"""Saying on a page which competencies an assessment serves."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments.models import Assessment, AssessmentCompetency
from assessments.services.attaching import (
    FixedByUse,
    attach_assessment,
    detach_assessment,
    is_fixed,
    kept_by_use,
)
from assessments.services.errors import Refused
from competencies.forms import AttachForm, LevelsForm
from competencies.forms.attaching import AIM, level_choices
from competencies.models import Competency
from people.access import Capability
from people.decorators import SignedInRequest, capable, find


@capable(Capability.DRAFT_CONTENT)
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_competencies(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show which competencies an assessment serves, and attach it to another."""
    assessment = find(Assessment.objects.all(), public_id)
    form = _attach_form(assessment, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            attach_assessment(assessment=assessment, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal)
        else:
            said = _("Attached to %(competency)s.") % {"competency": form.cleaned_data["competency"]}
            messages.success(request, said)
            return redirect("assessments:assessment-competencies", public_id)
    context = {**attaching_context(assessment), "attach_form": form}
    status = 422 if form.is_bound else 200
    return render(request, "assessments/assessment_competencies.html", context, status=status)


@capable(Capability.DRAFT_CONTENT)
@require_POST
def assessment_levels(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Change the levels at which an assessment aims in a competency it is attached to."""
    assessment = find(Assessment.objects.all(), public_id)
    form = LevelsForm(request.POST, levels=level_choices())
    if not form.is_valid():
        messages.error(request, form.in_one_line())
        return redirect("assessments:assessment-competencies", public_id)
    try:
        attach_assessment(assessment=assessment, **form.cleaned_data)
    except Refused as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The levels are changed."))
    return redirect("assessments:assessment-competencies", public_id)


@capable(Capability.DRAFT_CONTENT)
@require_POST
def assessment_detach(request: SignedInRequest, public_id: UUID, competency_id: UUID) -> HttpResponse:
    """Detach an assessment from a competency; what was used stays attached."""
    assessment = find(Assessment.objects.all(), public_id)
    attached = assessment.attachments.values("competency_id")
    competency = find(Competency.objects.filter(pk__in=attached), competency_id)
    try:
        detach_assessment(assessment=assessment, competency=competency)
    except Refused as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Detached from %(competency)s.") % {"competency": competency})
    return redirect("assessments:assessment-competencies", public_id)


def attaching_context(assessment: Assessment) -> dict[str, object]:
    """Return what `assessments/_competencies.html` needs, on this page or on another about the assessment."""
    levels = level_choices()
    rows = AssessmentCompetency.objects.filter(assessment=assessment)
    kept = kept_by_use(assessment)
    attached = [
        (row, LevelsForm.of(row, levels=levels), row.competency_id in kept)
        for row in rows.select_related("competency").order_by("competency__position")
    ]
    return {
        "assessment": assessment,
        "version": assessment.versions.order_by("-n").first(),
        "attached": attached,
        "attach_form": _attach_form(assessment, None),
        "is_fixed": is_fixed(assessment),
        "why_kept": FixedByUse.default_message,
    }


def _attach_form(assessment: Assessment, data: object) -> AttachForm:
    attached = assessment.attachments.values("competency_id")
    free = Competency.objects.attachable().exclude(pk__in=attached)
    return AttachForm(data, initial=AIM, competencies=list(free), levels=level_choices())
