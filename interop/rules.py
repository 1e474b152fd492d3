"""Whether a person may see one row of this room: the twins of the querysets' `visible_to`."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from rules.permissions import add_perm
from rules.predicates import predicate

from interop.models import ImportBatch
from people.access import Capability, can, today
from people.models import User


def sees_import(user: User | AnonymousUser, batch: ImportBatch, *, on: date) -> bool:
    """Return whether `user` manages the program, or imported it into a cohort that they manage."""
    if can(user, Capability.MANAGE, on=on, program=batch.program):
        return True
    own = batch.cohort is not None and batch.created_by_id == user.pk
    return own and can(user, Capability.MANAGE, on=on, cohort=batch.cohort)


def _asked_today(user: Any, batch: Any) -> bool:
    return batch is not None and sees_import(user, batch, on=today(timezone.now()))


add_perm("interop.view_importbatch", predicate(_asked_today, name="sees_import"))  # type: ignore[no-untyped-call]
