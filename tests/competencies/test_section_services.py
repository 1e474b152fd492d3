"""Sections: written, put in order, taken out and put back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from competencies.models import Module, Section
from competencies.services import sections as services
from competencies.services.refusals import ContentRefusedError, OrderChangedError, TextChangedError
from competencies.services.sections import SectionText, order_mark, section_mark
from tests.factories import ModuleFactory, ReferenceFactory, SectionFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 23, 14, tzinfo=UTC)


def module_of(*titles: str) -> Module:
    module = ModuleFactory()
    for position, title in enumerate(titles, start=1):
        SectionFactory(module=module, title=title, position=position)
    return module


def current(module: Module) -> list[Section]:
    return list(module.sections.filter(state="current").order_by("position"))


def titles(module: Module) -> str:
    return "".join(section.title for section in current(module))


def test_add_section_goes_to_the_end_and_notes_the_change() -> None:
    module, reference = module_of("a", "b"), ReferenceFactory()
    text = SectionText(kind="text", title="c", body="# Hm", references=frozenset({reference.pk}))
    section = services.add_section(module=module, text=text, at=AT)
    module.refresh_from_db()
    assert titles(module) == "abc"
    assert services.text_of(section) == text
    assert module.updated_at == AT


def test_add_section_refuses_more_than_a_reader_can_bear(monkeypatch) -> None:
    monkeypatch.setattr(services, "MOST", 2)
    module = module_of("a", "b")
    with pytest.raises(ContentRefusedError, match="at most 2 sections"):
        services.add_section(module=module, text=SectionText(kind="text", title="c"), at=AT)


@pytest.mark.parametrize("kind", ["video", "link"])
def test_a_video_or_link_needs_its_address(kind) -> None:
    with pytest.raises(ValidationError, match="needs its address"):
        services.add_section(module=module_of(), text=SectionText(kind=kind, title="t"), at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        SectionFactory(kind=kind, url="")


def test_update_section_refuses_to_overwrite_another_tab() -> None:
    section = SectionFactory(body="old")
    seen = section_mark(section)
    services.update_section(
        section=section, text=SectionText(kind="text", title="t", body="theirs"), seen=seen, at=AT
    )
    with pytest.raises(TextChangedError):
        services.update_section(
            section=section, text=SectionText(kind="text", title="t", body="mine"), seen=seen, at=AT
        )
    section.refresh_from_db()
    assert section.body == "theirs"


def test_update_section_refuses_a_section_that_was_taken_out_meanwhile() -> None:
    section = SectionFactory()
    seen = section_mark(section)
    services.take_out_section(section=section, at=AT)
    with pytest.raises(TextChangedError):
        services.update_section(
            section=section, text=SectionText(kind="text", title="t", body="mine"), seen=seen, at=AT
        )


def test_saving_one_section_does_not_stand_in_the_way_of_another() -> None:
    module = module_of("a", "b")
    first, second = current(module)
    seen = section_mark(second)
    text = SectionText(kind="text", title="A", body="x")
    services.update_section(section=first, text=text, seen=section_mark(first), at=AT)
    services.update_section(
        section=second, text=SectionText(kind="text", title="B", body="x"), seen=seen, at=AT
    )
    assert titles(module) == "AB"


@pytest.mark.parametrize(
    ("which", "direction", "expected", "place"),
    [
        (0, "down", "bac", 2),
        (2, "up", "acb", 2),
        (1, "up", "bac", 1),
        (0, "up", "abc", 1),
        (2, "down", "abc", 3),
    ],
)
def test_move_section_moves_by_one_and_stops_at_the_ends(which, direction, expected, place) -> None:
    module = module_of("a", "b", "c")
    assert services.move_section(section=current(module)[which], direction=direction, at=AT) == place
    assert titles(module) == expected
    assert [section.position for section in current(module)] == [1, 2, 3]


def test_move_section_refuses_one_that_was_taken_out() -> None:
    module = module_of("a", "b")
    section = current(module)[0]
    services.take_out_section(section=section, at=AT)
    with pytest.raises(ContentRefusedError, match="Put it back"):
        services.move_section(section=section, direction="down", at=AT)


def test_reorder_sections_takes_any_order() -> None:
    module = module_of("a", "b", "c", "d")
    sections = current(module)
    order = [sections[index].public_id for index in (3, 1, 0, 2)]
    services.reorder_sections(module=module, order=order, seen=order_mark(sections), at=AT)
    assert titles(module) == "dbac"


def test_reorder_sections_refuses_when_another_tab_added_or_moved_one() -> None:
    module = module_of("a", "b")
    seen, order = order_mark(current(module)), [section.public_id for section in current(module)]
    services.add_section(module=module, text=SectionText(kind="text", title="c", body="x"), at=AT)
    with pytest.raises(OrderChangedError, match="another tab"):
        services.reorder_sections(module=module, order=order[::-1], seen=seen, at=AT)
    assert titles(module) == "abc"


@pytest.mark.parametrize("wrong", ["twice", "missing", "foreign"])
def test_reorder_sections_refuses_an_order_that_is_not_of_these(wrong) -> None:
    module = module_of("a", "b")
    first, second = (section.public_id for section in current(module))
    order = {
        "twice": [first, first],
        "missing": [first],
        "foreign": [first, SectionFactory().public_id],
    }[wrong]
    with pytest.raises(OrderChangedError):
        services.reorder_sections(module=module, order=order, seen=order_mark(current(module)), at=AT)
    assert second in {section.public_id for section in current(module)}


def test_take_out_keeps_the_row_and_closes_the_gap() -> None:
    module = module_of("a", "b", "c")
    section = current(module)[1]
    services.take_out_section(section=section, at=AT)
    services.take_out_section(section=section, at=AT)
    section.refresh_from_db()
    assert section.state == "taken_out"
    assert titles(module) == "ac"
    assert [one.position for one in current(module)] == [1, 2]


def test_put_back_goes_to_the_end_once() -> None:
    module = module_of("a", "b", "c")
    section = current(module)[0]
    services.take_out_section(section=section, at=AT)
    services.put_back_section(section=section, at=AT)
    services.put_back_section(section=section, at=AT)
    assert titles(module) == "bca"
