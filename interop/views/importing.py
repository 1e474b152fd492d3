"""The further pages of an import: where classes lead, progress, preview, result."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from interop.forms import ClassMapForm, ImportConfirmForm, ImportFilterForm
from interop.models import ImportBatch
from interop.roster import applying, flow
from interop.roster.batches import Options, is_working
from interop.tasks import carry_on_import
from interop.views.shown import Shown, entered, shown_rows
from people.access import Capability, can, cohorts_where, today
from people.decorators import SignedInRequest, demand, find, signed_in
from people.models import Cohort

PAGE = 50
STATE = ImportBatch.State


def _batch(request: SignedInRequest, batch_id: UUID) -> ImportBatch:
    """Return the import: 404 to who may not know of it, 403 to who no longer manages all it reaches."""
    on = today(timezone.now())
    seen = ImportBatch.objects.visible_to(request.user, on=on)
    batch = find(seen.select_related("program", "cohort", "created_by"), batch_id)
    whole = can(request.user, Capability.MANAGE, on=on, program=batch.program)
    demand(whole or Options.of_batch(batch).only)
    return batch


@never_cache
@require_safe
@signed_in
def batch_detail(request: SignedInRequest, batch_id: UUID) -> HttpResponse:
    """Show the import as it stands: on its way, ready to be looked at, written, given up."""
    batch = _batch(request, batch_id)
    if Options.of_batch(batch).needs_mapping and batch.state == STATE.READING:
        return redirect("interop:batch-classes", batch.public_id)
    if is_working(batch):
        return render(request, "interop/batch_progress.html", {"batch": batch})
    if batch.state == STATE.DISCARDED:
        return render(request, "interop/batch_discarded.html", {"batch": batch})
    return render(request, "interop/batch_detail.html", _context(request, batch))


def _context(
    request: SignedInRequest, batch: ImportBatch, confirm: ImportConfirmForm | None = None
) -> dict[str, object]:
    options = Options.of_batch(batch)
    counts = dict(options.counts)
    filters = ImportFilterForm(request.GET)
    wanted = filters.cleaned_data["show"] if filters.is_valid() else ""
    rows = batch.rows.order_by("pk")
    page = Paginator(rows.filter(action=wanted) if wanted else rows, PAGE).get_page(request.GET.get("page"))
    context: dict[str, object] = {
        "batch": batch,
        "filtered": bool(wanted),
        "page_obj": page,
        "rows": shown_rows(page.object_list),
        "shown": Shown.of(batch, options, wanted=wanted),
    }
    if batch.state == STATE.STAGED:
        context["confirm"] = confirm or ImportConfirmForm(counts=counts, initial={"look": options.look})
    else:
        context["entered"] = entered(batch, request.user, today(timezone.now()))
    return context


@never_cache
@require_safe
@signed_in
def batch_progress(request: SignedInRequest, batch_id: UUID) -> HttpResponse:
    """Return how far the import is, for the page that asks again and again; lead on when it is done."""
    batch = _batch(request, batch_id)
    if not is_working(batch):
        return HttpResponseClientRedirect(reverse("interop:batch-detail", args=[batch.public_id]))
    return render(request, "interop/_batch_progress.html", {"batch": batch})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def batch_classes(request: SignedInRequest, batch_id: UUID) -> HttpResponse:
    """Ask where each class of a OneRoster file leads."""
    batch = _batch(request, batch_id)
    options = Options.of_batch(batch)
    if not options.classes or batch.state not in {STATE.READING, STATE.STAGED}:
        return redirect("interop:batch-detail", batch.public_id)
    form = ClassMapForm(
        request.POST or None, classes=options.classes, cohorts=_cohorts(request, batch, options)
    )
    form.initial_of(dict(options.mapping or {}))
    if request.method == "POST" and form.is_valid():
        if flow.map_classes(batch=batch, mapping=form.mapping, at=timezone.now()):
            carry_on_import.enqueue(batch.pk)
        return redirect("interop:batch-detail", batch.public_id)
    context = {"batch": batch, "form": form, "count": len(options.classes)}
    return render(request, "interop/batch_classes.html", context, status=422 if form.errors else 200)


def _cohorts(request: SignedInRequest, batch: ImportBatch, options: Options) -> list[Cohort]:
    """Return the cohorts to which a class may lead."""
    managed = cohorts_where(request.user, Capability.MANAGE, on=today(timezone.now()))
    managed = managed.filter(program=batch.program).order_by("-starts_on", "name")
    return [cohort for cohort in managed if not options.only or cohort.pk == batch.cohort_id]


@require_POST
@signed_in
def batch_confirm(request: SignedInRequest, batch_id: UUID) -> HttpResponse:
    """Have the import written, once, as it was shown."""
    batch = _batch(request, batch_id)
    options = Options.of_batch(batch)
    form = ImportConfirmForm(request.POST, counts=dict(options.counts))
    if batch.state == STATE.STAGED and not form.is_valid():
        return render(request, "interop/batch_detail.html", _context(request, batch, form), status=422)
    if form.is_valid():
        confirmed = applying.confirm(
            batch=batch,
            look=form.cleaned_data["look"],
            take_good=form.cleaned_data.get("take_good", False),
            end_missing=form.cleaned_data.get("end_missing", False),
            at=timezone.now(),
        )
        if confirmed:
            carry_on_import.enqueue(batch.pk)
        elif batch.state == STATE.STAGED:
            messages.info(request, _("The rows were looked at again meanwhile. This is how they stand now."))
    return redirect("interop:batch-detail", batch.public_id)


@require_POST
@signed_in
def batch_discard(request: SignedInRequest, batch_id: UUID) -> HttpResponse:
    """Give the import up."""
    batch = _batch(request, batch_id)
    if flow.discard(batch=batch):
        messages.success(request, _("The import was given up. Nothing was written, and its rows are gone."))
        return redirect("interop:roster-import")
    return redirect("interop:batch-detail", batch.public_id)


@require_POST
@signed_in
def batch_carry_on(request: SignedInRequest, batch_id: UUID) -> HttpResponse:
    """Do here and now what the worker should have done."""
    batch = _batch(request, batch_id)
    flow.carry_on(batch_id=batch.pk, at=timezone.now())
    return redirect("interop:batch-detail", batch.public_id)
