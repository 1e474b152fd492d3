"""What the tests of the module pages share."""

from __future__ import annotations

from django.urls import reverse

from competencies.models import Module, Section
from tests.factories import ModuleFactory, SectionFactory

HEAD = {"title": "Footprints", "objective": "See.", "minutes": "25", "tags": "a, b,a", "jurisdiction": ""}
TEXT = {"title": "First", "kind": "text", "body": "Some *text*.", "url": "", "caution": ""}


def address(name: str, *args) -> str:
    return reverse(f"competencies:{name}", args=args)


def of(module: Module, name: str, *args) -> str:
    """Return the address of a page of the module."""
    return address(name, module.public_id, *args)


def text_of(answer, status: int = 200) -> str:
    assert answer.status_code == status
    return answer.content.decode()


def module_of(*section_titles: str, **fields) -> Module:
    """Return a module with sections of these titles, published unless `state` says otherwise."""
    module = ModuleFactory(**fields)
    for position, title in enumerate(section_titles, start=1):
        SectionFactory(module=module, title=title, position=position)
    return module


def current(module: Module) -> list[Section]:
    return list(module.sections.filter(state="current").order_by("position"))


def titles(module: Module) -> str:
    return "".join(section.title for section in current(module))
