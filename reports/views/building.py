"""Choosing a report: the builder, and what happens to choices that are kept."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from people.access import Capability, can, today
from people.decorators import SignedInRequest, demand, find, signed_in
from people.models import Cohort
from reports.forms_building import BeginForm, BuilderActForm, BuilderForm, initial_of
from reports.models import ReportDefinition, ReportRun
from reports.rules import changes_definition
from reports.services import asking


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def report_create(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Choose a report of a cohort, then ask for it, keep the choice, or both."""
    at = timezone.now()
    on = today(at)
    cohort = find(Cohort.objects.visible_to(request.user, on=on).select_related("program"), public_id)
    demand(can(request.user, Capability.MANAGE, on=on, cohort=cohort))
    begin = BeginForm(request.GET)
    report = begin.cleaned_data["report"] if begin.is_valid() else ""
    return _build(request, cohort, ReportDefinition(cohort=cohort), {"report": report}, at)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def definition_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Change a choice that one keeps."""
    at = timezone.now()
    definition = _definition(request, public_id, at)
    demand(changes_definition(request.user, definition, on=today(at)))
    return _build(request, definition.cohort, definition, initial_of(definition), at)


@signed_in
@require_POST
def definition_ask(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Ask for a report as a kept choice says."""
    at = timezone.now()
    definition = _definition(request, public_id, at)
    run = asking.ask_again(
        definition=definition, by=request.user, at=at, language=get_language() or definition.language
    )
    return redirect("reports:run-detail", run.public_id)


@signed_in
@require_POST
def definition_duplicate(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Keep a choice once more as one's own, to change it."""
    at = timezone.now()
    definition = _definition(request, public_id, at)
    name = _("Copy of %(name)s") % {"name": definition.name}
    copy = asking.duplicate(definition=definition, by=request.user, at=at, name=name)
    return redirect("reports:definition-edit", copy.public_id)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def definition_delete(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Ask, saying what stays, then forget a kept choice."""
    at = timezone.now()
    definition = _definition(request, public_id, at)
    demand(changes_definition(request.user, definition, on=today(at)))
    if request.method != "POST":
        context = {"definition": definition, "cohort": definition.cohort}
        return render(request, "reports/definition_delete.html", context)
    asking.delete_definition(definition=definition)
    messages.success(request, _("The choice is deleted. Reports that were made by it stay."))
    return redirect("reports:report-list", definition.cohort.public_id)


def _definition(request: SignedInRequest, public_id: UUID, at: datetime) -> ReportDefinition:
    """The choice, for whoever may see it today. To all others there is none."""
    rows = ReportDefinition.objects.visible_to(request.user, on=today(at))
    return find(rows.select_related("cohort__program", "study").prefetch_related("others"), public_id)


def _build(
    request: SignedInRequest,
    cohort: Cohort,
    definition: ReportDefinition,
    initial: dict[str, object],
    at: datetime,
) -> HttpResponse:
    on, act = today(at), BuilderActForm(request.POST)
    own = ReportDefinition.objects.filter(cohort=cohort, made_by=request.user).exclude(pk=definition.pk)
    taken = set(own.values_list("name", flat=True))
    if request.method != "POST":
        form = BuilderForm(cohort=cohort, user=request.user, on=on, initial=initial)
    elif not act.is_valid():
        form = BuilderForm.again(request.POST, cohort=cohort, user=request.user, on=on)
    else:
        form = BuilderForm(request.POST, cohort=cohort, user=request.user, on=on, taken=taken)
        only_keep = act.cleaned_data["act"] == "save"
        if only_keep:
            form.fields["name"].required = True
        if form.is_valid():
            return _done(request, form, definition, at, only_keep=only_keep)
    context = {"cohort": cohort, "form": form, "definition": definition if definition.pk else None}
    return render(request, "reports/report_build.html", context, status=422 if form.errors else 200)


def _done(
    request: SignedInRequest,
    form: BuilderForm,
    definition: ReportDefinition,
    at: datetime,
    *,
    only_keep: bool,
) -> HttpResponse:
    """Keep the choice where it has a name, and ask for the report unless it is only to be kept."""
    said = form.asked()
    said["study"] = asking.study_named(said["study"])
    said["language"] = get_language() or "en"
    name = form.cleaned_data["name"]
    if name:
        for field, value in {**said, "name": name, "shared": form.cleaned_data["shared"]}.items():
            setattr(definition, field, value)
        asking.save_definition(definition=definition, by=request.user, at=at, others=form.picked)
    if only_keep:
        messages.success(request, _("The choice is kept."))
        return redirect("reports:report-list", form.cohort.public_id)
    run = ReportRun(cohort=form.cohort, name=name, **said)
    asked = asking.ask(run=run, by=request.user, at=at, others=form.picked)
    return redirect("reports:run-detail", asked.public_id)
