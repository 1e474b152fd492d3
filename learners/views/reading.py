"""Reading: a competency with its modules and assessments, and a module section by section."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assessments.services.settling import settle_due
from competencies.models import Competency, Module, Section
from competencies.templatetags.content import local
from learners.competency_page import competency_page
from learners.forms import ReadForm
from learners.reading import module_page
from learners.services.reading import mark_read, mark_unread
from people.access import Capability, can, is_staff_anywhere, today
from people.decorators import SignedInRequest, find, signed_in


@signed_in
@require_safe
def competency_detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show a competency: the statement, one's own place, indicators by level, what to learn and to show."""
    at = timezone.now()
    on = today(at)
    rows = Competency.objects.visible_to(request.user, on=on).select_related("domain", "version__framework")
    competency = find(rows, public_id)
    settle_due(at=at, learner_ids=[request.user.pk])
    page = competency_page(competency, reader=request.user, on=on, at=at)
    context = {
        "page": page,
        "level_names": {level.ordinal: local(level, "name") for level in page.levels},
        "is_staff": is_staff_anywhere(request.user, on=on),
        "may_teach": can(request.user, Capability.TEACH, on=on),
    }
    return render(request, "learners/competency_detail.html", context)


@signed_in
@require_safe
def module_detail(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show a module to read, with the reader's own progress."""
    at = timezone.now()
    on = today(at)
    module = find(Module.objects.visible_to(request.user, on=on), public_id)
    context = {
        "page": module_page(module, reader=request.user, at=at),
        "may_edit": can(request.user, Capability.DRAFT_CONTENT, on=on),
        "may_teach": can(request.user, Capability.TEACH, on=on),
    }
    return render(request, "learners/module_detail.html", context)


@signed_in
@require_POST
def section_read(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Keep that a section was read, or take it back, and go on to the next one."""
    at = timezone.now()
    modules = Module.objects.visible_to(request.user, on=today(at))
    section = get_object_or_404(
        Section.objects.filter(module__in=modules, state=Section.State.CURRENT).select_related("module"),
        public_id=public_id,
    )
    form = ReadForm(request.POST)
    if form.is_valid() and form.cleaned_data["unread"]:
        mark_unread(section=section, user=request.user)
        target: Section | None = section
    else:
        mark_read(section=section, user=request.user, at=at)
        target = module_page(section.module, reader=request.user, at=at).next_unread
    anchor = f"section-{target.public_id}" if target is not None else "all-read"
    return redirect(f"{reverse('learners:module-detail', args=[section.module.public_id])}#{anchor}")
