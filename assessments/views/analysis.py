"""Item analysis: an assessment, an item across its uses, a competency across assessments.

For those who teach, over the people whom they teach and nobody else. Who learns here is kept out: the keys
may be asked of them.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from assessments.analysis_page import discrimination_axis, distribution, facility_axis, points
from assessments.choices import AssessmentType
from assessments.forms_analysis import AssessmentScopeForm, ScopeForm
from assessments.item_export import as_csv
from assessments.item_reports import AssessmentReport, assessment_report, competency_report, item_report
from assessments.item_words import caution
from assessments.models import Assessment, Item, ItemVersion
from assessments.services.settling import settle_due
from common.spreadsheet import BOM
from competencies.models import Competency
from people.access import Capability, can, is_learner, learners_where, today
from people.decorators import SignedInRequest, capable, demand, find
from people.querysets import UserQuerySet

ANALYSED = [
    one
    for one in AssessmentType.values
    if one not in {AssessmentType.OBSERVATION, AssessmentType.SELF_RATING}
]


def _taught(request: SignedInRequest, at: datetime) -> UserQuerySet:
    """The people whom the reader teaches, with what was due for them settled. 403 for who learns here."""
    on = today(at)
    demand(not is_learner(request.user, on=on))
    taught = learners_where(request.user, Capability.TEACH, on=on)
    settle_due(at=at, learner_ids=list(taught.values_list("pk", flat=True)))
    return taught


def _report(request: SignedInRequest, public_id: UUID) -> tuple[AssessmentReport, AssessmentScopeForm]:
    taught = _taught(request, timezone.now())
    assessment = find(Assessment.objects.filter(type__in=ANALYSED), public_id)
    form = AssessmentScopeForm(request.GET, assessment_id=assessment.pk, learners=taught)
    return assessment_report(assessment, form.scope(taught)), form


@capable(Capability.TEACH)
@require_safe
def assessment_analysis(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show what the answers say about the questions of an assessment, and about the whole."""
    report, form = _report(request, public_id)
    drawn = points(report.lines)
    context = {
        "report": report,
        "analysis": report.analysis,
        "version": report.assessment.versions.order_by("-n").first(),
        "form": form,
        "query": f"?{request.GET.urlencode()}" if request.GET else "",
        "caution": caution(report.analysis.n),
        "distribution": distribution(report.analysis),
        "columns": [(label, count) for label, _range, count in distribution(report.analysis)],
        "points": drawn,
        "facility_axis": facility_axis(),
        "discrimination_axis": discrimination_axis(drawn),
    }
    return render(request, "assessments/analysis_assessment.html", context)


@capable(Capability.TEACH)
@require_safe
def assessment_analysis_file(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Give the figures of the questions as a file for a spreadsheet."""
    report, _form = _report(request, public_id)
    name = f"item-analysis-{report.assessment.code or report.assessment.public_id}.csv"
    return HttpResponse(
        BOM + as_csv(report),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(True, name) or "attachment"},
    )


@capable(Capability.TEACH)
@require_safe
def item_analysis(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show an item across its uses, option by option."""
    taught = _taught(request, timezone.now())
    item = find(Item.objects.select_related("competency"), public_id)
    form = ScopeForm(request.GET)
    report = item_report(item, form.scope(taught))
    context = {
        "report": report,
        "item": item,
        "form": form,
        "versions": ItemVersion.objects.filter(item=item).order_by("-n")[:1],
        "may_publish": can(request.user, Capability.PUBLISH_CONTENT, on=today(timezone.now())),
        "caution": caution(report.facility.n),
    }
    return render(request, "assessments/analysis_item.html", context)


@capable(Capability.TEACH)
@require_safe
def competency_analysis(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show the questions of a competency wherever they were asked, pooled with a standard error."""
    taught = _taught(request, timezone.now())
    competency = find(Competency.objects.all(), public_id)
    form = ScopeForm(request.GET)
    report = competency_report(competency, form.scope(taught))
    context = {
        "report": report,
        "competency": competency,
        "form": form,
        "caution": caution(report.facility.n),
    }
    return render(request, "assessments/analysis_competency.html", context)
