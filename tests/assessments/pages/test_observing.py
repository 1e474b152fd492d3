"""The pages of observations: one learner, a group, what was recorded, taking it back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Attainment, Encounter, Evidence, Observation, ObservationComment
from common.school_time import school_day
from people.models import AccessLog
from tests.assessments.pages.seeing import (
    body,
    competencies,
    level,
    occasion,
    queries,
    seen,
    submission_of,
    text,
)
from tests.factories import EnrolmentFactory, GroupFactory, GroupSpellFactory, StaffRoleFactory, UserFactory
from tests.factories.assessments import adopted

pytestmark = pytest.mark.django_db
NEW = "/observations/new/"


def today() -> date:
    return school_day(timezone.now())


@pytest.fixture
def sm():
    """The competencies SM-1 to SM-4, under the default policy."""
    found = competencies(4)
    adopted(found[0])
    return found


@pytest.fixture
def teacher(cast):
    return cast.client("faculty")


@pytest.fixture
def post(teacher):
    def post(learner, *levels, **fields):
        return teacher.post(NEW, seen(learner, *levels, **{"day": today().isoformat(), **fields}))

    return post


@pytest.fixture
def group_page(cohort):
    return reverse("assessments:encounter-group", args=[cohort.public_id])


def grid(columns, *rows, **fields) -> dict[str, object]:
    """Return what the grid posts: the learners of the rows, each with its levels."""
    given = {
        level(learner, competency): value
        for learner, *values in rows
        for competency, value in zip(columns, values, strict=False)
    }
    return {
        **seen(rows[0][0], day=today().isoformat()),
        "learner": [row[0].public_id for row in rows],
        "column": [one.public_id for one in columns],
        **given,
        **fields,
    }


def detail(encounter) -> str:
    return reverse("assessments:encounter-detail", args=[encounter.public_id])


def take_back(encounter, learner) -> str:
    return reverse("assessments:evidence-void", args=[encounter.public_id, learner.public_id])


def assert_nothing_recorded() -> None:
    assert not Encounter.objects.exists()
    assert not Observation.objects.exists()
    assert not Evidence.objects.exists()
    assert not Attainment.objects.exists()


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
        ({"day": "soon"}, "Enter a valid date"),
        ({"where": ""}, "Choose where you saw it"),
        ({"where": "the moon"}, "Select a valid choice"),
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


# A group


def test_grid_holds_the_learners_of_the_cohort_and_not_oneself(cast, group_page, sm) -> None:
    StaffRoleFactory(user=cast.faculty_student, role="faculty", cohort=cast.cohort)
    shown = body(cast.client("faculty_student").get(group_page))
    assert "Stella Cast" in shown
    assert "Oscar Cast" in shown
    assert level(cast.faculty_student, sm[0]) not in shown
    assert "Elsa Cast" not in shown


def test_grid_holds_a_group_when_asked(teacher, group_page, group, sm) -> None:
    shown = body(teacher.get(group_page, {"group": group.public_id}))
    assert "Stella Cast" in shown
    assert "Oscar Cast" not in shown


def test_grid_of_unknown_group_or_page_falls_back_to_everybody(teacher, group_page, sm) -> None:
    for query in ({"group": "x"}, {"page": "0"}, {"competency": "x"}):
        assert "Oscar Cast" in body(teacher.get(group_page, query))


def test_grid_takes_four_competencies_at_most(teacher, group_page) -> None:
    five = competencies(5)
    answer = teacher.get(group_page, {"competency": [one.public_id for one in five]})
    assert "Choose up to four competencies" in body(answer)


def test_grid_records_one_occasion_for_all(teacher, group_page, student, other_student, sm) -> None:
    rows = [(student, "4", "0"), (other_student, "2", "3")]
    answer = teacher.post(group_page, grid(sm[:2], *rows, **{text(other_student): "Noticed the badge."}))
    encounter = Encounter.objects.get()
    assert answer["Location"] == detail(encounter)
    facts = Evidence.objects.order_by("learner__given_name", "competency__code")
    assert list(facts.values_list("learner__given_name", "competency__code", "level")) == [
        ("Oscar", "SM-1", 2), ("Oscar", "SM-2", 3), ("Stella", "SM-1", 4),
    ]  # fmt: skip
    assert ObservationComment.objects.get().learner == other_student


def test_grid_pressed_twice_records_once(teacher, group_page, student, sm) -> None:
    given = grid(sm[:2], (student, "4"))
    assert teacher.post(group_page, given)["Location"] == teacher.post(group_page, given)["Location"]
    assert Evidence.objects.count() == 1


def test_grid_with_an_error_keeps_what_was_typed(teacher, group_page, student, other_student, sm) -> None:
    given = grid(sm[:2], (student, "4"), (other_student, "9"), **{text(student): "Stayed calm."})
    shown = body(teacher.post(group_page, given), 422)
    assert "This level is not on the scale" in shown
    assert "Stayed calm." in shown
    cell = shown[shown.index(f'id="id_{level(student, sm[0])}_4"') :].split(">")[0]
    assert "checked" in cell
    assert_nothing_recorded()


def test_empty_grid_is_refused(teacher, group_page, student, other_student, sm) -> None:
    shown = body(teacher.post(group_page, grid(sm[:2], (student, "0"), (other_student,))), 422)
    assert "Give at least one level" in shown
    assert_nothing_recorded()


def test_sentence_for_a_learner_without_a_level_is_refused(
    teacher, group_page, student, other_student, sm
) -> None:
    given = grid(sm[:2], (student, "3"), (other_student,), **{text(other_student): "Was there."})
    assert "A sentence needs a level beside it" in body(teacher.post(group_page, given), 422)
    assert_nothing_recorded()


def test_grid_with_somebody_elses_learner_is_refused_wholly(teacher, group_page, student, cast, sm) -> None:
    for other in (cast.elsewhere_student, cast.faculty, cast.lead):
        answer = teacher.post(group_page, grid(sm[:2], (student, "3"), (other, "3")))
        assert "not among those whom you may observe here" in body(answer, 422)
    assert_nothing_recorded()


def test_grid_that_names_no_learners_is_refused(teacher, group_page, student, sm) -> None:
    given = grid(sm[:2], (student, "3"))
    for name in ("learner", "column"):
        body(teacher.post(group_page, {key: value for key, value in given.items() if key != name}), 422)
    assert "not a valid UUID" in body(teacher.post(group_page, {**given, "learner": "x"}), 422)
    assert_nothing_recorded()


def test_grid_drawn_anew_keeps_levels_and_writes_nothing(teacher, group_page, student, sm) -> None:
    given = grid(sm[:2], (student, "4", "2"), show="1", competency=[sm[0].public_id, sm[3].public_id])
    shown = body(teacher.post(group_page, given))
    assert level(student, sm[3]) in shown
    assert level(student, sm[1]) not in shown
    cell = shown[shown.index(f'id="id_{level(student, sm[0])}_4"') :].split(">")[0]
    assert "checked" in cell
    assert submission_of(shown) == given["submission"]
    assert_nothing_recorded()


def test_choosing_without_showing_records_the_grid_that_was_drawn(teacher, group_page, student, sm) -> None:
    teacher.post(group_page, grid(sm[:1], (student, "4"), competency=[sm[3].public_id]))
    assert Evidence.objects.get().competency == sm[0]


@pytest.fixture
def many(cohort):
    for n in range(40):
        EnrolmentFactory(user=UserFactory(given_name="N", family_name=f"Member{n:02d}"), cohort=cohort)


def test_big_cohort_asks_for_a_group_first(teacher, group_page, group, many, sm) -> None:
    shown = body(teacher.get(group_page))
    assert "Which group did you see?" in shown
    assert "43 learners" in shown
    assert f"?group={group.public_id}" in shown
    everybody = body(teacher.get(group_page, {"page": 1}))
    assert everybody.count("rowheader") == 30
    assert body(teacher.get(group_page, {"page": 2})).count("rowheader") == 13


def test_grid_of_a_page_is_recorded_though_the_pages_shift(teacher, group_page, many, cohort, sm) -> None:
    last = UserFactory(given_name="Z", family_name="Zz")
    EnrolmentFactory(user=last, cohort=cohort)
    body(teacher.post(group_page, grid(sm[:1], (last, "3"), page="1")), 302)
    assert Evidence.objects.get().learner == last


def test_cohort_is_hidden_from_others_and_closed_to_who_does_not_teach_it(cast, group_page) -> None:
    body(cast.client("other_lead").get(group_page), 404)
    for actor in ("signer", "viewer", "student"):
        body(cast.client(actor).get(group_page), 403)


# Reading and taking back


@pytest.fixture
def encounter(teacher, group_page, student, other_student, sm):
    rows = [(student, "4", "3"), (other_student, "1", "0")]
    said = {text(student): "Asked first.", text(other_student): "Left the screen open."}
    teacher.post(group_page, grid(sm[:2], *rows, **said))
    return Encounter.objects.get()


def test_learner_reads_their_own_row_alone(cast, encounter) -> None:
    shown = body(cast.client("student").get(detail(encounter)))
    assert "Asked first." in shown
    assert "Oscar Cast" not in shown
    assert "Left the screen open." not in shown
    assert "Take back" not in shown


def test_who_may_not_open_the_records_does_not_find_the_occasion(cast, encounter) -> None:
    for actor in ("viewer", "other_lead", "former_staff"):
        body(cast.client(actor).get(detail(encounter)), 404)


def test_reading_is_written_down_once_for_each_learner(cast, encounter, lead, student, other_student) -> None:
    for _again in range(2):
        body(cast.client("lead").get(detail(encounter)))
    assert set(AccessLog.objects.filter(actor=lead).values_list("subject", flat=True)) == {
        student.pk, other_student.pk,
    }  # fmt: skip
    assert AccessLog.objects.filter(actor=lead).count() == 2


def test_rater_takes_back_what_they_choose_for_a_reason(teacher, encounter, faculty, student, sm) -> None:
    shown = body(teacher.get(take_back(encounter, student)))
    assert "SM-1 First of all: level 4" in shown
    answer = teacher.post(
        take_back(encounter, student), {"levels": [sm[0].public_id], "reason": "wrong_level"}, follow=True
    )
    shown = body(answer)
    assert "no longer counts" in shown
    assert "Wrong level" in shown
    void = Evidence.objects.get(voids__isnull=False)
    assert (void.voids.level, void.recorded_by, void.void_reason) == (4, faculty, "wrong_level")
    standing = Attainment.objects.standing().filter(learner=student).order_by("competency__code")
    assert [row.evidence_counted for row in standing] == [0, 1]


def test_taking_back_all_of_it_leaves_nothing_more_to_take_back(teacher, encounter, student, sm) -> None:
    given = {"levels": [one.public_id for one in sm[:2]], "reason": "wrong_learner"}
    teacher.post(take_back(encounter, student), given)
    again = body(teacher.post(take_back(encounter, student), given, follow=True))
    assert "taken back already" in again
    assert Evidence.objects.filter(voids__isnull=False).count() == 2


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"reason": "wrong_level"}, "Choose at least one level"),
        ({"levels": "x", "reason": "wrong_level"}, "Select a valid choice"),
        ({"reason": ""}, "Say why"),
        ({"reason": "key_corrected"}, "Select a valid choice"),
    ],
)
def test_taking_back_asks_what_and_why(teacher, encounter, student, sm, given, said) -> None:
    levels = {} if said == "Choose at least one level" else {"levels": [sm[0].public_id]}
    assert said in body(teacher.post(take_back(encounter, student), {**levels, **given}), 422)
    assert not Evidence.objects.filter(voids__isnull=False).exists()


def test_lead_may_take_back_and_another_teacher_may_not(cast, encounter, student, sm) -> None:
    colleague = UserFactory()
    StaffRoleFactory(user=colleague, role="faculty", cohort=cast.cohort)
    given = {"levels": [sm[0].public_id], "reason": "duplicate"}
    client = cast.client("student")
    client.force_login(colleague)
    assert "Take back" not in body(client.get(detail(encounter)))
    body(client.post(take_back(encounter, student), given), 403)
    body(cast.client("student").post(take_back(encounter, student), given), 403)
    body(cast.client("other_lead").post(take_back(encounter, student), given), 404)
    assert not Evidence.objects.filter(voids__isnull=False).exists()
    body(cast.client("lead").post(take_back(encounter, student), given), 302)
    assert Evidence.objects.filter(voids__isnull=False).count() == 1


def test_taking_back_of_somebody_who_was_not_seen_is_not_found(teacher, encounter, cast) -> None:
    body(teacher.get(take_back(encounter, cast.faculty_student)), 404)


# How much a page asks of the database


def test_pages_take_the_same_queries_however_many_learners(teacher, cohort, group_page, sm) -> None:
    found = []
    for number in (1, 3, 30):
        group = GroupFactory(cohort=cohort)
        learners = [UserFactory() for _n in range(number)]
        for learner in learners:
            EnrolmentFactory(user=learner, cohort=cohort)
            GroupSpellFactory(user=learner, group=group)
        on_grid, shown = queries(teacher, group_page, {"group": group.public_id})
        assert shown.count("rowheader") == number
        answer = teacher.post(group_page, grid(sm[:3], *((one, "3", "2", "1") for one in learners)))
        on_detail, shown = queries(teacher, answer["Location"])
        assert shown.count("Take back") == number
        on_picker, _shown = queries(teacher, NEW)
        on_form, _shown = queries(teacher, NEW, {"learner": learners[0].public_id})
        found.append((on_grid, on_detail, on_picker, on_form))
    assert min(found[0]) > 0
    assert found[0] == found[1] == found[2]
