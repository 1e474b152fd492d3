"""Saying which competencies a module serves."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from competencies.forms import LevelsForm
from competencies.forms.attaching import level_choices
from competencies.models import Competency
from competencies.services.attaching import attach_to_competency, detach_from_competency
from competencies.services.refusals import ContentRefusedError
from competencies.views.workbench import attach_form, bench_context, open_module
from people.access import Capability
from people.decorators import SignedInRequest, capable, find


@capable(Capability.DRAFT_CONTENT)
@require_POST
def module_attach(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Attach a module to a competency, with the levels it leads from and to."""
    bench = open_module(request, public_id)
    form = attach_form(request.POST, bench.module)
    if not form.is_valid():
        context = bench_context(bench, attach_form=form)
        return render(request, "competencies/module_edit.html", context, status=422)
    attach_to_competency(module=bench.module, at=timezone.now(), **form.cleaned_data)
    messages.success(
        request, _("Attached to %(competency)s.") % {"competency": form.cleaned_data["competency"]}
    )
    return _back(public_id)


@capable(Capability.DRAFT_CONTENT)
@require_POST
def module_levels(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Change the levels that a module aims at in a competency it is attached to."""
    module = open_module(request, public_id).module
    form = LevelsForm(request.POST, levels=level_choices())
    if form.is_valid():
        attach_to_competency(module=module, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The levels are changed."))
    else:
        messages.error(request, form.in_one_line())
    return _back(public_id)


@capable(Capability.DRAFT_CONTENT)
@require_POST
def module_detach(request: SignedInRequest, public_id: UUID, competency_id: UUID) -> HttpResponse:
    """Detach a module from a competency; it can be attached again."""
    module = open_module(request, public_id).module
    competency = find(Competency.objects.filter(module_attachments__module=module), competency_id)
    try:
        detach_from_competency(module=module, competency=competency, at=timezone.now())
    except ContentRefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Detached from %(competency)s.") % {"competency": competency})
    return _back(public_id)


def _back(public_id: UUID) -> HttpResponse:
    return redirect(f"{reverse('competencies:module-edit', args=[public_id])}#competencies")
