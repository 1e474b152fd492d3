"""A class of one learner who follows two competencies."""

from __future__ import annotations

import pytest

from tests.learners.classroom import Classroom


@pytest.fixture
def room(db: None) -> Classroom:
    return Classroom.open()
