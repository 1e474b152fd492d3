"""Reports of a cohort: what is ready to take, what was asked for, how far it is, and the file."""

from __future__ import annotations

from uuid import UUID

from django.core import signing
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from learners.periods import Period
from people.access import Capability, can, today
from people.decorators import SignedInRequest, demand, find, signed_in
from people.models import Cohort
from reports.catalogue import READY
from reports.forms import ActForm, KeyForm, PageForm
from reports.models import ReportDefinition, ReportRun
from reports.scope import period_words
from reports.services import asking
from reports.services.making import path_of
from reports.writing import content_type

RUNS_A_PAGE = 20
KEY_HOLDS_SECONDS = 600
_signer = signing.TimestampSigner(salt="reports.run")


@signed_in
@require_safe
def report_list(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show what is ready to take, the choices that are kept, and what was asked for before."""
    on = today(timezone.now())
    cohort = find(Cohort.objects.visible_to(request.user, on=on).select_related("program"), public_id)
    demand(can(request.user, Capability.MANAGE, on=on, cohort=cohort))
    kept = ReportDefinition.objects.visible_to(request.user, on=on).of(cohort)
    runs = ReportRun.objects.visible_to(request.user, on=on).of(cohort).select_related("asked_by")
    page = Paginator(runs, RUNS_A_PAGE).get_page(PageForm(request.GET).wanted)
    context = {
        "cohort": cohort,
        "ready": READY.values(),
        "kept": [(one, READY[one.report].title) for one in kept.select_related("made_by")],
        "page": page,
        "runs": [(run, READY[run.report].title) for run in page],
    }
    return render(request, "reports/report_list.html", context)


@signed_in
@require_safe
def run_detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show how far a report is; when it is there, where to fetch it."""
    run = _run(request, public_id)
    context = {
        "run": run,
        "title": READY[run.report].title,
        "key": _signer.sign(f"{run.public_id}:{request.user.public_id}"),
        "cohorts": run.cohorts,
        "reading": run.is_open and not run.rows_total,
        "finishing": run.is_open and run.rows_total and run.rows_done >= run.rows_total,
        "period": period_words(Period(run.from_on, run.to_on)),
        "form": ActForm(),
    }
    return render(request, "reports/run_detail.html", context)


@signed_in
@require_POST
def run_act(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Cancel a run, ask for it again, keep its file for good or for the usual time."""
    run = _run(request, public_id)
    form = ActForm(request.POST)
    if form.is_valid():
        at, act = timezone.now(), form.cleaned_data["act"]
        if act == "cancel":
            asking.cancel(run=run, at=at)
        elif act == "retry":
            asking.retry(run=run, at=at)
        else:
            asking.pin(run=run, pinned=act == "pin", at=at, visit=form.cleaned_data["visit"])
    return redirect("reports:run-detail", run.public_id)


@signed_in
@require_safe
def run_file(request: SignedInRequest, public_id: UUID) -> HttpResponseBase:
    """Hand the file out to whom the address was made for, while it holds; else lead to the run."""
    run = _run(request, public_id)
    if not _holds(request, run):
        return redirect("reports:run-detail", run.public_id)
    path = path_of(run)
    if run.state != ReportRun.State.DONE or not path.exists():
        raise Http404
    return FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=run.file_name,
        content_type=content_type(run.file_format, encoding=run.encoding),
    )


def _run(request: SignedInRequest, public_id: UUID) -> ReportRun:
    """The run, for whoever may take reports of its cohort out today. To all others there is none."""
    runs = ReportRun.objects.visible_to(request.user, on=today(timezone.now()))
    return find(
        runs.select_related("cohort__program", "asked_by", "study").prefetch_related("others"), public_id
    )


def _holds(request: SignedInRequest, run: ReportRun) -> bool:
    form = KeyForm(request.GET)
    if not form.is_valid():
        return False
    try:
        said = _signer.unsign(form.cleaned_data["key"], max_age=KEY_HOLDS_SECONDS)
    except signing.BadSignature:
        return False
    return said == f"{run.public_id}:{request.user.public_id}"
