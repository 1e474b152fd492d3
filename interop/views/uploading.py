"""The first page of an import: a file, and where its people come in."""

from __future__ import annotations

import csv
import io

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from interop.forms import ArrivalForm, RosterUploadForm
from interop.models import ImportBatch
from interop.roster import staging
from interop.roster.batches import Options
from interop.roster.columns import COLUMNS
from interop.tasks import carry_on_import
from interop.views.bounded_upload import BoundedUploadHandler
from interop.views.columns_help import column_help
from people.access import Capability, today
from people.decorators import SignedInRequest, capable, demand

RECENT = 8


# The check of the form's token reads the whole upload, so the handler is set first and checked inside.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@capable(Capability.MANAGE)
def roster_import(request: SignedInRequest) -> HttpResponse:
    """Ask for a file and a place, read the file, and stage its rows."""
    request.upload_handlers = [BoundedUploadHandler(request)]
    answer: HttpResponse = _roster_import(request)
    return answer


@csrf_protect
def _roster_import(request: SignedInRequest) -> HttpResponse:
    at = timezone.now()
    on = today(at)
    form = RosterUploadForm(
        request.POST or None,
        request.FILES or None,
        user=request.user,
        on=on,
        initial={"place": _asked_place(request), "starts_on": on},
    )
    demand(not form.nowhere)
    if request.method == "POST" and form.is_valid():
        return _begin(request, form)
    context = {"form": form, "columns": column_help(), "recent": _recent(request)}
    return render(request, "interop/roster_import.html", context, status=422 if form.errors else 200)


def _asked_place(request: SignedInRequest) -> str:
    asked = ArrivalForm(request.GET)
    return asked.cleaned_data["place"] if asked.is_valid() else ""


def _begin(request: SignedInRequest, form: RosterUploadForm) -> HttpResponse:
    program, cohort, _only = form.chosen
    roster, options = form.roster, form.options
    assert roster is not None and options is not None  # noqa: S101  # a valid form has read the file
    at = timezone.now()
    batch = staging.stage(
        roster=roster,
        data=form.data_read,
        file_name=form.cleaned_data["file"].name,
        program=program,
        cohort=cohort,
        options=options.with_changes(asked=at.isoformat()),
        by=request.user,
        at=at,
    )
    if Options.of_batch(batch).needs_mapping:
        return redirect("interop:batch-classes", batch.public_id)
    carry_on_import.enqueue(batch.pk)
    return redirect("interop:batch-detail", batch.public_id)


def _recent(request: SignedInRequest) -> QuerySet[ImportBatch]:
    seen = ImportBatch.objects.visible_to(request.user, on=today(timezone.now()))
    return seen.select_related("program", "cohort", "created_by")[:RECENT]


@require_safe
@capable(Capability.MANAGE)
def roster_template(request: SignedInRequest) -> HttpResponse:
    """Return an empty roster with the documented columns and two rows to overwrite."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([column.header for column in COLUMNS if column.field != "full_name"])
    writer.writerow(["00417", "Zoé", "Example", "zoe@example.org", "2029", "A", "student", "", ""])
    writer.writerow(["S-12", "Sam", "Example", "sam@example.org", "2029", "", "faculty", "", ""])
    answer = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{_("roster")}.csv"'
    return answer
