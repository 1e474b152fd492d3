"""Who asks for the pages about the school, and on which day."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from people.access import today


@pytest.fixture
def now_day() -> date:
    return today(timezone.now())


@pytest.fixture
def as_lead(cast) -> Client:
    return cast.client("lead")


@pytest.fixture
def as_admin(cast) -> Client:
    return cast.client("admin")
