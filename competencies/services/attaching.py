"""Saying which competencies a module serves, and from which level to which."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from competencies.models import Competency, Module, ModuleCompetency
from competencies.models.state import ContentState
from competencies.services.modules import lock_module, touch
from competencies.services.refusals import ContentRefusedError


@transaction.atomic
def attach_to_competency(
    *, module: Module, competency: Competency, level_from: int, level_to: int, at: datetime
) -> ModuleCompetency:
    """Attach a module to a competency, or change the levels it aims at, and return the attachment.

    Raises ContentRefusedError for levels off the scale and for a competency that is no longer in force.
    """
    refuse_levels(competency=competency, level_from=level_from, level_to=level_to)
    current = lock_module(module)
    attachment, _created = ModuleCompetency.objects.update_or_create(
        module=current, competency=competency, defaults={"level_from": level_from, "level_to": level_to}
    )
    touch(current, at)
    return attachment


@transaction.atomic
def detach_from_competency(*, module: Module, competency: Competency, at: datetime) -> None:
    """Detach a module from a competency. Doing it twice changes nothing.

    Raises ContentRefusedError when a published module would be left without any.
    """
    current = lock_module(module)
    attachments = current.attachments.filter(competency=competency)
    others = current.attachments.exclude(competency=competency)
    if current.state == ContentState.PUBLISHED and attachments.exists() and not others.exists():
        raise ContentRefusedError(
            _("A published module serves at least one competency. Attach another one first, or retire it.")
        )
    if attachments.delete()[0]:
        touch(current, at)


def refuse_levels(*, competency: Competency, level_from: int, level_to: int) -> None:
    """Raise ContentRefusedError when the levels are not on the competency's scale, or it is not in force."""
    if competency.version.state == ContentState.RETIRED:
        raise ContentRefusedError(
            _("%(code)s belongs to a version of its framework that was retired.") % {"code": competency.code}
        )
    top = top_level(competency)
    if not 1 <= level_from <= level_to <= top:
        raise ContentRefusedError(
            _("Choose levels from 1 to %(top)d, the one it leads to not below the one it starts from.")
            % {"top": top}
        )


def top_level(competency: Competency) -> int:
    """Return the highest level of the scale that the competency is measured on."""
    top = competency.version.scale.levels.order_by("-ordinal").values_list("ordinal", flat=True).first()
    return top or 0
