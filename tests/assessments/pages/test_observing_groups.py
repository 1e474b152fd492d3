"""The pages of observations: a group, what was recorded, taking it back."""

from __future__ import annotations

import pytest

from assessments.models import Attainment, Encounter, Evidence, ObservationComment
from people.models import AccessLog
from tests.assessments.pages.observing import NEW, assert_nothing_recorded, detail, grid, take_back
from tests.assessments.pages.seeing import (
    body,
    competencies,
    level,
    queries,
    submission_of,
    text,
)
from tests.factories import EnrolmentFactory, GroupFactory, GroupSpellFactory, StaffRoleFactory, UserFactory

pytestmark = pytest.mark.django_db


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
        ({"levels": "x", "reason": "wrong_level"}, "One of these is not among the choices"),
        ({"reason": ""}, "Say why"),
        ({"reason": "key_corrected"}, "That is not among the choices"),
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
