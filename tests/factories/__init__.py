"""Factories of every room. Each room has its module; import from here or from there."""

from tests.factories.assessments import *  # noqa: F403
from tests.factories.competencies import *  # noqa: F403
from tests.factories.learners import *  # noqa: F403
from tests.factories.people import *  # noqa: F403
