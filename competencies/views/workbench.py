"""What the page of one module shows to those who write it, and what they may do there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from competencies.forms import AttachForm, LevelsForm
from competencies.forms.attaching import AIM, level_choices
from competencies.models import Competency, Module, ModuleCompetency, Section
from competencies.models.state import ContentState
from competencies.rules import changes_module, publishes_module
from competencies.services.modules import lacks
from competencies.services.sections import order_mark
from people.access import today
from people.decorators import SignedInRequest, demand, find


@dataclass(frozen=True, slots=True)
class Bench:
    """One module, the day, and what the person may do to it."""

    module: Module
    on: date
    may_change: bool
    may_publish: bool

    @property
    def review_overdue(self) -> bool:
        """Whether its text should have been looked at again by now."""
        return bool(
            self.module.review_on
            and self.module.review_on < self.on
            and self.module.state != ContentState.RETIRED
        )


def open_module(request: SignedInRequest, public_id: UUID) -> Bench:
    """Return the module with what `request.user` may do, or answer 404."""
    on = today(timezone.now())
    module = find(Module.objects.visible_to(request.user, on=on).select_related("author"), public_id)
    return Bench(
        module,
        on,
        may_change=changes_module(request.user, module, on=on),
        may_publish=publishes_module(request.user, module, on=on),
    )


def open_to_change(request: SignedInRequest, public_id: UUID) -> Bench:
    """Return the module for somebody who may change its text; answer 403 to others."""
    bench = open_module(request, public_id)
    demand(bench.may_change)
    return bench


def open_to_publish(request: SignedInRequest, public_id: UUID) -> Bench:
    """Return the module for somebody who may publish and retire it; answer 403 to others."""
    bench = open_module(request, public_id)
    demand(bench.may_publish)
    return bench


@dataclass(frozen=True, slots=True)
class Attached:
    """A competency that the module serves, with the form to change the levels."""

    row: ModuleCompetency
    form: LevelsForm


def sections_context(bench: Bench) -> dict[str, object]:
    """Return what the list of sections needs. One query."""
    rows = list(bench.module.sections.order_by("position", "pk"))
    current = [row for row in rows if row.state == Section.State.CURRENT]
    return {
        "bench": bench,
        "module": bench.module,
        "sections": current,
        "taken_out": [row for row in rows if row.state == Section.State.TAKEN_OUT],
        "order_seen": order_mark(current),
    }


def bench_context(
    bench: Bench, *, attach_form: AttachForm | None = None, about: Competency | None = None
) -> dict[str, object]:
    """Return what the whole page needs, in a constant number of queries. `about` stands in the form that
    attaches, as the choice to be confirmed."""
    levels = level_choices()
    attachments = bench.module.attachments.select_related("competency").order_by("competency__position")
    attached = [Attached(row, LevelsForm.of(row, levels=levels)) for row in attachments]
    free = Competency.objects.attachable().exclude(module_attachments__module=bench.module)
    chosen = {**AIM, "competency": about.public_id if about else None}
    return {
        **sections_context(bench),
        "attached": attached,
        "attach_form": attach_form or AttachForm(initial=chosen, competencies=list(free), levels=levels),
        "lacks": lacks(bench.module),
    }


def attach_form(data: object, module: Module) -> AttachForm:
    """Return the bound form that attaches `module` to another competency."""
    free = Competency.objects.attachable().exclude(module_attachments__module=module)
    return AttachForm(data, competencies=list(free), levels=level_choices())
