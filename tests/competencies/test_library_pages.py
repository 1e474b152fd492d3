"""The library: what it says, to whom, and in how many queries."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import (
    CompetencyFactory,
    CrosswalkFactory,
    FactFactory,
    FrameworkVersionFactory,
    IndicatorFactory,
    ReferenceFactory,
    SourceSectionFactory,
    SourceStatementFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db


def text_of(client, name: str, *args, htmx: bool = False, **query) -> str:
    headers = {"HX-Request": "true"} if htmx else {}
    answer = client.get(reverse(f"competencies:{name}", args=args), query, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


class Shelf:
    """A framework with its library, which grows."""

    def __init__(self) -> None:
        self.version = FrameworkVersionFactory(framework__code="shelf", caution="Not legal advice.")
        self.section = SourceSectionFactory(title="Best practices")

    def add(self, count: int) -> None:
        for _ in range(count):
            reference = ReferenceFactory(authors="Müller AB, Chan CD, Kind T", year=2013, needs_check=True)
            competency = CompetencyFactory(version=self.version)
            IndicatorFactory(competency=competency)
            CrosswalkFactory(competencies=[competency])
            statement = SourceStatementFactory(section=self.section, references=[reference], text="Privacy.")
            competency.source_statements.add(statement)
            FactFactory(text="Privacy again.", references=[reference], competencies=[competency])
            TermFactory(definition="Privacy, in short.", references=[reference])


@pytest.mark.parametrize(
    ("name", "args", "query"),
    [
        ("framework-detail", ("shelf",), {}),
        ("library", (), {}),
        ("library", (), {"q": "privacy"}),
        ("fact-list", (), {}),
        ("glossary", (), {}),
        ("reference-list", (), {}),
        ("reference-list", (), {"q": "muller", "to_check": "on"}),
    ],
)
def test_pages_take_as_many_queries_for_thirty_rows_as_for_one(cast, name, args, query) -> None:
    client, shelf, counts = cast.client("faculty"), Shelf(), []
    for more in (1, 2, 27):
        shelf.add(more)
        with CaptureQueriesContext(connection) as queries:
            text_of(client, name, *args, **query)
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2]


def test_framework_shows_its_competencies_in_their_own_order(cast) -> None:
    version = FrameworkVersionFactory(framework__code="smc")
    late = CompetencyFactory(
        version=version, code="SM-2", position=2, domain__name="Zeal", domain__position=1
    )
    early = CompetencyFactory(version=version, code="SM-1", position=1, domain__position=2)
    body = text_of(cast.client("student"), "framework-detail", "smc")
    assert body.index(early.title) < body.index(late.title)
    assert "Zeal" in body
    assert "Support that 5 needs." in body


def test_framework_in_force_is_shown_before_a_newer_draft(cast) -> None:
    old = FrameworkVersionFactory(framework__code="smc", description="The one in force.")
    FrameworkVersionFactory(framework=old.framework, n=2, state="draft", description="Secret plans.")
    for actor in ("student", "lead"):
        assert "The one in force." in text_of(cast.client(actor), "framework-detail", "smc")
    assert "Secret plans." in text_of(cast.client("lead"), "framework-version", "smc", 2)
    url = reverse("competencies:framework-version", args=("smc", 2))
    refused = cast.client("student").get(url)
    assert refused.status_code == 404
    assert "Secret plans." not in refused.content.decode()


def test_crosswalk_tells_staff_what_is_to_check(cast) -> None:
    competency = CompetencyFactory(version__framework__code="smc")
    CrosswalkFactory(framework_name="CanMEDS 2015", code="1.1", competencies=[competency])
    assert "code to check" in text_of(cast.client("viewer"), "framework-detail", "smc")
    body = text_of(cast.client("student"), "framework-detail", "smc")
    assert "CanMEDS 2015" in body
    assert "code to check" not in body


def test_library_shows_cautions_and_later_guidance_beside_the_text(cast) -> None:
    SourceStatementFactory(text="49 % of articles.", caution="Seen only there.", later_guidance="43 %.")
    body = text_of(cast.client("student"), "library")
    assert "49\u00a0% of articles." in body
    assert "The source reports." in body
    assert "Seen only there." in body
    assert "Later guidance." in body


def test_library_search_finds_all_words_whatever_their_accents(cast) -> None:
    SourceStatementFactory(text="Éthique et médias sociaux")
    FactFactory(text="Ethics of something else")
    body = text_of(cast.client("student"), "library", q="ETHIQUE medias")
    assert "<mark>Éthique</mark> et <mark>médias</mark> sociaux" in body
    assert "something else" not in body
    assert "1 place for “ETHIQUE medias”" in body


def test_library_search_reaches_authors_terms_and_categories(cast) -> None:
    FactFactory(text="A finding", references=[ReferenceFactory(authors="Cheston CC")])
    TermFactory(name="Hashtag")
    client = cast.client("student")
    assert "A finding" in text_of(client, "library", q="cheston")
    assert "<mark>Hashtag</mark>" in text_of(client, "library", q="hashtag")
    assert "Nothing in the library" in text_of(client, "library", q="cheston hashtag")


def test_library_search_escapes_what_it_marks(cast) -> None:
    FactFactory(text="Use <script> with care & thought")
    body = text_of(cast.client("student"), "library", q="script")
    assert "Use &lt;<mark>script</mark>&gt; with care &amp; thought" in body
    assert "<script>" not in body.split("<main", 1)[1]


def test_library_search_answers_htmx_with_the_results_alone(cast) -> None:
    FactFactory(text="A finding")
    body = text_of(cast.client("student"), "library", htmx=True, q="finding")
    assert "<mark>finding</mark>" in body
    assert "<html" not in body


def test_library_search_refuses_an_endless_query_in_words(cast) -> None:
    body = text_of(cast.client("student"), "library", q="x" * 201)
    assert "Shorten it to 200 characters" in body


def test_facts_tell_staff_alone_what_was_not_seen(cast) -> None:
    FactFactory(text="A finding", verified=False, note="Abstract only.", category="law")
    assert "Abstract only." in text_of(cast.client("faculty"), "fact-list")
    body = text_of(cast.client("student"), "fact-list")
    assert "A finding" in body
    assert "Abstract only." not in body


def test_glossary_parts_tools_from_terms_and_sorts_by_name(cast) -> None:
    TermFactory(slug="a", name="Zeal", category="term")
    TermFactory(slug="b", name="Éclat", category="term")
    TermFactory(slug="c", name="Blog", category="tool")
    body = text_of(cast.client("student"), "glossary")
    assert body.index("Éclat") < body.index("Zeal") < body.index("Blog")
    assert 'id="c"' in body


def test_glossary_filter_keeps_what_fits(cast) -> None:
    TermFactory(name="Hashtag")
    TermFactory(name="Wiki")
    client = cast.client("student")
    body = text_of(client, "glossary", htmx=True, q="hash")
    assert "Hashtag" in body
    assert "Wiki" not in body
    assert "No term has all of these words" in text_of(client, "glossary", q="nothing")


def test_references_show_checks_to_staff_alone(cast) -> None:
    ReferenceFactory(title="A work", note="Volume from memory.", needs_check=True, doi="10.1/x")
    ReferenceFactory(title="Another", code="another")
    staff = text_of(cast.client("viewer"), "reference-list", to_check="on")
    assert "Volume from memory." in staff
    assert "To check" in staff
    assert "Another" not in staff
    body = text_of(cast.client("student"), "reference-list", to_check="on")
    assert "Volume from memory." not in body
    assert "To check" not in body
    assert "Another" in body
    assert 'href="https://doi.org/10.1/x"' in body


def test_references_are_found_by_word_and_kind(cast) -> None:
    ReferenceFactory(title="Social media and ethics", authors="Müller AB", kind="law")
    ReferenceFactory(title="Another", kind="journal")
    client = cast.client("student")
    for query in ({"q": "muller ethics"}, {"kind": "law"}):
        body = text_of(client, "reference-list", **query)
        assert "Social media and ethics" in body
        assert "Another" not in body
    assert "No work fits" in text_of(client, "reference-list", q="nothing")


def test_references_without_seen_authors_are_named_by_title(cast) -> None:
    ReferenceFactory(title="A questionnaire", authors="(authors not seen)", year=2024)
    body = text_of(cast.client("student"), "reference-list")
    assert "A questionnaire, 2024" in body
    assert "authors not seen" not in body


@pytest.mark.parametrize("name", ["library", "fact-list", "glossary", "reference-list", "framework-list"])
def test_empty_shelves_say_so(cast, name) -> None:
    body = text_of(cast.client("student"), name)
    assert 'class="empty"' in body


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("library", {"q": "\0"}),
        ("library", {"q": "%_\\' OR 1=1 --"}),
        ("glossary", {"q": "x" * 300}),
        ("reference-list", {"q": "\0", "kind": "nothing", "to_check": "perhaps"}),
        ("module-list", {"q": "\0", "state": "x", "competency": "x", "overdue": "perhaps", "page": "x"}),
        ("module-list", {"page": "-1", "competency": "00000000-0000-0000-0000-000000000000"}),
    ],
)
def test_wrong_queries_still_answer_with_a_page(cast, name, query) -> None:
    assert "</html>" in text_of(cast.client("faculty"), name, **query)


@pytest.mark.parametrize("address", ["nope/", "smc/2/", "smc/0/", "smc/99999999999999999999/"])
def test_unknown_frameworks_are_not_found(cast, address) -> None:
    FrameworkVersionFactory(framework__code="smc")
    assert cast.client("faculty").get(f"/frameworks/{address}").status_code == 404
