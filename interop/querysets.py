"""Reads of imports, and who may see which."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models

from people.access import Capability, programs_where

if TYPE_CHECKING:
    from interop.models import ImportBatch  # noqa: F401
    from people.models import User


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    """Reads of imports."""

    def visible_to(self, user: User | AnonymousUser, *, on: date) -> Self:
        """Keep the imports into programs whose roster `user` manages."""
        managed = programs_where(user, Capability.MANAGE, on=on)
        return self.filter(program__in=managed.order_by().values("pk"))
