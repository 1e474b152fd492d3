"""Search: what is found, what is not, and how often it asks."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from learners.search import FEW, MANY, Kind, search
from learners.search_form import LONGEST
from tests.cast import Cast
from tests.factories import CompetencyFactory, EnrolmentFactory, ModuleFactory, UserFactory
from tests.factories.assessments import quiz
from tests.factories.competencies import TermFactory

ON = date(2026, 11, 23)


def learner(cast: Cast, given: str, family: str, cohort=None):
    person = UserFactory(given_name=given, family_name=family)
    EnrolmentFactory(user=person, cohort=cohort or cast.cohort)
    return person


def found(user, query: str, kind: Kind = Kind.LEARNER, **more) -> list[str]:
    groups = search(user, query, on=ON, language="en", **more)
    return [hit.label for group in groups if group.kind == kind for hit in group.hits]


@pytest.mark.parametrize(
    "query", ["zoé", "ZOE", "tremblay", "trem zo", "zo trem", "L'É", "saint", "Zoé L'Écuyer-Saint"]
)
def test_search_finds_a_learner_by_the_beginnings_of_their_names(cast: Cast, query):
    learner(cast, "Zoé", "L'Écuyer-Saint Tremblay")
    assert found(cast.faculty, query) == ["Zoé L'Écuyer-Saint Tremblay"]


@pytest.mark.parametrize("query", ["cuyer", "oé", "zoé martin", "%", "_", "  ", ""])
def test_search_finds_nobody_by_the_middle_of_a_name_or_by_signs(cast: Cast, query):
    learner(cast, "Zoé", "Lécuyer")
    assert found(cast.faculty, query) == []


def test_search_lists_learners_by_family_name_without_minding_accents(cast: Cast):
    for given, family in (("Ann", "Zett"), ("Ann", "Ábel"), ("Ann", "Abela")):
        learner(cast, given, family)
    assert found(cast.lead, "ann") == ["Ann Ábel", "Ann Abela", "Ann Zett"]


def test_search_says_in_which_cohort_and_names_only_those_the_reader_knows(cast: Cast):
    person = learner(cast, "Wanjiru", "Foxglove")
    EnrolmentFactory(user=person, cohort=cast.foreign_cohort)
    (group,) = search(cast.lead, "foxglove", on=ON, language="en")
    assert [hit.note for hit in group.hits] == [cast.cohort.name]


def test_search_finds_for_staff_only_whom_they_see_by_name(cast: Cast):
    learner(cast, "Wanjiru", "Foxglove")
    who = ("admin", "lead", "faculty", "signer", "viewer", "other_lead", "former_staff", "student")
    assert [name for name in who if found(getattr(cast, name), "foxglove")] == [
        "admin",
        "lead",
        "faculty",
        "signer",
    ]


def test_search_shows_a_student_nobody_but_themselves(cast: Cast):
    assert found(cast.student, "cast") == ["Stella Cast"]


def test_search_finds_no_learner_who_is_erased_or_never_learned(cast: Cast):
    UserFactory(given_name="Nora", family_name="Office")
    gone = learner(cast, "Nora", "Gone")
    gone.erased_at = "2026-01-01T00:00:00Z"
    gone.save()
    assert found(cast.admin, "nora") == []


def test_search_finds_competencies_by_code_and_by_title(cast: Cast):
    CompetencyFactory(code="SM-1", title="Social media literacies")
    CompetencyFactory(code="SM-10", title="Éthique en ligne")
    assert found(cast.student, "sm-1", Kind.COMPETENCY) == ["Social media literacies", "Éthique en ligne"]
    assert found(cast.student, "ethi", Kind.COMPETENCY) == ["Éthique en ligne"]


def test_search_reads_titles_in_the_language_of_the_reader(cast: Cast):
    ModuleFactory(
        state="published", title="Privacy", translations={"fr": {"title": "La vie privée"}}, language="en"
    )
    groups = search(cast.student, "privee", on=ON, language="fr")
    assert [hit.label for group in groups for hit in group.hits] == ["La vie privée"]


@pytest.mark.parametrize(
    ("state", "sees"),
    [
        ("draft", ["faculty", "lead"]),
        ("published", ["faculty", "lead", "student", "viewer"]),
        ("retired", []),
    ],
)
def test_search_finds_modules_that_the_reader_may_open_and_that_are_in_use(cast: Cast, state, sees):
    ModuleFactory(state=state, title="Larkspur week")
    who = ("faculty", "lead", "student", "viewer")
    assert [name for name in who if found(getattr(cast, name), "lark", Kind.MODULE)] == sees


def test_search_finds_assessments_for_those_who_give_them_only(cast: Cast):
    administration = quiz(CompetencyFactory())
    title = administration.version.title
    who = ("admin", "lead", "faculty", "signer", "viewer", "student")
    assert [name for name in who if found(getattr(cast, name), title, Kind.ASSESSMENT)] == [
        "admin",
        "lead",
        "faculty",
    ]


def test_search_finds_cohorts_for_those_who_see_their_figures(cast: Cast):
    who = ("admin", "lead", "viewer", "other_lead", "student")
    assert [name for name in who if "Class of 2029" in found(getattr(cast, name), "2029", Kind.COHORT)] == [
        "admin",
        "lead",
        "viewer",
    ]


def test_search_finds_terms_of_the_glossary(cast: Cast):
    TermFactory(name="Éponymie", slug="eponymie")
    (group,) = search(cast.student, "epo", on=ON, language="en")
    assert [hit.url for hit in group.hits] == [f"{reverse('competencies:glossary')}#eponymie"]


def test_search_shows_a_few_of_each_kind_and_more_of_one(cast: Cast):
    for n in range(MANY + 1):
        learner(cast, f"Nima{n}", "Larkspur")
    (few,) = search(cast.lead, "larkspur", on=ON, language="en")
    (many,) = search(cast.lead, "larkspur", on=ON, language="en", kind=Kind.LEARNER)
    assert (len(few.hits), few.more) == (FEW, True)
    assert (len(many.hits), many.more) == (MANY, True)


def test_search_asks_as_often_for_one_as_for_many(cast: Cast):
    counts = []
    for many in (1, 3, 9):
        for n in range(many):
            learner(cast, f"Nima{n}", "Larkspur")
            ModuleFactory(state="published", title=f"Larkspur {many} {n}")
            quiz(CompetencyFactory(title=f"Larkspur {many} {n}"))
        with CaptureQueriesContext(connection) as asked:
            search(cast.lead, "larkspur", on=ON, language="en")
        counts.append(len(asked))
    assert counts == [counts[0]] * 3


# The page


def page(cast: Cast, actor: str, **asked) -> str:
    answer = cast.client(actor).get(reverse("learners:search"), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_search_page_groups_what_it_finds_by_kind_and_leads_there(cast: Cast):
    person = learner(cast, "Wanjiru", "Larkspur")
    module = ModuleFactory(state="published", title="Larkspur week")
    text = page(cast, "faculty", q="larkspur")
    assert text.index("Learners</h2>") < text.index("Modules</h2>")
    assert reverse("learners:learner-detail", args=[person.public_id]) in text
    assert reverse("learners:module-detail", args=[module.public_id]) in text


def test_search_page_says_what_to_do_when_nothing_is_found(cast: Cast):
    text = page(cast, "student", q="qqqq")
    assert "Nothing begins like that" in text
    assert f"{reverse('competencies:library')}?q=qqqq" in text


def test_search_page_without_words_asks_for_some(cast: Cast):
    assert "What fits stands here." in page(cast, "student")


def test_search_page_refuses_more_words_than_it_reads(cast: Cast):
    learner(cast, "Wanjiru", "Larkspur")
    text = page(cast, "faculty", q="larkspur " * (LONGEST // 8))
    assert f"at most {LONGEST} characters" in text
    assert "Wanjiru" not in text


def test_search_page_ignores_a_kind_that_there_is_not(cast: Cast):
    learner(cast, "Wanjiru", "Larkspur")
    assert "Wanjiru" not in page(cast, "faculty", q="larkspur", kind="passwords")


def test_search_page_writes_what_was_typed_as_text(cast: Cast):
    assert "<script>x" not in page(cast, "student", q='"><script>x</script>')


@pytest.mark.parametrize("target", ["find-results", "results"])
def test_search_answers_a_field_that_asks_as_one_types_with_results_alone(cast: Cast, target):
    learner(cast, "Wanjiru", "Larkspur")
    answer = cast.client("faculty").get(
        reverse("learners:search"), {"q": "lark"}, headers={"HX-Request": "true", "HX-Target": target}
    )
    text = answer.content.decode()
    assert "Wanjiru Larkspur" in text
    assert "<html" not in text
    assert "1 found" in text
    assert "hx-swap-oob" in text


def test_search_is_kept_by_no_cache(cast: Cast):
    answer = cast.client("faculty").get(reverse("learners:search"), {"q": "x"})
    assert "no-store" in answer.headers["Cache-Control"]
