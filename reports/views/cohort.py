"""The report of a cohort."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods

from people.access import Capability, can, today
from people.decorators import SignedInRequest, demand, find, signed_in
from people.models import Cohort
from reports.audience import Audience
from reports.catalogue import READY
from reports.forms import CohortExportForm
from reports.models import ExportLog
from reports.scope import audience_word
from reports.services.exporting import export_cohort

SHOWN_EXPORTS = 10


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def cohort_export(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Ask for the shape, then hand out the file; show what was handed out before."""
    at = timezone.now()
    on = today(at)
    cohort = find(Cohort.objects.visible_to(request.user, on=on).select_related("program"), public_id)
    demand(can(request.user, Capability.MANAGE, on=on, cohort=cohort))
    form = CohortExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wide = form.cleaned_data["shape"] == CohortExportForm.WIDE
        file = export_cohort(cohort=cohort, at=at, by=request.user, wide=wide)
        return HttpResponse(
            file.content,
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": content_disposition_header(True, file.name) or "attachment"},
        )
    exports = ExportLog.objects.filter(cohort=cohort).select_related("exported_by")[:SHOWN_EXPORTS]
    told = [(one, _title(one), _audience(one)) for one in exports]
    context = {"cohort": cohort, "form": form, "exports": told}
    return render(request, "reports/cohort_export.html", context, status=422 if form.errors else 200)


def _title(log: ExportLog) -> str:
    """What left, as the reader says it; in old lines the report has a name of its own."""
    ready = READY.get(log.report, READY["progress"])
    return str(ready.title)


def _audience(log: ExportLog) -> str:
    """For whom it was; empty in lines of before that was kept."""
    return audience_word(Audience(log.audience)) if log.audience else ""
