"""The journey: which framework a cohort follows, what is assigned to whom, how far somebody read."""

from learners.models.assignment import Assignment, AssignmentTarget
from learners.models.cohort_framework import CohortFramework
from learners.models.progress import SectionProgress

__all__ = ["Assignment", "AssignmentTarget", "CohortFramework", "SectionProgress"]
