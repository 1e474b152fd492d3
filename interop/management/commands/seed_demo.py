"""`manage.py seed_demo`: a made-up school to look around in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from competencies.models import FrameworkVersion
from interop.demo.cast import ADMIN, DOMAIN, STAFF
from interop.demo.school import PROGRAM_CODE, days_before, found_school
from interop.demo.term import Term
from people.models import Program

FRAMEWORK = "social-media"
WEEKS = timedelta(weeks=9)


class Command(BaseCommand):
    """Make the demo school, once and whole, and say who may sign in."""

    help = "Make a demo school with learners, results and open work, unless it stands; print its sign-ins."

    def handle(self, *args: Any, **options: Any) -> None:
        password: str | None = settings.DEMO_PASSWORD
        if not password:
            raise CommandError("There is no demo here. Set DEMO_PASSWORD to have one on an embedded site.")
        if not Program.objects.filter(code=PROGRAM_CODE).exists():
            self._make(password)
        for role, mailbox in _sign_ins():
            self.stdout.write(f"  {role:<9} {mailbox}@{DOMAIN}")
        self.stdout.write(f"  password  {password}")

    @transaction.atomic
    def _make(self, password: str) -> None:
        version = FrameworkVersion.objects.published().filter(framework__code=FRAMEWORK).first()
        if version is None:
            raise CommandError(
                "Load the framework first: manage.py load_framework fixtures/social-media-competencies"
            )
        now = timezone.now()
        school = found_school(
            version=version,
            password=password,
            at=days_before(now, WEEKS.days, hour=7),
        )
        Term(school, now).live()


def _sign_ins() -> list[tuple[str, str]]:
    return [
        ("admin", ADMIN.mailbox),
        *((member.mailbox, member.mailbox) for member in STAFF),
        ("student", "student"),
    ]
