"""Modules as their writers see them: listed, written, previewed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from competencies.filters import ModuleFilter
from competencies.forms import AboutForm, ModuleForm
from competencies.models import Module, Section
from competencies.services.modules import create_module, module_mark, update_module
from competencies.services.refusals import TextChangedError
from competencies.views.workbench import bench_context, open_module, open_to_change
from people.access import Capability, today
from people.decorators import SignedInRequest, capable

PER_PAGE = 50


@capable(Capability.DRAFT_CONTENT)
@require_safe
def module_list(request: SignedInRequest) -> HttpResponse:
    """List the modules with their state, by competency, state, words and overdue review."""
    on = today(timezone.now())
    modules = Module.objects.visible_to(request.user, on=on)
    found = ModuleFilter(request.GET, queryset=modules.for_list(), on=on)
    context = {
        "filter": found,
        "page": Paginator(found.qs, PER_PAGE).get_page(request.GET.get("page")),
        "counts": modules.counts(on),
        "on": on,
    }
    return render(request, "competencies/module_list.html", context)


@capable(Capability.DRAFT_CONTENT)
@require_http_methods(["GET", "HEAD", "POST"])
def module_create(request: SignedInRequest) -> HttpResponse:
    """Begin a module: its head first, then the page to write its sections and say what it serves."""
    form = ModuleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        language = get_language() or "en"
        module = create_module(
            details=form.details(), author=request.user, language=language, at=timezone.now()
        )
        messages.success(request, _("The draft stands. Write its first section."))
        address, about = reverse("competencies:module-edit", args=[module.public_id]), AboutForm(request.GET)
        return redirect(f"{address}?{query}" if (query := about.query()) else address)
    status = 422 if form.is_bound else 200
    return render(request, "competencies/module_form.html", {"form": form}, status=status)


@capable(Capability.DRAFT_CONTENT)
@require_safe
def module_edit(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show a module to those who write it: its head, sections, competencies and state."""
    bench = open_module(request, public_id)
    about = AboutForm(request.GET).about()
    return render(request, "competencies/module_edit.html", bench_context(bench, about=about))


@capable(Capability.DRAFT_CONTENT)
@require_http_methods(["GET", "HEAD", "POST"])
def module_details(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Change the head of a module; what another tab saved meanwhile is shown, not overwritten."""
    module = open_to_change(request, public_id).module
    form = ModuleForm(request.POST or None, instance=module)
    context: dict[str, object] = {"form": form, "module": module}
    if request.method == "POST" and form.is_valid():
        try:
            update_module(
                module=module, details=form.details(), seen=form.cleaned_data["seen"], at=timezone.now()
            )
        except TextChangedError as refusal:
            now = Module.objects.get(pk=module.pk)
            form.see_again(module_mark(now), refusal)
            context["now"] = now
            return render(request, "competencies/module_form.html", context, status=409)
        messages.success(request, _("Saved."))
        return redirect("competencies:module-edit", public_id)
    return render(request, "competencies/module_form.html", context, status=422 if form.is_bound else 200)


@capable(Capability.DRAFT_CONTENT)
@require_safe
def module_preview(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Show a module as its readers will see it."""
    bench = open_module(request, public_id)
    sections = bench.module.sections.filter(state=Section.State.CURRENT).order_by("position")
    context = {
        "bench": bench,
        "module": bench.module,
        "sections": sections.prefetch_related("references"),
        "resources": bench.module.resources.all(),
    }
    return render(request, "competencies/module_preview.html", context)
