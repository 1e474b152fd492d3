"""System checks of the bases in this room, and the receivers that keep what they check true."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.db import connections

from common import append_only_triggers
from common.append_only import AppendOnlyQuerySet, append_only_models


@checks.register(checks.Tags.models)
def append_only_managers(
    *, app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Every manager of an append-only model refuses to change and to remove."""
    return [
        checks.Error(
            f"The manager {manager.name!r} of an append-only model lets rows be changed.",
            hint="Make it from a subclass of common.append_only.AppendOnlyQuerySet.",
            obj=model,
            id="common.E001",
        )
        for model in append_only_models()
        for manager in model._meta.managers
        if not isinstance(manager.get_queryset(), AppendOnlyQuerySet)
    ]


@checks.register(checks.Tags.database)
def append_only_triggers_stand(
    *, app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Every append-only table that exists has its triggers."""
    errors: list[checks.CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        for table in append_only_triggers.tables_of(append_only_models(), connection):
            missing = append_only_triggers.missing(connection, table)
            if missing:
                errors.append(
                    checks.Error(
                        f"The append-only table {table} is not protected: {', '.join(missing)} is missing.",
                        hint="Run `manage.py migrate --skip-checks`, which puts the triggers back.",
                        id="common.E002",
                    )
                )
    return errors


def make_way(sender: AppConfig, using: str, plan: list[Any] | None = None, **kwargs: Any) -> None:
    """Before migrations of this app run, drop the triggers that would stand in their way."""
    if any(migration.app_label == sender.label for migration, _backwards in plan or ()):
        connection = connections[using]
        append_only_triggers.drop_key_triggers(connection, _tables(sender, using))


def put_back(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """After every migrate, put the triggers of this app's append-only tables in place."""
    append_only_triggers.install(connections[using], _tables(sender, using))


def _tables(app_config: AppConfig, using: str) -> list[str]:
    own = [model for model in append_only_models() if model._meta.app_config is app_config]
    return append_only_triggers.tables_of(own, connections[using]) if own else []
