"""Append-only models: rows that are added and never changed or removed.

Inherit :class:`AppendOnlyModel`. Python refuses to save an existing row, to delete one, and to
update or delete through a queryset; database triggers (:mod:`common.append_only_triggers`) refuse
the same to everyone else. A mistake is answered by a further row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, ClassVar, NoReturn, TypeVar

from django.apps import apps
from django.db import models
from django.db.models.base import ModelBase


class AppendOnlyError(TypeError):
    """Raised where code tries to change or remove a row of an append-only model."""


M_co = TypeVar("M_co", bound=models.Model, covariant=True)


def _refuse(model: type[models.Model], verb: str) -> NoReturn:
    message = f"{model._meta.label} is append-only: {verb} is refused. Add a further row instead."
    raise AppendOnlyError(message)


class AppendOnlyQuerySet(models.QuerySet[M_co]):
    """A queryset that adds and reads, and refuses to change or remove.

    Querysets of append-only models inherit it: ``class EvidenceQuerySet(AppendOnlyQuerySet["Evidence"])``.
    """

    def update(self, **kwargs: Any) -> int:
        """Refuse, always."""
        _refuse(self.model, "update()")

    async def aupdate(self, **kwargs: Any) -> int:
        """Refuse, always."""
        _refuse(self.model, "aupdate()")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse, always."""
        _refuse(self.model, "delete()")

    def _raw_delete(self, using: str | None) -> int:
        """Refuse the shortcut that cascades and flushes take."""
        _refuse(self.model, "delete()")

    def bulk_update(self, objs: Iterable[M_co], fields: Iterable[str], batch_size: int | None = None) -> int:
        """Refuse, always."""
        _refuse(self.model, "bulk_update()")

    def update_or_create(self, *args: Any, **kwargs: Any) -> tuple[M_co, bool]:
        """Refuse, always; ``get_or_create`` stays."""
        _refuse(self.model, "update_or_create()")

    def bulk_create(
        self,
        objs: Iterable[M_co],
        batch_size: int | None = None,
        ignore_conflicts: bool = False,
        update_conflicts: bool = False,
        update_fields: Collection[str] | None = None,
        unique_fields: Collection[str] | None = None,
    ) -> list[M_co]:
        """Add rows, all or none.

        Refuses ``update_conflicts``, which would change rows, and ``ignore_conflicts``: SQLite cannot
        tell an ignored conflict from a replacing one, so its triggers refuse both. Look before adding.
        """
        if update_conflicts or ignore_conflicts:
            _refuse(self.model, "bulk_create() past conflicts")
        return super().bulk_create(objs, batch_size=batch_size)


class AppendOnlyModel(models.Model):
    """Abstract base of models whose rows are only ever added.

    A custom manager must come from a subclass of :class:`AppendOnlyQuerySet`
    (``objects = EvidenceQuerySet.as_manager()``); a system check refuses any other.
    """

    objects: ClassVar[models.Manager[Any]] = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(
        self,
        force_insert: bool | tuple[ModelBase, ...] = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        """Insert this row. Raises AppendOnlyError where it stands in the database already."""
        if not self._state.adding or force_update or update_fields is not None:
            _refuse(type(self), "saving an existing row")
        super().save(force_insert=force_insert or True, using=using)

    def delete(self, using: Any = None, keep_parents: bool = False) -> tuple[int, dict[str, int]]:
        """Refuse, always."""
        _refuse(type(self), "delete()")


def append_only_models() -> list[type[AppendOnlyModel]]:
    """Return every concrete, managed append-only model, ordered by label."""
    found = [
        model
        for model in apps.get_models()
        if issubclass(model, AppendOnlyModel) and model._meta.managed and not model._meta.proxy
    ]
    return sorted(found, key=lambda model: model._meta.label)
