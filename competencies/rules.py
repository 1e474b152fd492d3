"""Whether a person may see or change one piece of content: the twins of the querysets' `visible_to`.

The functions take the day. They are registered as permissions (`user.has_perm("competencies.view_module",
module)`) that ask about today.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from rules.permissions import add_perm
from rules.predicates import predicate

from competencies.models import Competency, FrameworkVersion, Module
from competencies.models.state import ContentState
from competencies.querysets import OPEN_STATES
from people.access import Capability, can, today
from people.models import User

Who = User | AnonymousUser


def sees_version(user: Who, version: FrameworkVersion, *, on: date) -> bool:
    """Return whether `user` may read the version of a framework."""
    return _sees(user, version.state, on)


def sees_competency(user: Who, competency: Competency, *, on: date) -> bool:
    """Return whether `user` may read the version that the competency belongs to."""
    return _sees(user, competency.version.state, on)


def sees_module(user: Who, module: Module, *, on: date) -> bool:
    """Return whether `user` may read the module."""
    return _sees(user, module.state, on)


def changes_module(user: Who, module: Module, *, on: date) -> bool:
    """Return whether `user` may change the text: of a draft who drafts, of anything else who publishes."""
    if module.state in {ContentState.DRAFT, ContentState.IN_REVIEW}:
        return can(user, Capability.DRAFT_CONTENT, on=on)
    return can(user, Capability.PUBLISH_CONTENT, on=on)


def attaches_module(user: Who, module: Module, *, on: date) -> bool:
    """Return whether `user` may say which competencies the module serves: whoever drafts content."""
    return can(user, Capability.DRAFT_CONTENT, on=on)


def publishes_module(user: Who, module: Module, *, on: date) -> bool:
    """Return whether `user` may publish and retire the module."""
    return can(user, Capability.PUBLISH_CONTENT, on=on)


def _sees(user: Who, state: str, on: date) -> bool:
    if not user.is_active or user.pk is None:
        return False
    return state in OPEN_STATES or can(user, Capability.DRAFT_CONTENT, on=on)


ALLOWS: dict[str, Callable[..., bool]] = {
    "view_frameworkversion": sees_version,
    "view_competency": sees_competency,
    "view_module": sees_module,
    "change_module": changes_module,
    "attach_module": attaches_module,
    "publish_module": publishes_module,
}
"""The predicate of each permission."""


def _today(allows: Callable[..., bool]) -> Callable[[Any, Any], bool]:
    def asked_today(user: Any, row: Any) -> bool:
        return row is not None and allows(user, row, on=today(timezone.now()))

    return asked_today


for _name, _allows in ALLOWS.items():
    add_perm(f"competencies.{_name}", predicate(_today(_allows), name=_name))  # type: ignore[no-untyped-call]
