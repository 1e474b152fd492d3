"""Addresses of item analysis and of corrected keys.

Those who teach see the sittings of the people whom they teach, and no others: `bare` is a page without any.
Who learns here is kept out: the keys may be asked of them.
"""

from __future__ import annotations

from dataclasses import replace

from django.utils import timezone

from assessments.models import Item, ItemVersion, Regrade, RegradePreview, Score
from assessments.services.authoring import correct_key
from assessments.services.looking_ahead import ask_preview
from assessments.services.regrading import start_regrade
from tests.assessments.pages.sittings import answer_all, begin, hand_in
from tests.cast import Cast
from tests.permissions.matrix import Scene, SceneMaker

TABLE = """
admin lead faculty signer viewer other_lead former_staff faculty_student student other_student anonymous
GET  assessments:assessment-analysis       ok   ok   ok   no   no   bare no   no   no   no   in
GET  assessments:assessment-analysis-file  ok   ok   ok   no   no   bare no   no   no   no   in
GET  assessments:item-analysis             ok   ok   ok   no   no   bare no   no   no   no   in
GET  assessments:competency-analysis       ok   ok   ok   no   no   bare no   no   no   no   in
GET  assessments:key-correct               ok   ok   no   no   no   ok   no   no   no   no   in
POST assessments:key-correct               go   go   no   no   no   go   no   no   no   no   in
GET  assessments:regrade-preview           -    ok   no   no   no   -    no   no   no   no   in   # only who asked
POST assessments:regrade-preview           -    go   no   no   no   -    no   no   no   no   in
GET  assessments:regrade-detail            ok   ok   no   no   no   ok   no   no   no   no   in
GET  assessments:regrade-progress          ok   ok   no   no   no   ok   no   no   no   no   in
POST assessments:regrade-carry-on          go   go   no   no   no   go   no   no   no   no   in
"""

SECRET = "willowherb-check"


def version_of(cast: Cast) -> ItemVersion:
    """A question that the student has answered in a counting sitting, with a secret for its name."""
    attempt = hand_in(answer_all(begin(cast.student, "single_best_answer")))
    version = attempt.items.get().item_version
    Item.objects.filter(pk=version.item_id).update(code=SECRET)
    return version


def of_assessment(cast: Cast) -> Scene:
    attempt = hand_in(answer_all(begin(cast.student, "single_best_answer")))
    Item.objects.filter(pk=attempt.items.get().item_version.item_id).update(code=SECRET)
    assessment = attempt.administration.version.assessment
    return Scene(kwargs={"public_id": assessment.public_id}, secret=(SECRET,))


def of_item(cast: Cast) -> Scene:
    attempt = hand_in(answer_all(begin(cast.student, "single_best_answer")))
    version = attempt.administration.version
    version.title = SECRET
    version.save()
    return Scene(kwargs={"public_id": attempt.items.get().item_version.item.public_id}, secret=(SECRET,))


def of_competency(cast: Cast) -> Scene:
    item = version_of(cast).item
    return Scene(kwargs={"public_id": item.competency.public_id}, secret=(SECRET,))


def correcting(cast: Cast) -> Scene:
    version = version_of(cast)
    return Scene(
        kwargs={"public_id": version.item.public_id, "n": version.n},
        data={"correct": "A", "reason": "It was the other one.", "step": "confirm"},
        secret=(SECRET,),
        state=Regrade.objects.count,
    )


def previewing(cast: Cast) -> Scene:
    version = version_of(cast)
    preview = ask_preview(
        version=version,
        key=version.keys.get(),
        values={"correct": "A"},
        reason="It was the other one.",
        by=cast.lead,
        at=timezone.now(),
    )
    return Scene(
        kwargs={"public_id": preview.public_id},
        data={"act": "part"},
        secret=(SECRET,),
        state=lambda: RegradePreview.objects.values_list("done", flat=True).get(),
    )


def regrade_of(cast: Cast) -> Regrade:
    version = version_of(cast)
    at = timezone.now()
    key = correct_key(
        item_version=version, values={"correct": "A"}, status="proposed", note="", by=cast.lead, at=at
    )
    return start_regrade(key=key, reason=SECRET, by=cast.lead, at=at)


def regrading(cast: Cast) -> Scene:
    regrade = regrade_of(cast)
    return Scene(kwargs={"public_id": regrade.public_id}, secret=(SECRET,), state=Score.objects.count)


def progress(cast: Cast) -> Scene:
    scene = regrading(cast)
    Regrade.objects.update(total=97)
    return replace(scene, secret=("0 of 97 sittings",))


SCENES: dict[str, SceneMaker] = {
    "assessments:assessment-analysis": of_assessment,
    "assessments:assessment-analysis-file": of_assessment,
    "assessments:item-analysis": of_item,
    "assessments:competency-analysis": of_competency,
    "assessments:key-correct": correcting,
    "assessments:regrade-preview": previewing,
    "assessments:regrade-detail": regrading,
    "assessments:regrade-progress": progress,
    "assessments:regrade-carry-on": regrading,
}
