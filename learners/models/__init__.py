"""The journey: what a cohort follows and aims at, what is assigned to whom, how far somebody read."""

from learners.models.assignment import Assignment, AssignmentTarget
from learners.models.cohort_framework import CohortFramework
from learners.models.cohort_target import CohortTarget
from learners.models.column_choice import ColumnChoice
from learners.models.finding import Finding, FindingStep, FindingWords
from learners.models.progress import SectionProgress

__all__ = [
    "Assignment",
    "AssignmentTarget",
    "CohortFramework",
    "CohortTarget",
    "ColumnChoice",
    "Finding",
    "FindingStep",
    "FindingWords",
    "SectionProgress",
]
