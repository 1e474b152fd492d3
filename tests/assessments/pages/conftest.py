"""A teacher, competencies to observe, and the pages on which that is done."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.assessments.pages.observing import NEW, today
from tests.assessments.pages.seeing import competencies, seen
from tests.factories.assessments import adopted


@pytest.fixture
def sm():
    """The competencies SM-1 to SM-4, under the default policy."""
    found = competencies(4)
    adopted(found[0])
    return found


@pytest.fixture
def teacher(cast):
    return cast.client("faculty")


@pytest.fixture
def post(teacher):
    def post(learner, *levels, **fields):
        return teacher.post(NEW, seen(learner, *levels, **{"day": today().isoformat(), **fields}))

    return post


@pytest.fixture
def group_page(cohort):
    return reverse("assessments:encounter-group", args=[cohort.public_id])
