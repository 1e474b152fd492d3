"""Addresses under which assessments are built: drafts by who drafts, what is published by who publishes."""

from __future__ import annotations

from assessments.models import AssessmentItem, AssessmentVersion, BlueprintRow
from assessments.services.building import mark_of, newest
from tests.cast import Cast
from tests.factories.assessments import AssessmentItemFactory, AssessmentVersionFactory, ItemVersionFactory
from tests.factories.competencies import CompetencyFactory
from tests.permissions.matrix import Scene, SceneMaker

TABLE = """
admin lead faculty signer viewer other_lead former_staff faculty_student student other_student anonymous
GET  assessments:assessment-create         ok   ok   ok   no   no   ok   no   ok   no   no   in
POST assessments:assessment-create         go   go   go   no   no   go   no   go   no   no   in
GET  assessments:assessment-build          ok   ok   ok   no   no   ok   no   ok   no   no   in
GET  assessments:assessment-rules          ok   ok   ok   no   no   ok   no   ok   no   no   in
POST assessments:assessment-rules          go   go   go   no   no   go   no   go   no   no   in
GET  assessments:assessment-cuts           ok   ok   ok   no   no   ok   no   ok   no   no   in
POST assessments:assessment-cuts           go   go   go   no   no   go   no   go   no   no   in
GET  assessments:assessment-pick           ok   ok   ok   no   no   ok   no   ok   no   no   in
POST assessments:assessment-pick           go   go   go   no   no   go   no   go   no   no   in
POST assessments:assessment-order          go   go   go   no   no   go   no   go   no   no   in
POST assessments:assessment-draw           go   go   go   no   no   go   no   go   no   no   in
POST assessments:assessment-draw-less      go   go   go   no   no   go   no   go   no   no   in
GET  assessments:assessment-duplicate      ok   ok   ok   no   no   ok   no   ok   no   no   in
POST assessments:assessment-duplicate      go   go   go   no   no   go   no   go   no   no   in
GET  assessments:assessment-publish        ok   ok   no   no   no   ok   no   no   no   no   in
POST assessments:assessment-publish        go   go   no   no   no   go   no   no   no   no   in
GET  assessments:assessment-retire         ok   ok   no   no   no   ok   no   no   no   no   in
POST assessments:assessment-retire         go   go   no   no   no   go   no   no   no   no   in
GET  assessments:assessment-preview        ok   ok   ok   no   no   ok   no   ok   no   no   in
GET  assessments:assessment-preview-item   ok   ok   ok   no   no   ok   no   ok   no   no   in
GET  assessments:assessment-paper          ok   ok   ok   no   no   ok   no   ok   no   no   in  # keys: no learner
"""

SECRET = "Loosestrife check"
RULES = {
    "type": "quiz",
    "title": "Another check",
    "minutes": 5,
    "attempts_allowed": 1,
    "counting_attempt": "best",
    "release_rule": "after_due",
}
CUTS = {"level_2": 41, "level_3": 61, "level_4": 81, "status": "proposed"}


def draft() -> AssessmentVersion:
    """A draft that asks one question."""
    version = AssessmentVersionFactory(title=SECRET, assessment__state="draft")
    AssessmentItemFactory(version=version, item_version__item__title=SECRET)
    return version


def scene(version: AssessmentVersion, *, state=None, secret=SECRET, more=None, **data: object) -> Scene:
    return Scene(
        kwargs={"public_id": version.assessment.public_id, **(more or {})},
        data={"seen": mark_of(newest(version.assessment)), **data},
        secret=(secret,),
        state=state,
    )


def creating(cast: Cast) -> Scene:
    return Scene(data=RULES, secret=("Create the draft",), state=AssessmentVersion.objects.count)


def looking(cast: Cast) -> Scene:
    return scene(draft())


def ruling(cast: Cast) -> Scene:
    version = draft()
    return scene(version, state=lambda: AssessmentVersion.objects.get(pk=version.pk).title, **RULES)


def cutting(cast: Cast) -> Scene:
    version = draft()
    return scene(version, state=lambda: AssessmentVersion.objects.get(pk=version.pk).cut_scores, **CUTS)


def picking(cast: Cast) -> Scene:
    version, item = draft(), ItemVersionFactory(item__title="Fleabane").item
    return scene(
        version, state=AssessmentItem.objects.count, secret="Fleabane", item=item.public_id, do="add"
    )


def ordering(cast: Cast) -> Scene:
    version = draft()
    item = version.items.get().item_version.item
    return scene(version, state=AssessmentItem.objects.count, move=f"{item.public_id}:out")


def drawing(cast: Cast) -> Scene:
    row = {"competency": CompetencyFactory().public_id, "count": 2}
    return scene(draft(), state=BlueprintRow.objects.count, **row)


def drawing_less(cast: Cast) -> Scene:
    version = draft()
    BlueprintRow.objects.create(version=version, competency=CompetencyFactory(), count=2)
    return scene(version, state=BlueprintRow.objects.count, more={"number": 1})


def copying(cast: Cast) -> Scene:
    return scene(draft(), state=AssessmentVersion.objects.count, title="Another check")


def publishing(cast: Cast) -> Scene:
    version = draft()
    return scene(version, state=lambda: AssessmentVersion.objects.get(pk=version.pk).assessment.state)


def retiring(cast: Cast) -> Scene:
    version = AssessmentVersionFactory(title=SECRET)
    return scene(version, state=lambda: AssessmentVersion.objects.get(pk=version.pk).assessment.state)


def trying(cast: Cast) -> Scene:
    return scene(draft(), more={"position": 1})


SCENES: dict[str, SceneMaker] = {
    "assessments:assessment-create": creating,
    "assessments:assessment-build": looking,
    "assessments:assessment-rules": ruling,
    "assessments:assessment-cuts": cutting,
    "assessments:assessment-pick": picking,
    "assessments:assessment-order": ordering,
    "assessments:assessment-draw": drawing,
    "assessments:assessment-draw-less": drawing_less,
    "assessments:assessment-duplicate": copying,
    "assessments:assessment-publish": publishing,
    "assessments:assessment-retire": retiring,
    "assessments:assessment-preview": looking,
    "assessments:assessment-preview-item": trying,
    "assessments:assessment-paper": looking,
}
