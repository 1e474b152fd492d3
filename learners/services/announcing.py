"""Telling learners by mail that something was assigned."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from common.school_time import school_zone
from learners.audience import reached_by
from learners.models import Assignment
from people.languages import speaking_to
from people.models import User


def announce(*, assignment_id: int, at: datetime) -> int:
    """Mail those whom the assignment reaches now; return how many. Done once, however often it is called.

    A mail says what is due and when. It carries no level, no comment and no name of anyone else.
    """
    with transaction.atomic():
        assignment = (
            Assignment.objects.given()
            .select_for_update(of=("self",))
            .select_related("module", "administration__version")
            .filter(pk=assignment_id, announced_at__isnull=True)
            .first()
        )
        if assignment is None:
            return 0
        assignment.announced_at = at
        assignment.save(update_fields=["announced_at"])
    people = [person for person in reached_by(assignment, at=at) if person.email]
    # The worker's own time zone is UTC, where the last second of a day at the school is often the next day.
    with timezone.override(school_zone()):
        mails = [_mail(assignment, person, at=at) for person in people]
    get_connection().send_messages(mails)
    return len(people)


def _mail(assignment: Assignment, person: User, *, at: datetime) -> EmailMessage:
    with speaking_to(person):
        return EmailMessage(
            subject=_("New on Webside: %(title)s") % {"title": assignment.title},
            body=render_to_string(
                "learners/mail/assigned.txt",
                {
                    "assignment": assignment,
                    "person": person,
                    "opens_later": assignment.opens_at > at,
                    "school_name": settings.SCHOOL_NAME,
                },
            ),
            to=[str(person.email)],
        )
