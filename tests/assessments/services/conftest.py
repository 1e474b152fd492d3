"""A learner, two teachers and a signer, and a competency with the default policy in force."""

from __future__ import annotations

import pytest

from tests.assessments.services.school import School


@pytest.fixture
def school() -> School:
    return School.open()
