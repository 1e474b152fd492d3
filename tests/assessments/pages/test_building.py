"""Building an assessment on its pages, as without JavaScript."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from assessments.models import Assessment, AssessmentItem, BlueprintRow, Item, ItemVersion
from assessments.services.building import mark_of, newest
from tests.assessments.pages.sittings import HX, count_queries, give
from tests.factories import CompetencyFactory
from tests.factories.assessments import (
    AssessmentCompetencyFactory,
    AssessmentFactory,
    AssessmentItemFactory,
    AssessmentVersionFactory,
    ItemVersionFactory,
    adopted,
)
from tests.factories.competencies import IndicatorFactory

pytestmark = pytest.mark.django_db
NEW = "/teaching/assessments/new/"
RULES = {
    "title": "Judging posts",
    "minutes": 15,
    "attempts_allowed": 2,
    "counting_attempt": "latest",
    "release_rule": "after_marking",
    "shuffle": "on",
}
CUTS = {"level_2": 40, "level_3": 60, "level_4": 80, "level_5": ""}


def page(name: str, assessment: Assessment, *more: object) -> str:
    return reverse(f"assessments:assessment-{name}", args=[assessment.public_id, *more])


def seen(assessment: Assessment) -> str:
    return mark_of(newest(assessment))


def asked(assessment: Assessment) -> list[str]:
    rows = AssessmentItem.objects.filter(version=newest(assessment)).order_by("position")
    return list(rows.values_list("item_version__item__code", flat=True))


def text(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def built(*tiers: str, frozen: bool = False, competency=None) -> Assessment:
    """A draft that asks one question of each tier; one that was used where it is frozen."""
    competency = competency or CompetencyFactory(code="SM-1")
    adopted(competency)
    version = AssessmentVersionFactory(assessment__state="draft", title="Built")
    for position, tier in enumerate(tiers, start=1):
        item = ItemVersionFactory(
            item__code=f"q-{position}", item__competency=competency, item__title=f"Question {tier}", tier=tier
        )
        AssessmentItemFactory(version=version, position=position, item_version=item)
    if frozen:
        version.frozen_at = version.created_at
        version.save()
    return version.assessment


@pytest.fixture
def faculty(cast):
    return cast.client("faculty")


@pytest.fixture
def lead(cast):
    return cast.client("lead")


def test_assessment_is_built_and_published_with_plain_posts(lead) -> None:
    """From the list to published: rules, two questions chosen and put in order, one row drawn, cut scores."""
    competency = CompetencyFactory(code="SM-1")
    adopted(competency)
    one, two = (
        ItemVersionFactory(item__competency=competency, item__code=f"b-{n}", item__title=f"Post {n}")
        for n in (1, 2)
    )
    assert NEW in text(lead.get(reverse("assessments:assessment-list")))
    answer = lead.post(NEW, {**RULES, "type": "judgement"}, follow=True)
    assert "Choose its questions." in text(answer)
    built = Assessment.objects.get()
    version = newest(built)
    assert (built.type, built.state, built.counting_attempt) == ("judgement", "draft", "latest")
    assert (version.title, version.attempts_allowed, version.shuffle) == ("Judging posts", 2, True)

    chosen = {"item": [one.item.public_id, two.item.public_id], "seen": seen(built), "do": "add"}
    assert "2 questions are added." in text(lead.post(page("pick", built), chosen, follow=True))
    assert asked(built) == ["b-1", "b-2"]
    lead.post(page("order", built), {"seen": seen(built), "move": f"{two.item.public_id}:up"})
    assert asked(built) == ["b-2", "b-1"]
    row = {"seen": seen(built), "competency": competency.public_id, "tier": "", "count": 4}
    assert "The bank has 0 that fit." in text(lead.post(page("draw", built), row, follow=True))
    assert "4 questions from the bank, for each learner anew" in text(lead.get(page("detail", built)))
    lead.post(page("draw-less", built, 1), {"seen": seen(built)})
    assert not BlueprintRow.objects.exists()
    cuts = {
        **CUTS,
        "seen": seen(built),
        "status": "set_locally",
        "method": "angoff",
        "set_by": "The panel of 2026",
        "set_on": "2026-10-01",
    }
    assert "Set by The panel of 2026, 1 Oct 2026; method: Angoff" in text(
        lead.post(page("cuts", built), cuts, follow=True)
    )
    assert newest(built).cut_scores == [0, 0.4, 0.6, 0.8]
    assert "Set by the school (The panel of 2026, 1 Oct 2026; method: Angoff)" in text(
        lead.get(page("detail", built))
    )
    asks = text(lead.get(page("publish", built)))
    assert "Publish “Judging posts”?" in asks
    assert "SM-1: So few questions show no level" in asks
    lead.post(page("publish", built))
    built.refresh_from_db()
    assert built.state == "published"
    assert "Whoever was given it can still begin" in text(lead.get(page("retire", built)))
    lead.post(page("retire", built))
    built.refresh_from_db()
    assert built.state == "retired"


def test_order_can_be_given_whole_as_by_dragging(faculty) -> None:
    assessment = built("knows", "knows_how", "knows")
    keys = [str(one.item.public_id) for one in ItemVersion.objects.order_by("-pk")]
    answer = faculty.post(page("order", assessment), {"seen": seen(assessment), "item": keys}, headers=HX)
    assert "The new order is saved." in text(answer)
    assert "<html" not in text(answer)
    assert asked(assessment) == ["q-3", "q-2", "q-1"]
    keys.pop()
    refused = faculty.post(page("order", assessment), {"seen": seen(assessment), "item": keys}, headers=HX)
    assert refused.status_code == 422
    assert asked(assessment) == ["q-3", "q-2", "q-1"]


def test_question_is_taken_out_or_brought_up_to_date(faculty) -> None:
    assessment = built("knows", "knows_how")
    item = Item.objects.get(code="q-1")
    newer = ItemVersionFactory(item=item, n=2)
    assert "The bank has version 2; this is version 1." in text(faculty.get(page("build", assessment)))
    faculty.post(page("order", assessment), {"seen": seen(assessment), "move": f"{item.public_id}:newest"})
    assert newest(assessment).items.get(position=1).item_version == newer
    faculty.post(page("order", assessment), {"seen": seen(assessment), "move": f"{item.public_id}:out"})
    assert asked(assessment) == ["q-2"]


def test_picture_warns_of_tiers_that_are_too_thin_and_aims_too_high(faculty) -> None:
    competency = CompetencyFactory(code="SM-1")
    IndicatorFactory(competency=competency, code="SM-1.9")
    assessment = built("knows", "knows", "knows", "knows_how", competency=competency)
    AssessmentCompetencyFactory(assessment=assessment, competency=competency, level_to=4)
    AssessmentCompetencyFactory(assessment=assessment, competency__code="SM-2")
    shown = text(faculty.get(page("build", assessment)))
    for words in (
        "4 questions (3 × Knows, 1 × Knows how), 100% of the points. They show level 3 at most.",
        "Level 3 rests on fewer than 3 questions of the tier “Knows how”",
        "It aims at level 4, and its questions show 3 at most.",
        "No question is sure to touch: SM-1.9.",
        "No question is about it, so it shows nothing here.",
    ):
        assert words in shown


def test_picture_of_what_is_chosen_is_shown_before_it_is_added(faculty) -> None:
    assessment = built("knows", "knows")
    competency = Item.objects.first().competency
    extra = ItemVersionFactory(item__competency=competency, tier="knows")
    ItemVersionFactory(item__competency=competency, item__state="draft", item__title="Not yet")
    given = {"item": [extra.item.public_id], "seen": seen(assessment), "do": "look"}
    part = text(faculty.post(page("pick", assessment), given, headers=HX))
    assert "3 questions (3 × Knows)" in part
    assert "<html" not in part
    whole = text(faculty.post(page("pick", assessment), given))
    assert "3 questions (3 × Knows)" in whole
    assert "checked" in whole
    assert "Not yet" not in whole
    assert len(asked(assessment)) == 2


def test_bank_is_narrowed_by_words_competency_and_tier(faculty) -> None:
    assessment = built()
    near = ItemVersionFactory(item__title="A patient xylophone", tier="knows")
    far = ItemVersionFactory(item__title="A patient story", tier="shows_how")
    for query, shown in (
        ({}, {near, far}),
        ({"q": "xylophone patient"}, {near}),
        ({"tier": "shows_how"}, {far}),
        ({"competency": far.item.competency.public_id}, {far}),
    ):
        answer = text(faculty.get(page("pick", assessment), query))
        assert {one for one in (near, far) if one.item.title in answer} == shown


def test_frozen_version_stays_and_the_page_says_so_before(faculty) -> None:
    assessment = built("knows", frozen=True)
    for name in ("build", "rules", "cuts", "pick"):
        assert "What you change here makes version 2." in text(faculty.get(page(name, assessment)))
    faculty.post(page("rules", assessment), {**RULES, "seen": seen(assessment)})
    old, new = assessment.versions.order_by("n")
    assert (old.title, new.title) == ("Built", "Judging posts")
    assert asked(assessment) == ["q-1"]


def test_change_of_another_tab_is_not_overwritten_unasked(faculty) -> None:
    assessment = built("knows")
    before = seen(assessment)
    faculty.post(page("rules", assessment), {**RULES, "title": "First", "seen": before})
    answer = faculty.post(page("rules", assessment), {**RULES, "title": "Second", "seen": before})
    assert answer.status_code == 409
    assert "Somebody changed this assessment meanwhile" in text(answer)
    assert newest(assessment).title == "First"
    faculty.post(page("rules", assessment), {**RULES, "title": "Second", "seen": seen(assessment)})
    assert newest(assessment).title == "Second"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"level_3": 30}, "Give a share above that of the level before."),
        ({"status": "set_locally"}, "Say by which method they were set."),
        ({"level_4": ""}, "Give a share in per cent."),
    ],
)
def test_cut_scores_that_cannot_be_are_refused(faculty, given, said) -> None:
    assessment = built("knows")
    form = {**CUTS, "status": "proposed", "seen": seen(assessment), **given}
    answer = faculty.post(page("cuts", assessment), form)
    assert answer.status_code == 422
    assert said in text(answer)


def test_indicator_of_another_competency_is_refused(faculty) -> None:
    assessment = built("knows")
    one, other = CompetencyFactory(), IndicatorFactory()
    key = f"{other.competency.public_id}:{other.code}"
    given = {"seen": seen(assessment), "competency": one.public_id, "indicator": key, "count": 2}
    answer = faculty.post(page("draw", assessment), given)
    assert "This indicator belongs to another competency." in text(answer)
    assert not BlueprintRow.objects.exists()


def test_published_assessment_is_changed_by_those_who_publish(faculty, lead) -> None:
    assessment = built("knows")
    Assessment.objects.update(state="published")
    assert "whoever publishes changes it" in text(faculty.get(page("build", assessment)))
    assert faculty.get(page("rules", assessment)).status_code == 403
    assert "Save" in text(lead.get(page("rules", assessment)))


def test_assessment_without_a_version_cannot_be_built(faculty) -> None:
    assessment = AssessmentFactory()
    assert {faculty.get(page(name, assessment)).status_code for name in ("build", "preview")} == {404}


def test_copy_is_a_draft_of_its_own(faculty) -> None:
    assessment = built("knows", "knows_how", frozen=True)
    assert "Built (copy)" in text(faculty.get(page("duplicate", assessment)))
    faculty.post(page("duplicate", assessment), {"title": "For the second year"})
    copy = Assessment.objects.exclude(pk=assessment.pk).get()
    assert (newest(copy).title, copy.state, asked(copy)) == ("For the second year", "draft", ["q-1", "q-2"])


def test_reflection_is_offered_only_what_a_person_marks(faculty) -> None:
    assessment = AssessmentVersionFactory(assessment__state="draft", assessment__type="reflection").assessment
    ItemVersionFactory(item__title="A choice")
    ItemVersionFactory(item__title="A text", kind="reflection")
    shown = text(faculty.get(page("pick", assessment)))
    assert "A text" in shown
    assert "A choice" not in shown


@pytest.mark.parametrize("name", ["build", "pick", "preview", "paper"])
def test_pages_ask_the_database_the_same_for_any_number(faculty, name) -> None:
    counts = set()
    for number in (1, 3, 7):
        administration = give("single_best_answer", *["true_false"] * (number - 1))
        version = administration.version
        for _ in range(number):
            item = ItemVersionFactory()
            item.item.indicators.add(IndicatorFactory(competency=item.item.competency))
            BlueprintRow.objects.create(version=version, competency=item.item.competency, count=1)
            AssessmentCompetencyFactory(assessment=version.assessment)
        Assessment.objects.filter(pk=version.assessment_id).update(state="draft")
        counts.add(count_queries(faculty, page(name, version.assessment)))
    assert len(counts) == 1
