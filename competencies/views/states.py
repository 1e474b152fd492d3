"""Taking a module through its states. What changes for others is asked first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from competencies.models import Module
from competencies.services.modules import ask_for_review, back_to_draft, lacks, publish_module, retire_module
from competencies.services.refusals import ContentRefusedError
from competencies.views.workbench import open_to_change, open_to_publish
from people.access import Capability
from people.decorators import SignedInRequest, capable


@capable(Capability.PUBLISH_CONTENT)
@require_http_methods(["GET", "HEAD", "POST"])
def module_publish(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Ask, then publish."""
    module = open_to_publish(request, public_id).module
    if request.method == "POST":
        return _do(request, module, lambda at: publish_module(module=module, at=at), _("Published."))
    context = {"module": module, "lacks": lacks(module)}
    return render(request, "competencies/module_publish.html", context)


@capable(Capability.PUBLISH_CONTENT)
@require_http_methods(["GET", "HEAD", "POST"])
def module_retire(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Ask, then retire."""
    module = open_to_publish(request, public_id).module
    if request.method == "POST":
        done = _("Retired. It can be published again.")
        return _do(request, module, lambda at: retire_module(module=module, at=at), done)
    return render(request, "competencies/module_retire.html", {"module": module})


@capable(Capability.DRAFT_CONTENT)
@require_POST
def module_review(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Hand a draft to those who publish."""
    module = open_to_change(request, public_id).module
    done = _("In review. Those who publish find it under “In review”.")
    return _do(request, module, lambda at: ask_for_review(module=module, at=at), done)


@capable(Capability.DRAFT_CONTENT)
@require_POST
def module_to_draft(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Take a module back from review."""
    module = open_to_change(request, public_id).module
    return _do(request, module, lambda at: back_to_draft(module=module, at=at), _("A draft again."))


def _do(
    request: SignedInRequest, module: Module, act: Callable[[datetime], Module], done: str
) -> HttpResponse:
    try:
        act(timezone.now())
    except ContentRefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("competencies:module-edit", module.public_id)
