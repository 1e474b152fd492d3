"""Modules: written, changed without losing what others wrote, published, retired."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from competencies.models import Module
from competencies.services.modules import (
    ModuleDetails,
    ask_for_review,
    back_to_draft,
    create_module,
    details_of,
    lacks,
    module_mark,
    publish_module,
    retire_module,
    update_module,
)
from competencies.services.refusals import ContentRefusedError, TextChangedError
from tests.factories import (
    ModuleCompetencyFactory,
    ModuleFactory,
    ReferenceFactory,
    SectionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 23, 14, tzinfo=UTC)
LATER = datetime(2026, 11, 24, 9, tzinfo=UTC)


def ready(**fields) -> Module:
    module = ModuleFactory(**fields)
    SectionFactory(module=module)
    ModuleCompetencyFactory(module=module)
    return module


def test_create_module_makes_a_draft_of_its_author() -> None:
    author, reference = UserFactory(), ReferenceFactory()
    details = ModuleDetails(
        title="Could someone recognise the patient?",
        objective="Spot combinations.",
        minutes=35,
        tags=("privacy", "images"),
        review_on=date(2027, 11, 23),
        resources=frozenset({reference.pk}),
    )
    module = create_module(details=details, author=author, language="en", at=AT)
    module.refresh_from_db()
    assert (module.state, module.author, module.created_at, module.updated_at) == ("draft", author, AT, AT)
    assert details_of(module) == details


def test_create_module_refuses_an_empty_title() -> None:
    with pytest.raises(ValidationError) as refused:
        create_module(details=ModuleDetails(title=""), author=UserFactory(), language="en", at=AT)
    assert "title" in refused.value.message_dict
    assert not Module.objects.exists()


def test_update_module_changes_what_was_seen_and_notes_when() -> None:
    module = ModuleFactory(title="Old")
    update_module(module=module, details=ModuleDetails(title="New"), seen=module_mark(module), at=AT)
    module.refresh_from_db()
    assert (module.title, module.updated_at) == ("New", AT)


def test_update_module_refuses_to_overwrite_another_tab() -> None:
    module = ModuleFactory(title="Old")
    seen = module_mark(module)
    update_module(module=module, details=ModuleDetails(title="Theirs"), seen=seen, at=AT)
    with pytest.raises(TextChangedError, match="Nothing was overwritten"):
        update_module(module=module, details=ModuleDetails(title="Mine"), seen=seen, at=LATER)
    module.refresh_from_db()
    assert (module.title, module.updated_at) == ("Theirs", AT)


def test_module_mark_ignores_sections_and_notices_every_detail() -> None:
    module = ModuleFactory()
    mark = module_mark(module)
    SectionFactory(module=module)
    assert module_mark(module) == mark
    seen = {mark}
    for field, value in (
        ("title", "T"),
        ("objective", "O"),
        ("minutes", 99),
        ("jurisdiction", "CA-ON"),
        ("tags", ["x"]),
        ("review_on", date(2030, 1, 1)),
    ):
        setattr(module, field, value)
        seen.add(module_mark(module))
    module.resources.add(ReferenceFactory())
    seen.add(module_mark(module))
    assert len(seen) == 8


def test_publish_module_needs_a_section_and_a_competency() -> None:
    module = ModuleFactory(state="draft")
    with pytest.raises(ContentRefusedError, match=r"at least one section.*at least one competency"):
        publish_module(module=module, at=AT)
    SectionFactory(module=module, state="taken_out")
    assert len(lacks(module)) == 2
    SectionFactory(module=module)
    ModuleCompetencyFactory(module=module)
    assert lacks(module) == []
    assert publish_module(module=module, at=AT).state == "published"


def test_states_follow_each_other() -> None:
    module = ready(state="draft")
    for step, state in (
        (ask_for_review, "in_review"),
        (back_to_draft, "draft"),
        (ask_for_review, "in_review"),
        (publish_module, "published"),
        (retire_module, "retired"),
        (publish_module, "published"),
    ):
        assert step(module=module, at=AT).state == state
    module.refresh_from_db()
    assert (module.state, module.updated_at) == ("published", AT)


@pytest.mark.parametrize(
    ("step", "state"),
    [
        (ask_for_review, "published"),
        (ask_for_review, "in_review"),
        (back_to_draft, "published"),
        (publish_module, "published"),
        (retire_module, "draft"),
        (retire_module, "retired"),
    ],
)
def test_steps_from_another_state_are_refused_by_name(step, state) -> None:
    module = ready(state=state, title="Footprints")
    with pytest.raises(ContentRefusedError, match="“Footprints” is"):
        step(module=module, at=AT)
    module.refresh_from_db()
    assert module.state == state
