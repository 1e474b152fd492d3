"""Sittings from before: what waited for the mark of a blank text is shown, what waits for a person stays."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps

from assessments.models import Attempt
from assessments.services.settling import settle_due
from tests.assessments.services.school import NOW, TEXT
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_blank_sittings_stop_waiting(school) -> None:
    given = school.reflection(release_rule="after_marking")
    blank = school.submit(school.start(given))
    Attempt.objects.filter(pk=blank.pk).update(state="submitted", release_at=None, released_at=None)
    written = school.sit(given, TEXT, user=UserFactory())
    import_module("assessments.migrations.0007_blank_texts_wait_for_nobody").stop_waiting(apps, None)
    assert settle_due(at=NOW) == 1
    blank.refresh_from_db()
    written.refresh_from_db()
    assert (blank.state, written.state, written.release_at) == ("released", "submitted", None)
