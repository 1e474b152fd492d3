"""No page invents its own: templates use classes that the stylesheets know, and parts instead of markup."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from config import css_purge, stylesheet

TEMPLATES = stylesheet.ROOT / "templates"
pytestmark = pytest.mark.sqlite  # about files: once is enough

PAGES = sorted(TEMPLATES.rglob("*.html"))
PARTS = TEMPLATES / "components"
TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}|{% comment %}.*?{% endcomment %}", re.DOTALL)
CLASS = re.compile(r"""\bclass="((?:[^"{]|{{.*?}}|{%.*?%})*)\"""", re.DOTALL)
GLUED = "\x00"

RAW = {
    "table": re.compile(r"<table\b"),
    "form": re.compile(r"<form\b"),
    "button": re.compile(r"""class="(?:[^"]*[\s"])?btn[\s"-]"""),
}
ALLOWED = {
    "form": {
        "assessments/attempt_item.html": "saves each change in the background",
        "assessments/_building_questions.html": "is sent by the arrows and by dragging, and swaps the list",
        "competencies/_module_sections.html": "is sent by the arrows and by dragging, and swaps the list",
        "competencies/_search.html": "asks as one types, by GET",
        "assessments/encounter_whom.html": "asks as one types, by GET",
        "assessments/_bank_acts.html": "takes what is ticked to the page that asks, by GET",
        "assessments/item_form.html": "takes files, and asks for hints as one types",
    },
    "table": {},
    "button": {},
}
"""Where a page may write markup of its own, and why. Nothing else joins without a reason."""

ADAPTERS = {"allauth/elements", "bootstrap5"}
"""Templates that make a library's words into parts: they are parts themselves."""

HOOKS = {"self-state"}
"""Classes without a look: where the answer of a save is put (hx-target)."""


def named(path: Path) -> str:
    return path.relative_to(TEMPLATES).as_posix()


def is_page(path: Path) -> bool:
    name = named(path)
    return PARTS not in path.parents and not any(name.startswith(folder) for folder in ADAPTERS)


def classes_of(text: str) -> set[str]:
    """Return the classes that a template writes out whole; what it puts together is left out."""
    found: set[str] = set()
    for value in CLASS.findall(text):
        # `l{{ n }}` is put together; `a{% if b %} c{% endif %}` is not: a tag of logic parts nothing.
        whole = re.sub(r"{{.*?}}", GLUED, value, flags=re.DOTALL)
        whole = re.sub(r"{%\s*(?:cycle|firstof|include)\b.*?%}", GLUED, whole, flags=re.DOTALL)
        found |= {
            word for word in re.sub(r"{%.*?%}", " ", whole, flags=re.DOTALL).split() if GLUED not in word
        }
    return found


@pytest.fixture(scope="module")
def known() -> set[str]:
    own = "\n".join(path.read_text() for path in stylesheet.imported())
    return css_purge.classes(css_purge.parse(own)) | css_purge.classes(
        css_purge.parse(stylesheet.BOOTSTRAP.read_text())
    )


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_template_uses_classes_that_the_stylesheets_know(path: Path, known: set[str]) -> None:
    assert classes_of(path.read_text()) - known - HOOKS == set()


@pytest.mark.parametrize("what", RAW)
def test_pages_are_made_of_parts(what: str) -> None:
    raw = {named(path) for path in PAGES if is_page(path) and RAW[what].search(path.read_text())}
    assert raw - set(ALLOWED[what]) == set(), "use the parts of docs/components.md"
    assert set(ALLOWED[what]) - raw == set(), "no longer needed: take it off the list"


def test_no_page_carries_a_style_or_a_script_of_its_own() -> None:
    inline = re.compile(r"<style\b|\sstyle=|\son\w+=|<script(?![^>]*\bsrc=)")
    assert [named(path) for path in PAGES if inline.search(path.read_text())] == []


def test_classes_are_found_around_the_logic_of_templates() -> None:
    text = '<p class="a{% if x == "b" %} c{% endif %} l{{ n }} d">{% block wide %}{% endblock %}</p>'
    assert classes_of(text) == {"a", "c", "d"}
