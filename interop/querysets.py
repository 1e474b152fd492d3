"""Reads of imports, and who may see which."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from people.access import Capability, cohorts_where, programs_where

if TYPE_CHECKING:
    from interop.models import ImportBatch  # noqa: F401
    from people.models import User


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    """Reads of imports."""

    def visible_to(self, user: User | AnonymousUser, *, on: date) -> Self:
        """Keep the imports into programs that `user` manages, and one's own into cohorts one manages."""
        programs = programs_where(user, Capability.MANAGE, on=on)
        cohorts = cohorts_where(user, Capability.MANAGE, on=on)
        return self.filter(
            Q(program__in=programs.order_by().values("pk"))
            | Q(created_by=user.pk, cohort__in=cohorts.order_by().values("pk"))
        )
