"""The observation form that a rater had before them is shown, and recorded with the level."""

from __future__ import annotations

import pytest

from assessments.models import Observation
from tests.assessments.pages.observing import NEW, assert_nothing_recorded, grid, shown_forms
from tests.assessments.pages.seeing import body, descriptors, level, queries
from tests.factories.assessments import AssessmentVersionFactory, observation_form
from tests.factories.learners import CohortFrameworkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def form(sm):
    descriptors(sm[0], "Asks first")
    return observation_form(sm[0], title="Seen on the ward")


def test_page_shows_what_the_form_looks_for_at_each_level(teacher, student, form) -> None:
    shown = body(teacher.get(NEW, {"learner": student.public_id}))
    assert "What to look for in SM-1" in shown
    assert "What to look for in SM-2" not in shown
    assert "Form: Seen on the ward, version 1" in shown
    assert "Asks first at 1" in shown
    assert "Asks first at 5" in shown


def test_level_is_recorded_with_the_form_and_one_without_a_form_with_none(
    teacher, post, student, sm, form
) -> None:
    page = body(teacher.get(NEW, {"learner": student.public_id}))
    answer = post(student, (sm[0], 4), (sm[1], 3), shown_forms=shown_forms(page))
    found = dict(Observation.objects.values_list("competency__code", "form"))
    assert found == {"SM-1": form.pk, "SM-2": None}
    form.refresh_from_db()
    assert form.frozen_at is not None
    assert body(teacher.get(answer["Location"])).count("Form: Seen on the ward, version 1") == 1


def test_grid_shows_and_records_the_forms_of_its_columns(
    teacher, group_page, student, other_student, sm, form
) -> None:
    other = observation_form(sm[1], title="Seen in the clinic")
    observation_form(sm[3], title="Not on this grid")
    page = body(teacher.get(group_page, {"competency": [sm[0].public_id, sm[1].public_id]}))
    assert "Form: Seen in the clinic, version 1" in page
    assert "Not on this grid" not in page
    rows = [(student, "4", "0"), (other_student, "2", "3")]
    teacher.post(group_page, grid(sm[:2], *rows, shown_forms=shown_forms(page)))
    found = set(Observation.objects.values_list("learner", "competency__code", "form"))
    assert found == {
        (student.pk, "SM-1", form.pk),
        (other_student.pk, "SM-1", form.pk),
        (other_student.pk, "SM-2", other.pk),
    }


def test_form_that_changed_meanwhile_is_shown_before_anything_is_recorded(
    teacher, post, student, sm, form
) -> None:
    page = body(teacher.get(NEW, {"learner": student.public_id}))
    newer = AssessmentVersionFactory(assessment=form.assessment, n=2, title="Seen anywhere")
    shown = body(post(student, (sm[0], 4), shown_forms=shown_forms(page)), 422)
    assert "An observation form has changed since this page was opened" in shown
    assert "Form: Seen anywhere, version 2" in shown
    assert_nothing_recorded()
    post(student, (sm[0], 4), shown_forms=shown_forms(shown))
    assert Observation.objects.get().form == newer


def test_explanation_names_the_form(cast, teacher, post, student, sm, form) -> None:
    CohortFrameworkFactory(cohort=cast.cohort, framework_version=sm[0].version)
    page = body(teacher.get(NEW, {"learner": student.public_id}))
    post(student, (sm[0], 4), shown_forms=shown_forms(page))
    shown = body(teacher.get(f"/standing/{student.public_id}/{sm[0].public_id}/"))
    assert "Seen on the ward" in shown


def test_page_asks_the_same_queries_however_many_forms(teacher, student, sm, form) -> None:
    first, _page = queries(teacher, NEW, {"learner": student.public_id})
    for one in sm[1:]:
        descriptors(one, "Is calm")
        observation_form(one)
    then, more = queries(teacher, NEW, {"learner": student.public_id})
    assert first == then
    assert more.count("What to look for in") == 4
    assert level(student, sm[3]) in more
