"""The curriculum map as a file for other systems."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from learners.curriculum_map_form import MapForm
from people.access import Capability, today
from people.decorators import SignedInRequest, capable
from reports.services.exporting import export_inventory
from reports.writing import CONTENT_TYPES


@capable(Capability.SEE_AGGREGATES)
@require_POST
def inventory(request: SignedInRequest) -> HttpResponse:
    """Hand out the map that the page shows, and write down that it left. It counts no people."""
    at = timezone.now()
    form = MapForm(request.GET, reader=request.user, on=today(at))
    version = form.version()
    if version is None:
        raise Http404
    file = export_inventory(
        version=version, cohort=form.of_cohort, by=request.user, at=at, school=settings.SCHOOL_NAME
    )
    return HttpResponse(
        file.content,
        content_type=CONTENT_TYPES["xml"],
        headers={"Content-Disposition": content_disposition_header(True, file.name) or "attachment"},
    )
