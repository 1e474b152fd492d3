"""Writing sections, with a preview, and putting them in order."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from competencies.forms import MarkdownForm, SectionForm
from competencies.models import Section
from competencies.services.refusals import ContentRefusedError, TextChangedError
from competencies.services.sections import (
    add_section,
    put_back_section,
    section_mark,
    take_out_section,
    update_section,
)
from competencies.views.workbench import open_to_change
from people.access import Capability
from people.decorators import SignedInRequest, capable, find


@capable(Capability.DRAFT_CONTENT)
@require_http_methods(["GET", "HEAD", "POST"])
def section_create(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Write a section; it goes to the end of the module."""
    module = open_to_change(request, public_id).module
    form = SectionForm(request.POST or None)
    context: dict[str, object] = {"module": module}
    if "preview" in request.POST:
        return _preview(request, form, context)
    if request.method == "POST" and form.is_valid():
        try:
            section = add_section(module=module, text=form.text(), at=timezone.now())
        except ContentRefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("“%(title)s” was added at the end.") % {"title": section.title})
            return redirect("competencies:module-edit", public_id)
    return _page(request, form, context, status=422 if form.is_bound else 200)


@capable(Capability.DRAFT_CONTENT)
@require_http_methods(["GET", "HEAD", "POST"])
def section_edit(request: SignedInRequest, public_id: UUID, section_id: UUID) -> HttpResponse:
    """Change a section; what another tab saved meanwhile is shown, not overwritten."""
    module = open_to_change(request, public_id).module
    section = find(module.sections.all(), section_id)
    form = SectionForm(request.POST or None, instance=section)
    context: dict[str, object] = {"module": module, "section": section}
    if "preview" in request.POST:
        return _preview(request, form, context)
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            update_section(section=section, text=form.text(), seen=seen, at=timezone.now())
        except TextChangedError as refusal:
            now = Section.objects.get(pk=section.pk)
            form.see_again(section_mark(now), refusal)
            return _page(request, form, {**context, "now": now}, status=409)
        messages.success(request, _("Saved."))
        return redirect("competencies:module-edit", public_id)
    return _page(request, form, context, status=422 if form.is_bound else 200)


@capable(Capability.DRAFT_CONTENT)
@require_POST
def section_take_out(request: SignedInRequest, public_id: UUID, section_id: UUID) -> HttpResponse:
    """Take a section out; it can be put back."""
    section = find(open_to_change(request, public_id).module.sections.all(), section_id)
    take_out_section(section=section, at=timezone.now())
    said = _("“%(title)s” was taken out. What students read of it stays; you can put it back below.")
    messages.success(request, said % {"title": section.title})
    return redirect("competencies:module-edit", public_id)


@capable(Capability.DRAFT_CONTENT)
@require_POST
def section_put_back(request: SignedInRequest, public_id: UUID, section_id: UUID) -> HttpResponse:
    """Put a section back at the end."""
    section = find(open_to_change(request, public_id).module.sections.all(), section_id)
    try:
        put_back_section(section=section, at=timezone.now())
    except ContentRefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("“%(title)s” is back, at the end.") % {"title": section.title})
    return redirect("competencies:module-edit", public_id)


@capable(Capability.DRAFT_CONTENT)
@require_POST
def markdown_preview(request: SignedInRequest) -> HttpResponse:
    """Answer with a text as students will see it, for the page that is being written."""
    form = MarkdownForm(request.POST)
    text = form.cleaned_data["body"] if form.is_valid() else ""
    return render(request, "competencies/_markdown.html", {"text": text, "form": form})


def _preview(request: SignedInRequest, form: SectionForm, context: dict[str, object]) -> HttpResponse:
    """Show the form again as it was filled in, with its text rendered; nothing is saved."""
    form.look_only()
    return _page(request, form, context)


def _page(
    request: SignedInRequest, form: SectionForm, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    context = {**context, "form": form, "shown": form["body"].value() or ""}
    return render(request, "competencies/section_form.html", context, status=status)
