"""Addresses of the room `assessments`. How to add one stands in the docstring of this package."""

from __future__ import annotations

from assessments.models import AssessmentCompetency
from tests.cast import Cast
from tests.factories.assessments import AssessmentCompetencyFactory, AssessmentVersionFactory
from tests.factories.competencies import CompetencyFactory
from tests.permissions.matrix import Scene, SceneMaker

TABLE = """
admin lead faculty signer viewer other_lead former_staff faculty_student student other_student anonymous
GET  assessments:assessment-competencies   ok   ok   ok   no   no   ok   no   ok   no   no   in
POST assessments:assessment-competencies   go   go   go   no   no   go   no   go   no   no   in
POST assessments:assessment-levels         go   go   go   no   no   go   no   go   no   no   in
POST assessments:assessment-detach         go   go   go   no   no   go   no   go   no   no   in
"""

SECRET = "Willowherb check"


def attaching(cast: Cast) -> Scene:
    assessment = AssessmentVersionFactory(title=SECRET).assessment
    return Scene(
        kwargs={"public_id": assessment.public_id},
        data={"competency": CompetencyFactory().public_id, "level_from": 2, "level_to": 4},
        secret=(SECRET,),
        state=AssessmentCompetency.objects.count,
    )


def levels(cast: Cast) -> Scene:
    row = AssessmentCompetencyFactory()
    return Scene(
        kwargs={"public_id": row.assessment.public_id},
        data={"competency": row.competency.public_id, "level_from": 2, "level_to": 4},
        state=lambda: AssessmentCompetency.objects.values_list("level_from", "level_to").get(pk=row.pk),
    )


def detaching(cast: Cast) -> Scene:
    row = AssessmentCompetencyFactory()
    return Scene(
        kwargs={"public_id": row.assessment.public_id, "competency_id": row.competency.public_id},
        state=AssessmentCompetency.objects.count,
    )


SCENES: dict[str, SceneMaker] = {
    "assessments:assessment-competencies": attaching,
    "assessments:assessment-levels": levels,
    "assessments:assessment-detach": detaching,
}
