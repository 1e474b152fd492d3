"""Addresses of second marks and saved comments: those who teach see the work of the people whom they teach, and no other's."""

from __future__ import annotations

from django.utils import timezone

from assessments.models import Attempt, SavedComment, SecondMark, SecondMarking
from assessments.services.comments import save_comment
from assessments.services.second_marking import draw_sample
from tests.assessments.pages.sittings import MARKS, mark, waiting
from tests.cast import Cast
from tests.factories.people import StaffRoleFactory, UserFactory
from tests.permissions.matrix import Scene, SceneMaker

TABLE = """
admin lead faculty signer viewer other_lead former_staff faculty_student student other_student anonymous
GET  assessments:second-list     ok   ok   ok   no   no   bare no   bare no   no   in
GET  assessments:second-detail   ok   ok   ok   no   no   -    no   -    no   no   in
POST assessments:second-detail   go   go   go   no   no   -    no   -    no   no   in
GET  assessments:second-desk     ok   ok   ok   no   no   -    no   -    no   no   in
POST assessments:second-desk     go   go   go   no   no   -    no   -    no   no   in
GET  assessments:comment-list    ok   ok   ok   no   no   ok   no   ok   no   no   in
POST assessments:comment-share   -    -    go   no   no   -    no   -    no   no   in  # one's own
POST assessments:comment-delete  -    -    go   no   no   -    no   -    no   no   in  # one's own
"""

SECRET = "Willowherb week"


def handed_in(cast: Cast) -> Attempt:
    attempt = waiting(cast.student)
    version = attempt.administration.version
    version.title = SECRET
    version.save()
    return attempt


def listed(cast: Cast) -> Scene:
    handed_in(cast)
    return Scene(secret=(SECRET,))


def sample(cast: Cast) -> Scene:
    attempt = handed_in(cast)
    return Scene(
        kwargs={"public_id": attempt.administration.public_id},
        data={"size": "100", "unit": "percent"},
        secret=(SECRET,),
        state=SecondMarking.objects.count,
    )


def desk(cast: Cast) -> Scene:
    attempt = handed_in(cast)
    first = UserFactory()
    StaffRoleFactory(user=first, cohort=cast.cohort, role="faculty")
    mark(attempt, first)
    draw_sample(administration=attempt.administration, by=first, at=timezone.now(), seed=1, number=1)
    return Scene(
        kwargs={"public_id": attempt.public_id, "position": 1},
        data={**{f"mark-{name}": str(points) for name, points in MARKS.items()}, "level": "2"},
        secret=("I asked her before I posted.",),
        state=SecondMark.objects.count,
    )


def comment(cast: Cast) -> Scene:
    kept = save_comment(author=cast.faculty, text=SECRET, is_shared=True, at=timezone.now())
    return Scene(
        kwargs={"public_id": kept.public_id},
        state=lambda: list(SavedComment.objects.values_list("text", "is_shared")),
    )


def comments(cast: Cast) -> Scene:
    comment(cast)
    return Scene(secret=(SECRET,))


SCENES: dict[str, SceneMaker] = {
    "assessments:second-list": listed,
    "assessments:second-detail": sample,
    "assessments:second-desk": desk,
    "assessments:comment-list": comments,
    "assessments:comment-share": comment,
    "assessments:comment-delete": comment,
}
