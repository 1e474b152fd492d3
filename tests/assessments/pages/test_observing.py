"""The pages of observations: whom one may observe, and one learner."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assessments.models import Attainment, Encounter, Evidence, ObservationComment
from common.school_time import school_day
from tests.assessments.pages.observing import NEW, assert_nothing_recorded, detail, today
from tests.assessments.pages.seeing import (
    body,
    competencies,
    level,
    occasion,
    submission_of,
    text,
)
from tests.factories import EnrolmentFactory, StaffRoleFactory, UserFactory

pytestmark = pytest.mark.django_db


# Whom one may observe


def test_picker_offers_the_learners_of_ones_cohorts(teacher, cast) -> None:
    shown = body(teacher.get(NEW))
    assert "Stella Cast" in shown
    assert "Elsa Cast" not in shown
    assert cast.cohort.name in shown


def test_picker_never_offers_oneself(cast) -> None:
    StaffRoleFactory(user=cast.faculty_student, role="faculty", cohort=cast.cohort)
    shown = body(cast.client("faculty_student").get(NEW))
    assert "Stella Cast" in shown
    assert f"learner={cast.faculty_student.public_id}" not in shown


def test_picker_offers_an_admin_learners_and_no_staff(cast) -> None:
    shown = body(cast.client("admin").get(NEW))
    assert f"learner={cast.elsewhere_student.public_id}" in shown
    assert f"learner={cast.lead.public_id}" not in shown


@pytest.mark.parametrize("typed", ["Zoé", "zoe", "berg zo", "ÅBERG"])
def test_picker_finds_by_folded_parts_of_names(teacher, cohort, typed) -> None:
    EnrolmentFactory(user=UserFactory(given_name="Zoé", family_name="Åberg"), cohort=cohort)
    shown = body(teacher.get(NEW, {"q": typed}))
    assert "Zoé Åberg" in shown
    assert "Stella Cast" not in shown


def test_picker_says_when_it_finds_nobody(teacher) -> None:
    assert "Nobody by that name" in body(teacher.get(NEW, {"q": "Qqqq"}))


def test_form_for_somebody_else_is_not_found(teacher, cast, sm) -> None:
    for learner in (cast.elsewhere_student, cast.faculty, cast.lead):
        body(teacher.get(NEW, {"learner": learner.public_id}), 404)


# One learner


def test_form_puts_what_the_rater_saw_last_first(teacher, post, student, sm) -> None:
    post(student, (sm[3], 2))
    shown = body(teacher.get(NEW, {"learner": student.public_id}))
    assert shown.index("SM-4") < shown.index("1 more competency") < shown.index("Title 3")


def test_form_writes_one_occasion_with_its_evidence(post, student, faculty, sm) -> None:
    occasion()
    said = {text(student): "Asked before posting."}
    answer = post(student, (sm[0], 4), (sm[1], "0"), (sm[2], 2), where="oc-ward", **said)
    encounter = Encounter.objects.get()
    assert answer["Location"] == detail(encounter)
    assert (encounter.rater, encounter.setting, encounter.context) == (faculty, "workplace", "Ward round")
    facts = Evidence.objects.order_by("competency__code").values_list("competency__code", "level", "tier")
    assert list(facts) == [("SM-1", 4, "does"), ("SM-3", 2, "does")]
    assert ObservationComment.objects.get().text == "Asked before posting."
    assert Attainment.objects.standing().count() == 2


@pytest.mark.parametrize(("where", "tier"), [("simulated", "shows_how"), ("workplace", "does")])
def test_place_that_is_not_listed_decides_the_tier_too(post, student, sm, where, tier) -> None:
    post(student, (sm[0], 3), where=where)
    assert Encounter.objects.get().context == ""
    assert Evidence.objects.get().tier == tier


def test_result_page_says_what_was_recorded_and_how_to_take_it_back(post, teacher, student, sm) -> None:
    answer = post(student, (sm[0], 4), (sm[1], 3), **{text(student): "Calm and clear."})
    shown = body(teacher.get(answer["Location"]))
    for said in ("2 levels recorded", "Stella Cast", "SM-1", "Proficient", "Calm and clear.", "Take back"):
        assert said in shown


def test_earlier_day_is_kept_as_the_noon_of_that_day(post, student, sm) -> None:
    yesterday = today() - timedelta(days=1)
    post(student, (sm[0], 4), day=yesterday.isoformat())
    encounter = Encounter.objects.get()
    assert school_day(encounter.seen_at) == yesterday
    assert encounter.recorded_at > encounter.seen_at


def test_double_click_records_once_and_says_so(post, teacher, student, sm) -> None:
    page = body(teacher.get(NEW, {"learner": student.public_id}))
    first = post(student, (sm[0], 4), submission=submission_of(page))
    second = post(student, (sm[0], 4), submission=submission_of(page))
    assert first["Location"] == second["Location"]
    assert Encounter.objects.count() == Evidence.objects.count() == 1
    assert "recorded already" in body(teacher.get(second["Location"]))


@pytest.mark.parametrize("value", ["6", "-1", "x", "3.5"])
def test_level_off_the_scale_is_refused(post, student, sm, value) -> None:
    shown = body(post(student, (sm[0], value), (sm[1], 3)), 422)
    assert "This level is not on the scale" in shown
    assert_nothing_recorded()


@pytest.mark.parametrize(
    ("days", "said"),
    [(1, "cannot lie in the future"), (400, "cannot lie in the future"), (-366, "last twelve months")],
)
def test_day_that_cannot_be_is_refused(post, student, sm, days, said) -> None:
    day = (today() + timedelta(days=days)).isoformat()
    shown = body(post(student, (sm[0], 3), day=day), 422)
    assert said in shown
    assert f'value="{day}"' in shown
    assert_nothing_recorded()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"day": ""}, "Say on which day"),
        ({"day": "soon"}, "Give a day, such as"),
        ({"where": ""}, "Choose where you saw it"),
        ({"where": "the moon"}, "That is not among the choices"),
        ({"submission": "x"}, "Enter a valid UUID"),
    ],
)
def test_occasion_that_is_not_whole_is_refused_and_kept(post, student, sm, fields, said) -> None:
    shown = body(post(student, (sm[3], 3), **{text(student): "Kept words.", **fields}), 422)
    assert said in shown
    assert "Kept words." in shown
    name = f'id="id_{level(student, sm[3])}_3"'
    assert "checked" in shown[shown.index(name) :].split(">")[0]
    assert_nothing_recorded()


def test_nothing_seen_is_refused(post, student, sm) -> None:
    assert "Give at least one level" in body(post(student, (sm[0], "0")), 422)
    assert_nothing_recorded()


def test_sentence_without_a_level_is_refused(post, student, sm) -> None:
    shown = body(post(student, **{text(student): "Kind to all."}), 422)
    assert "Give at least one level" in shown
    assert "Kind to all." in shown
    assert_nothing_recorded()


def test_sentence_that_is_too_long_is_refused(post, student, sm) -> None:
    assert "500 characters" in body(post(student, (sm[0], 3), **{text(student): "x" * 501}), 422)
    assert_nothing_recorded()


def test_levels_of_others_in_the_post_refuse_it_wholly(
    post, student, other_student, elsewhere_student, sm
) -> None:
    for other in (other_student, elsewhere_student):
        answer = post(student, (sm[0], 3), **{level(other, sm[0]): "5"})
        assert "does not ask about" in body(answer, 422)
    assert_nothing_recorded()


def test_post_for_somebody_one_does_not_teach_is_not_found(post, elsewhere_student, faculty, sm) -> None:
    body(post(elsewhere_student, (sm[0], 3)), 404)
    body(post(faculty, (sm[0], 3)), 404)
    assert_nothing_recorded()


def test_retired_competency_is_refused(post, student, sm) -> None:
    retired = competencies(1)[0]
    retired.version.state = "retired"
    retired.version.save()
    assert "does not ask about" in body(post(student, (retired, 3)), 422)
    assert_nothing_recorded()


def test_form_without_a_framework_says_so(teacher, student) -> None:
    assert "no competencies to observe yet" in body(teacher.get(NEW, {"learner": student.public_id}))
