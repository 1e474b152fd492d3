"""Writing modules and taking them through their states."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from competencies.models import Module, Section
from competencies.models.state import ContentState
from competencies.revisions import mark_of
from competencies.services.refusals import ContentRefusedError, TextChangedError
from people.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleDetails:
    """What stands at the head of a module. `minutes` is the time it takes, `resources` are reference keys."""

    title: str
    objective: str = ""
    minutes: int = 10
    jurisdiction: str = ""
    tags: tuple[str, ...] = ()
    review_on: date | None = None
    resources: frozenset[int] = frozenset()


def details_of(module: Module) -> ModuleDetails:
    """Return the details as they are stored. One query, for the resources."""
    return ModuleDetails(
        title=module.title,
        objective=module.objective,
        minutes=module.minutes,
        jurisdiction=module.jurisdiction,
        tags=tuple(module.tags),
        review_on=module.review_on,
        resources=frozenset(module.resources.values_list("pk", flat=True)),
    )


def module_mark(module: Module) -> str:
    """Return the mark of the module's details, without its sections and competencies."""
    details = details_of(module)
    return mark_of(
        (
            details.title,
            details.objective,
            details.minutes,
            details.jurisdiction,
            details.tags,
            details.review_on,
            sorted(details.resources),
        )
    )


@transaction.atomic
def create_module(*, details: ModuleDetails, author: User, language: str, at: datetime) -> Module:
    """Create a draft and return it. Raises ValidationError for details that cannot be."""
    module = Module(author=author, language=language, created_at=at)
    _write(module, details, at)
    return module


@transaction.atomic
def update_module(*, module: Module, details: ModuleDetails, seen: str, at: datetime) -> Module:
    """Change the details of a module and return it.

    seen: `module_mark` of the details that were opened. Raises TextChangedError when others stand there
    now, ValidationError for details that cannot be.
    """
    current = lock_module(module)
    if module_mark(current) != seen:
        raise TextChangedError
    _write(current, details, at)
    return current


@transaction.atomic
def ask_for_review(*, module: Module, at: datetime) -> Module:
    """Hand a draft to those who publish. Raises ContentRefusedError when it is not a draft or not ready."""
    current = _in_state(module, ContentState.DRAFT)
    _refuse_unready(current)
    return _into(current, ContentState.IN_REVIEW, at)


@transaction.atomic
def back_to_draft(*, module: Module, at: datetime) -> Module:
    """Take a module back from review. Raises ContentRefusedError when it is not in review."""
    return _into(_in_state(module, ContentState.IN_REVIEW), ContentState.DRAFT, at)


@transaction.atomic
def publish_module(*, module: Module, at: datetime) -> Module:
    """Make a module assignable: a draft, one in review, or a retired one again.

    Raises ContentRefusedError when it is published already, or lacks a section or a competency.
    """
    current = _in_state(module, ContentState.DRAFT, ContentState.IN_REVIEW, ContentState.RETIRED)
    _refuse_unready(current)
    return _into(current, ContentState.PUBLISHED, at)


@transaction.atomic
def retire_module(*, module: Module, at: datetime) -> Module:
    """Take a published module out of use. It stays readable for everyone who was given it."""
    return _into(_in_state(module, ContentState.PUBLISHED), ContentState.RETIRED, at)


def lacks(module: Module) -> list[str]:
    """Return what a module still needs before others may read it, as sentences; empty when it is ready."""
    missing = []
    if not module.sections.filter(state=Section.State.CURRENT).exists():
        missing.append(_("Add at least one section."))
    if not module.attachments.exists():
        missing.append(_("Attach it to at least one competency."))
    return missing


def lock_module(module: Module) -> Module:
    """Return the module as it is stored now, locked until the transaction ends."""
    return Module.objects.select_for_update().get(pk=module.pk)


def touch(module: Module, at: datetime) -> None:
    """Note on a locked module that something of it was changed."""
    module.updated_at = at
    module.save(update_fields=["updated_at"])


def _write(module: Module, details: ModuleDetails, at: datetime) -> None:
    module.title = details.title
    module.objective = details.objective
    module.minutes = details.minutes
    module.jurisdiction = details.jurisdiction
    module.tags = list(details.tags)
    module.review_on = details.review_on
    module.updated_at = at
    module.full_clean(exclude=["author"])
    module.save()
    module.resources.set(details.resources)


def _in_state(module: Module, *states: ContentState) -> Module:
    current = lock_module(module)
    if current.state not in states:
        raise ContentRefusedError(
            _("“%(title)s” is %(state)s now, so this cannot be done. The page shows what can.")
            % {"title": current.title, "state": current.get_state_display().lower()}
        )
    return current


def _into(module: Module, state: ContentState, at: datetime) -> Module:
    module.state = state
    module.updated_at = at
    module.save(update_fields=["state", "updated_at"])
    return module


def _refuse_unready(module: Module) -> None:
    if missing := lacks(module):
        raise ContentRefusedError(" ".join([_("Not ready yet."), *missing]))
