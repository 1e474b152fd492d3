"""Putting sections in order: by buttons, which move one by a place, and by dragging, which gives them all."""

from __future__ import annotations

from typing import NamedTuple, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from competencies.forms import OrderForm
from competencies.models import Module, Section
from competencies.services.refusals import ContentRefusedError
from competencies.services.sections import Direction, move_section, reorder_sections
from competencies.views.parts import by_htmx
from competencies.views.workbench import open_to_change, sections_context
from people.access import Capability
from people.decorators import SignedInRequest, capable, find


class Done(NamedTuple):
    """What was done, in words, and the button that keeps the focus."""

    said: str
    focus: str = ""


@capable(Capability.DRAFT_CONTENT)
@require_POST
def section_order(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Move one section by a place, or put all in the order given."""
    bench = open_to_change(request, public_id)
    form = OrderForm(request.POST)
    try:
        done = _order(bench.module, form) if form.is_valid() else Done(_("That order cannot be."))
    except ContentRefusedError as refusal:
        done, refused = Done(str(refusal)), True
    else:
        refused = not form.is_valid()
    if by_htmx(request):
        context = {**sections_context(bench), "done": done, "refused": refused}
        return render(
            request, "competencies/module_edit.html#sections", context, status=422 if refused else 200
        )
    (messages.error if refused else messages.success)(request, done.said)
    return redirect(f"{reverse('competencies:module-edit', args=[public_id])}#{done.focus or 'sections'}")


def _order(module: Module, form: OrderForm) -> Done:
    given = form.cleaned_data
    if not given["move"]:
        reorder_sections(module=module, order=given["section"], seen=given["seen"], at=timezone.now())
        return Done(_("The new order is saved."))
    which, direction = given["move"].split(":")
    section = find(module.sections.all(), UUID(which))
    place = move_section(section=section, direction=cast("Direction", direction), at=timezone.now())
    count = module.sections.filter(state=Section.State.CURRENT).count()
    said = _("“%(title)s” is now %(place)d of %(count)d.") % {
        "title": section.title,
        "place": place,
        "count": count,
    }
    # At either end the button that was pressed is gone, so the focus goes to its neighbour.
    if place in {1, count}:
        direction = "down" if place == 1 else "up"
    return Done(said, f"{direction}-{section.public_id}")
