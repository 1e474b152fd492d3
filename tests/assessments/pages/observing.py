"""What the tests of the pages of observations share."""

from __future__ import annotations

import re
from datetime import date

from django.urls import reverse
from django.utils import timezone

from assessments.models import Attainment, Encounter, Evidence, Observation
from common.school_time import school_day
from tests.assessments.pages.seeing import (
    level,
    seen,
)

NEW = "/observations/new/"


def today() -> date:
    return school_day(timezone.now())


def grid(columns, *rows, **fields) -> dict[str, object]:
    """Return what the grid posts: the learners of the rows, each with its levels."""
    given = {
        level(learner, competency): value
        for learner, *values in rows
        for competency, value in zip(columns, values, strict=False)
    }
    return {
        **seen(rows[0][0], day=today().isoformat()),
        "learner": [row[0].public_id for row in rows],
        "column": [one.public_id for one in columns],
        **given,
        **fields,
    }


def shown_forms(page: str) -> str:
    """Return which observation forms a page says that it showed."""
    return re.search(r'name="shown_forms" value="([^"]*)"', page)[1]


def detail(encounter) -> str:
    return reverse("assessments:encounter-detail", args=[encounter.public_id])


def take_back(encounter, learner) -> str:
    return reverse("assessments:evidence-void", args=[encounter.public_id, learner.public_id])


def assert_nothing_recorded() -> None:
    assert not Encounter.objects.exists()
    assert not Observation.objects.exists()
    assert not Evidence.objects.exists()
    assert not Attainment.objects.exists()
