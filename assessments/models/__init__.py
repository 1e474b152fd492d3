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
from assessments.models.item import Item, ItemChange, ItemKey, ItemVersion
from assessments.models.marking import SavedComment, SecondMark, SecondMarking
from assessments.models.observation import Encounter, Observation, ObservationComment
from assessments.models.panel import Panel, PanelItem, PanelJudgement, PanelMember
from assessments.models.picture import Picture
from assessments.models.policy import PolicyAdoption, PolicyVersion
from assessments.models.regrade import Regrade, RegradePreview
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
    "ItemChange",
    "ItemKey",
    "ItemVersion",
    "ModuleAssessment",
    "Observation",
    "ObservationComment",
    "ObservationContext",
    "Panel",
    "PanelItem",
    "PanelJudgement",
    "PanelMember",
    "Picture",
    "PolicyAdoption",
    "PolicyVersion",
    "Regrade",
    "RegradePreview",
    "Response",
    "ReturnNote",
    "SavedComment",
    "Score",
    "ScoreComment",
    "SecondMark",
    "SecondMarking",
    "SelfAssessment",
    "SelfRating",
]
