"""The demo school: made once and whole, true to its own record, and never without being asked for."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from assessments.models import Attainment, Decision, Evidence
from interop.demo.cast import LEARNERS
from interop.framework.load import load_content
from interop.framework.validate import load_folder
from people.models import Enrolment, Program, User
from tests.assessments.services.school import assert_stored_as_derived
from tests.interop.framework_support import SEED, everything

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PASSWORD = "seven willows by the river"


def seed_demo(settings: Any, password: str | None = PASSWORD) -> str:
    settings.DEMO_PASSWORD = password
    told = io.StringIO()
    call_command("seed_demo", stdout=told)
    return told.getvalue()


@pytest.fixture(scope="class")
def _made(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """Make the school once for the tests of a class, in a transaction that is taken back at the end."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        load_content(content=load_folder(SEED), at=timezone.now())
        patch.setattr("django.conf.settings.DEMO_PASSWORD", PASSWORD)
        told = io.StringIO()
        call_command("seed_demo", stdout=told)
        yield told.getvalue()
        transaction.set_rollback(True)


@pytest.fixture
def made(_made: str, db: None) -> str:
    return _made


def test_demo_is_refused_without_a_password(settings: Any) -> None:
    with pytest.raises(CommandError, match="Set DEMO_PASSWORD"):
        seed_demo(settings, None)
    assert not User.objects.exists()


def test_demo_needs_the_framework_and_leaves_nothing_behind(settings: Any) -> None:
    with pytest.raises(CommandError, match="Load the framework first"):
        seed_demo(settings)
    assert not User.objects.exists()
    assert not Program.objects.exists()


class TestDemoSchool:
    """What was made, looked at from several sides."""

    def test_demo_is_a_whole_school(self, made: str) -> None:
        assert Program.objects.count() == 1
        assert Enrolment.objects.running(timezone.now().date()).count() == len(LEARNERS)
        assert User.objects.filter(email__isnull=True).count() == 2
        statuses = set(Attainment.objects.standing().values_list("status", flat=True))
        assert statuses >= {"in_progress", "ready_for_review", "attained"}
        assert Decision.objects.count() >= 3

    def test_demo_says_who_may_sign_in_and_they_may(self, made: str) -> None:
        for mailbox in ("admin", "lead", "faculty", "signer", "viewer", "student"):
            assert f"{mailbox}@harrowmere.example" in made
            assert User.objects.get(email=f"{mailbox}@harrowmere.example").check_password(PASSWORD)
        assert PASSWORD in made

    def test_demo_holds_what_its_record_says(self, made: str) -> None:
        assert Evidence.objects.count() > 100
        assert_stored_as_derived(timezone.now())

    def test_nothing_in_the_demo_was_recorded_in_the_future(self, made: str) -> None:
        now = timezone.now()
        assert not Evidence.objects.filter(recorded_at__gt=now).exists()
        assert not Evidence.objects.filter(shown_at__gt=now).exists()
        assert not Decision.objects.filter(decided_at__gt=now).exists()

    def test_demo_made_twice_changes_nothing(self, made: str, settings: Any) -> None:
        before = everything()
        assert seed_demo(settings) == made
        assert everything() == before
