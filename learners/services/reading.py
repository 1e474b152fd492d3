"""How far somebody read."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from competencies.models import Section
from learners.models import SectionProgress
from people.models import User


@transaction.atomic
def mark_read(*, section: Section, user: User, at: datetime) -> SectionProgress:
    """Record that a person has read a section; saying so again changes nothing."""
    progress, _created = SectionProgress.objects.get_or_create(
        user=user, section=section, defaults={"read_at": at}
    )
    return progress


@transaction.atomic
def mark_unread(*, section: Section, user: User) -> None:
    """Take back that a person has read a section."""
    SectionProgress.objects.filter(user=user, section=section).delete()
