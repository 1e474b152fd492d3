"""The library, as people read and search it: on a wide and a narrow screen, with and without JavaScript."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import (
    CompetencyFactory,
    CrosswalkFactory,
    FactFactory,
    IndicatorFactory,
    ReferenceFactory,
    SourceSectionFactory,
    SourceStatementFactory,
    TermFactory,
)
from tests.plugins.browser import NARROWEST, WIDE

PAGES = ["framework-list", "library", "fact-list", "glossary", "reference-list"]


@pytest.fixture
def shelf(cast):
    """A small library with everything that a page can show."""
    reference = ReferenceFactory(
        code="kind2013", authors="Chretien KC, Kind T", doi="10.1161/x", needs_check=True, note="Seen."
    )
    competency = CompetencyFactory(
        version__framework__code="smc", version__caution="- Not legal advice.", code="SM-6"
    )
    IndicatorFactory(competency=competency)
    CrosswalkFactory(competencies=[competency], note="Name shortened.")
    section = SourceSectionFactory(title="Best practices")
    statement = SourceStatementFactory(
        section=section,
        text="61 % of educators judged it éthique.",
        caution="Seen only there.",
        later_guidance="16 % in a survey.",
        references=[reference],
    )
    competency.source_statements.add(statement)
    FactFactory(
        text="Privacy was one theme.",
        references=[reference],
        competencies=[competency],
        later_guidance=True,
        jurisdiction="UK",
        verified=False,
    )
    TermFactory(name="Hashtag", category="tool", references=[reference])
    TermFactory(name="Digital footprint", references=[reference])
    return cast


@pytest.mark.parametrize(("width", "dark"), [(WIDE, False), (NARROWEST, True)], ids=["wide", "narrow-dark"])
def test_every_page_is_accessible_and_fits(shelf, make_visitor, width, dark) -> None:
    visitor = make_visitor(shelf.faculty, width=width, dark=dark)
    addresses = [reverse(f"competencies:{name}") for name in PAGES]
    for address in [*addresses, reverse("competencies:framework-detail", args=["smc"])]:
        page = visitor.open(address)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        visitor.check_accessibility()
        visitor.check_width()


def test_search_answers_as_one_types(shelf, make_visitor) -> None:
    page = make_visitor(shelf.student).open(reverse("competencies:library"))
    search = page.get_by_label("Search the source text, the facts and the glossary")
    search.press_sequentially("ethique")
    expect(page.locator("mark")).to_have_text("éthique")
    expect(page.locator("#results").get_by_text("1 place for “ethique”")).to_be_visible()
    expect(search).to_be_focused()
    page.wait_for_url("**/library/?q=ethique")
    expect(page.locator("#found-status")).to_have_text("1 place for “ethique”")
    search.fill("nothing like it")
    expect(page.get_by_text("Nothing in the library has all of these words")).to_be_visible()
    page.wait_for_url(lambda url: url.count("q=") == 1 and "nothing" in url)
    search.fill("")
    expect(page.get_by_role("heading", name="Best practices")).to_be_visible()


def test_search_works_without_javascript(shelf, make_visitor) -> None:
    page = make_visitor(shelf.student, javascript=False).open(reverse("competencies:library"))
    page.get_by_label("Search the source text, the facts and the glossary").fill("hashtag")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("mark")).to_have_text("Hashtag")
    page.get_by_role("link", name="Hashtag").click()
    assert "/glossary/#" in page.url
    expect(page.get_by_text("Digital footprint")).to_be_visible()


def test_a_citation_leads_to_the_work(shelf, make_visitor) -> None:
    page = make_visitor(shelf.student).open(reverse("competencies:fact-list"))
    page.get_by_role("link", name="Chretien and Kind, 2015").first.click()
    assert page.url.endswith("/references/#kind2013")
    expect(page.locator("#kind2013")).to_be_in_viewport()


def test_staff_narrow_the_references_to_those_to_check(shelf, make_visitor) -> None:
    ReferenceFactory(title="All was seen")
    page = make_visitor(shelf.viewer, javascript=False).open(reverse("competencies:reference-list"))
    page.get_by_label("Only those to check").check()
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_text("1 work, by author")).to_be_visible()
    expect(page.get_by_text("All was seen")).to_have_count(0)
