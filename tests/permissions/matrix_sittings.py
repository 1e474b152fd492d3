"""Addresses about sittings, marking and the list of assessments."""

from __future__ import annotations

from django.utils import timezone

from assessments.models import Attempt, Item, Response, ReturnNote, Score
from assessments.services.answering import save_response
from tests.assessments.pages.sittings import MARKS, begin, give, hand_in, waiting
from tests.cast import Cast
from tests.factories.learners import AssignmentFactory
from tests.factories.people import EnrolmentFactory, UserFactory
from tests.permissions.matrix import Scene, SceneMaker

TABLE = """
admin lead faculty signer viewer other_lead former_staff faculty_student student other_student anonymous
GET  assessments:attempt-detail             no   no   no   no   -    -    -    -    ok   -    in
GET  assessments:attempt-item               no   no   no   no   -    -    -    -    ok   -    in
POST assessments:attempt-item               no   no   no   no   -    -    -    -    go   -    in
GET  assessments:attempt-submit             no   no   no   no   -    -    -    -    ok   -    in
POST assessments:attempt-submit             no   no   no   no   -    -    -    -    go   -    in
GET  assessments:attempt-feedback           ok   ok   ok   ok   -    -    -    -    ok   -    in
POST learners:attempt-again                 -    -    -    -    -    -    -    -    go   -    in
GET  assessments:marking-queue              ok   ok   ok   no   no   bare no   bare no   no   in
GET  assessments:marking-detail             ok   ok   ok   no   no   -    no   -    no   no   in
POST assessments:marking-detail             go   go   go   no   no   -    no   -    no   no   in
POST assessments:marking-return             go   go   go   no   no   -    no   -    no   no   in
GET  assessments:assessment-list            ok   ok   ok   no   no   ok   no   ok   no   no   in
GET  assessments:assessment-detail          ok   ok   ok   no   no   ok   no   bare no   no   in
GET  assessments:assessment-allow-counting  ok   ok   no   no   no   ok   no   no   no   no   in
POST assessments:assessment-allow-counting  go   go   no   no   no   go   no   no   no   no   in
"""
# Nobody looks over a learner's shoulder: an open sitting is the learner's alone. Staff who learn here as
# well (faculty_student) open an assessment without the keys that are not public: they may be given it.

SECRET = "Bindweed and borage"


def open_sitting(cast: Cast) -> Scene:
    attempt = begin(cast.student, "single_best_answer")
    Attempt.objects.update(rules={**attempt.rules, "title": SECRET})
    return Scene(
        kwargs={"public_id": attempt.public_id},
        secret=(SECRET,),
        state=lambda: Attempt.objects.get().state,
    )


def question_of_a_sitting(cast: Cast) -> Scene:
    scene = open_sitting(cast)
    return Scene(
        kwargs={**scene.kwargs, "position": 1},
        data={"choice": "B", "go": "next"},
        secret=(SECRET, "Option C"),
        state=Response.objects.count,
    )


def released(cast: Cast) -> Scene:
    attempt = hand_in(begin(cast.student, "single_best_answer"))
    return Scene(kwargs={"public_id": attempt.public_id}, secret=("SECRET rationale", "SECRET feedback B"))


def done(cast: Cast) -> Scene:
    attempt = hand_in(begin(cast.student, "single_best_answer"))
    AssignmentFactory(administration=attempt.administration, to=[cast.cohort])
    return Scene(kwargs={"public_id": attempt.public_id}, state=Attempt.objects.count)


def queue(cast: Cast) -> Scene:
    learner = UserFactory(given_name="Wilhelmina", family_name="Quill")
    EnrolmentFactory(user=learner, cohort=cast.cohort)
    waiting(learner)
    return Scene(secret=("Wilhelmina Quill",))


def desk(cast: Cast) -> Scene:
    attempt = begin(cast.student, "reflection", type_="reflection", release_rule="after_marking")
    save_response(attempt=attempt, position=1, value={"text": SECRET}, client_seq=0, at=timezone.now())
    hand_in(attempt)
    return Scene(
        kwargs={"public_id": attempt.public_id, "position": 1},
        data={
            **{f"mark-{name}": points for name, points in MARKS.items()},
            "level": 3,
            "seen": 0,
            "return-text": "Say when.",
        },
        secret=(SECRET,),
        state=lambda: (Score.objects.count(), ReturnNote.objects.count()),
    )


def listed(cast: Cast) -> Scene:
    version = give("single_best_answer").version
    type(version).objects.update(title=SECRET)
    return Scene(secret=(SECRET,))


def keyed(cast: Cast) -> Scene:
    version = give("single_best_answer").version
    return Scene(kwargs={"public_id": version.assessment.public_id}, secret=("SECRET rationale",))


def counting(cast: Cast) -> Scene:
    version = give("single_best_answer").version
    type(version).objects.update(title=SECRET)
    Item.objects.update(is_public=True)
    assessment = version.assessment
    return Scene(
        kwargs={"public_id": assessment.public_id},
        secret=(SECRET,),
        state=lambda: type(assessment).objects.get(pk=assessment.pk).may_count,
    )


SCENES: dict[str, SceneMaker] = {
    "assessments:attempt-detail": open_sitting,
    "assessments:attempt-item": question_of_a_sitting,
    "assessments:attempt-submit": open_sitting,
    "assessments:attempt-feedback": released,
    "learners:attempt-again": done,
    "assessments:marking-queue": queue,
    "assessments:marking-detail": desk,
    "assessments:marking-return": desk,
    "assessments:assessment-list": listed,
    "assessments:assessment-detail": keyed,
    "assessments:assessment-allow-counting": counting,
}
