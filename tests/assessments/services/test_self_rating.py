"""Self-assessments, which never count."""

from __future__ import annotations

import pytest

from assessments.models import Attainment, Evidence, SelfAssessment, SelfRating
from assessments.services.errors import (
    AlreadySubmitted,
    NothingObserved,
    NotOnTheForm,
    NotReady,
    OffTheScale,
    OutOfSteps,
    Withdrawn,
)
from assessments.services.self_rating import open_self_assessment, rate, submit_self_assessment
from tests.assessments.services.school import HOUR, NOW, TEXT
from tests.factories.assessments import (
    AdministrationFactory,
    AssessmentCompetencyFactory,
    AssessmentVersionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def form():
    return AdministrationFactory(
        version=AssessmentVersionFactory(assessment__type="self_rating"), mode="practice"
    )


@pytest.fixture
def opened(school, form):
    return open_self_assessment(administration=form, user=school.learner, at=NOW)


def close(opened, at=NOW, reflection="I saw.", goal="I will."):
    return submit_self_assessment(self_assessment=opened, reflection=reflection, goal=goal, at=at)


def test_open_resumes(school, form, opened) -> None:
    again = open_self_assessment(administration=form, user=school.learner, at=NOW + HOUR)
    assert (again, again.started_at) == (opened, NOW)


def test_open_is_refused_for_other_forms_and_for_what_was_withdrawn(school, form) -> None:
    with pytest.raises(NotReady):
        open_self_assessment(administration=school.quiz(), user=school.learner, at=NOW)
    form.state = "withdrawn"
    form.save()
    with pytest.raises(Withdrawn):
        open_self_assessment(administration=form, user=school.learner, at=NOW)


def test_rate_saves_one_by_one_and_anew(school, opened) -> None:
    rate(self_assessment=opened, competency=school.competency, level=2, confidence=25, at=NOW)
    rate(self_assessment=opened, competency=school.competency, level=3, confidence=None, at=NOW + HOUR)
    rating = SelfRating.objects.get()
    assert (rating.level, rating.confidence, rating.rated_at) == (3, None, NOW + HOUR)
    assert not rating.results_released


@pytest.mark.parametrize(("level", "confidence", "error"), [
    (0, 50, OffTheScale), (6, 50, OffTheScale), (3, 30, OutOfSteps), (3, 125, OutOfSteps),
])  # fmt: skip
def test_rate_is_refused_off_the_scale_and_out_of_steps(school, opened, level, confidence, error) -> None:
    with pytest.raises(error):
        rate(self_assessment=opened, competency=school.competency, level=level, confidence=confidence, at=NOW)
    assert not SelfRating.objects.exists()


def test_rate_is_refused_for_what_the_form_does_not_ask(school, form, opened) -> None:
    AssessmentCompetencyFactory(assessment=form.version.assessment, competency=school.competency)
    with pytest.raises(NotOnTheForm):
        rate(self_assessment=opened, competency=school.other_competency, level=3, confidence=50, at=NOW)


@pytest.mark.parametrize("mode", ["counting", "practice"])
def test_rate_notes_that_a_result_was_known(school, opened, mode) -> None:
    school.sit(school.quiz(mode=mode))
    known = rate(self_assessment=opened, competency=school.competency, level=3, confidence=50, at=NOW)
    unknown = rate(self_assessment=opened, competency=school.other_competency, level=3, confidence=50, at=NOW)
    assert (known.results_released, unknown.results_released) == (True, False)


def test_rate_does_not_note_a_result_that_is_not_shown(school, opened) -> None:
    school.sit(school.reflection(), TEXT)
    rating = rate(self_assessment=opened, competency=school.competency, level=3, confidence=50, at=NOW)
    assert not rating.results_released


def test_submit_closes_once(school, opened) -> None:
    rate(self_assessment=opened, competency=school.competency, level=3, confidence=50, at=NOW)
    close(opened, reflection=" I saw. ")
    again = close(opened, at=NOW + HOUR, reflection="Other.", goal="Other.")
    assert (again.state, again.submitted_at) == ("submitted", NOW)
    assert (again.reflection, again.goal) == ("I saw.", "I will.")
    with pytest.raises(AlreadySubmitted):
        rate(self_assessment=opened, competency=school.competency, level=4, confidence=50, at=NOW)


def test_submit_of_nothing_is_refused(opened) -> None:
    with pytest.raises(NothingObserved):
        close(opened)
    assert SelfAssessment.objects.get().state == "open"


def test_self_assessment_never_counts(school, opened) -> None:
    rate(self_assessment=opened, competency=school.competency, level=5, confidence=100, at=NOW)
    close(opened)
    assert not Evidence.objects.exists()
    assert not Attainment.objects.exists()
