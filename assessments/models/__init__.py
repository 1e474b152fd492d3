"""How we know: items, assessments, sittings, observations, evidence, policies, attainment, decisions."""

from assessments.models.administration import Accommodation, Administration
from assessments.models.assessment import (
    Assessment,
    AssessmentCompetency,
    AssessmentItem,
    AssessmentVersion,
    BlueprintRow,
    ModuleAssessment,
)
from assessments.models.attainment import Attainment
from assessments.models.attempt import Attempt, AttemptItem, Response, ReturnNote
from assessments.models.carrying import CarriedMapping
from assessments.models.context import ObservationContext
from assessments.models.decision import Decision, DecisionReason
from assessments.models.evidence import Evidence
from assessments.models.item import Item, ItemKey, ItemVersion
from assessments.models.observation import Encounter, Observation, ObservationComment
from assessments.models.policy import PolicyAdoption, PolicyVersion
from assessments.models.score import Score, ScoreComment
from assessments.models.self_assessment import SelfAssessment, SelfRating

__all__ = [
    "Accommodation",
    "Administration",
    "Assessment",
    "AssessmentCompetency",
    "AssessmentItem",
    "AssessmentVersion",
    "Attainment",
    "Attempt",
    "AttemptItem",
    "BlueprintRow",
    "CarriedMapping",
    "Decision",
    "DecisionReason",
    "Encounter",
    "Evidence",
    "Item",
    "ItemKey",
    "ItemVersion",
    "ModuleAssessment",
    "Observation",
    "ObservationComment",
    "ObservationContext",
    "PolicyAdoption",
    "PolicyVersion",
    "Response",
    "ReturnNote",
    "Score",
    "ScoreComment",
    "SelfAssessment",
    "SelfRating",
]
