"""Assessments as those see them who teach."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.translation import override

from assessments.models import Assessment, BlueprintRow, Item, ItemVersion
from competencies.models import FrameworkVersion
from tests.assessments.kind_samples import SAMPLES
from tests.assessments.pages.sittings import count_queries, give
from tests.factories import CompetencyFactory
from tests.factories.assessments import AssessmentCompetencyFactory, AssessmentVersionFactory

pytestmark = pytest.mark.django_db
LIST = "/teaching/assessments/"
KINDS = ("single_best_answer", "judgement_ranking", "reflection")


def address(administration, *more: str) -> str:
    return "/".join([f"{LIST}{administration.version.assessment.public_id}", *more, ""])


def test_list_names_type_length_and_counting(cast) -> None:
    administration = give("single_best_answer", "true_false")
    AssessmentCompetencyFactory(
        assessment=administration.version.assessment, competency=CompetencyFactory(code="SM-6")
    )
    text = cast.client("faculty").get(LIST).content.decode()
    for words in (administration.version.title, "SM-6", "Quiz", "2 questions", "1 assessment."):
        assert words in text


def test_list_narrows_by_type_competency_and_state(cast) -> None:
    quiz, judgement = AssessmentVersionFactory(), AssessmentVersionFactory(assessment__type="judgement")
    retired = AssessmentVersionFactory(assessment__state="retired")
    row = AssessmentCompetencyFactory(assessment=quiz.assessment)
    client = cast.client("faculty")
    for query, shown in (
        ({}, {quiz, judgement}),
        ({"type": "judgement"}, {judgement}),
        ({"competency": row.competency.public_id}, {quiz}),
        ({"state": "retired"}, {retired}),
    ):
        text = client.get(LIST, query).content.decode()
        assert {one for one in (quiz, judgement, retired) if f">{one.title}<" in text} == shown


def test_detail_shows_every_kind_with_all_that_it_asks(cast) -> None:
    administration = give(*SAMPLES)
    version = ItemVersion.objects.get(kind="single_best_answer")
    version.body["options"][0]["text"] = "An *option* in `words`"
    version.save()
    text = cast.client("faculty").get(address(administration)).text
    for words in (
        "An <em>option</em> in <code>words</code>",
        "You think of",
        "For a part of the points",
        "Accepted for 50% of the points",
        "Robin Quillfeather",
        "Decision:",
        '<span class="letter">A</span>',
    ):
        assert words in text
    assert "None to None" not in text


def test_detail_shows_questions_with_keys_and_cut_scores(cast) -> None:
    text = cast.client("faculty").get(address(give(*KINDS))).content.decode()
    for words in (
        "Option A",
        "SECRET rationale",
        "Keyed: rank 2",
        "situation at 3",
        "Competent",
        "from 70",
        "Proposed by the authors",
        "May count: none of its questions is public.",
        "Assign",
    ):
        assert words in text


def test_key_that_is_not_public_is_kept_from_staff_who_learn_here(cast) -> None:
    administration = give("single_best_answer")
    client = cast.client("faculty_student")
    text = client.get(address(administration)).content.decode()
    assert "SECRET" not in text
    assert "You are a learner here as well" in text
    Item.objects.update(is_public=True)
    assert "SECRET rationale" in client.get(address(administration)).content.decode()


def test_lead_allows_public_questions_to_count(cast) -> None:
    administration = give("single_best_answer")
    Item.objects.update(is_public=True)
    client = cast.client("lead")
    assert "Allow to count" in client.get(address(administration)).content.decode()
    asked = client.get(address(administration, "allow-counting")).content.decode()
    assert "was published with its key" in asked
    answer = client.post(address(administration, "allow-counting"), follow=True)
    assert "It may count from now on" in answer.content.decode()
    assert "May count; whoever assigns it chooses." in answer.content.decode()
    administration.version.assessment.refresh_from_db()
    assert administration.version.assessment.may_count


def test_list_and_leave_to_count_see_public_questions_that_are_drawn(cast) -> None:
    asked, drawn = give("single_best_answer"), AssessmentVersionFactory(title="Drawn from the bank")
    item = asked.version.items.get().item_version.item
    BlueprintRow.objects.create(version=drawn, competency=item.competency, count=1)
    client = cast.client("lead")
    rows = client.get(LIST).content.decode().split("<tr")
    assert "May count" in next(row for row in rows if drawn.title in row)
    Item.objects.update(is_public=True)
    rows = client.get(LIST).content.decode().split("<tr")
    assert "May count" not in next(row for row in rows if drawn.title in row)
    text = client.get(f"{LIST}{drawn.assessment.public_id}/allow-counting/").content.decode()
    assert "1 of the 1 questions that it can draw was published with its key" in text


def test_faculty_are_not_offered_to_allow_counting(cast) -> None:
    administration = give("single_best_answer")
    Item.objects.update(is_public=True)
    text = cast.client("faculty").get(address(administration)).content.decode()
    assert "A lead can allow it to count" in text
    assert "allow-counting" not in text


def test_self_rating_can_never_be_allowed(cast) -> None:
    version = AssessmentVersionFactory(assessment__type="self_rating")
    page = f"{LIST}{version.assessment.public_id}/"
    client = cast.client("lead")
    assert "Never" in client.get(page).content.decode()
    assert client.post(f"{page}allow-counting/").status_code == 404
    version.assessment.refresh_from_db()
    assert not version.assessment.may_count


def test_list_and_detail_ask_the_database_the_same_for_any_number(cast) -> None:
    client = cast.client("faculty")
    counts, details = set(), set()
    for number in (1, 2, 7):
        for _ in range(number):
            row = AssessmentCompetencyFactory()
            version = AssessmentVersionFactory(assessment=row.assessment)
            BlueprintRow.objects.create(version=version, competency=row.competency, count=1)
        counts.add(count_queries(client, LIST))
        details.add(count_queries(client, address(give(*(KINDS * number)))))
    assert len(counts) == 1
    assert len(details) == 1


def test_tab_of_the_bank_shows_to_who_may_open_it_alone(cast) -> None:
    bank = reverse("assessments:item-list")
    assert f'href="{bank}"' in cast.client("faculty").get(LIST).content.decode()
    learning = cast.client("faculty_student")
    assert f'href="{bank}"' not in learning.get(LIST).content.decode()
    assert f'href="{bank}"' not in learning.get(reverse("competencies:module-list")).content.decode()
    assert learning.get(bank).status_code == 403


def test_states_agree_with_what_they_are_of() -> None:
    with override("fr"):
        assert Assessment(state="published").get_state_display() == "Publiée"
        assert FrameworkVersion(state="retired").get_state_display() == "Retirée"
        assert Item(state="published").get_state_display() == "Publié"
