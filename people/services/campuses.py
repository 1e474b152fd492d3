"""Which parts of the cohorts of a program are at which campus."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from people.models import Campus, Group, Program
from people.services.errors import RefusedError


@transaction.atomic
def place_groups(*, campus: Campus, groups: Iterable[Group]) -> int:
    """Let exactly these groups be at a campus, and return how many moved there or away from it.

    A group is at one campus: it leaves the one where it was. Doing it twice changes nothing the second time.
    Raises RefusedError for a group of another program's cohort.
    """
    Program.objects.select_for_update().get(pk=campus.program_id)
    wanted = {group.pk for group in groups}
    of_program = Group.objects.filter(cohort__program=campus.program_id)
    if of_program.filter(pk__in=wanted).count() != len(wanted):
        raise RefusedError(_("A group of another program cannot be at this campus."))
    away = of_program.filter(campus=campus).exclude(pk__in=wanted).update(campus=None)
    # Not `exclude(campus=campus)`: that would leave out who is at none.
    there = set(of_program.filter(campus=campus).values_list("pk", flat=True))
    return away + of_program.filter(pk__in=wanted - there).update(campus=campus)
