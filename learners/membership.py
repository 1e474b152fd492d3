"""In which cohorts and groups somebody learns on a day, and so receives what is given to these.

Learners on leave are in their cohort and receive nothing. Who left the cohort, or is on leave from it,
receives nothing through its groups either, whatever their spells in these still say. What was given to a
person by name reaches them while they are active in any cohort.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef

from people.models import Enrolment, GroupSpell
from people.querysets import EnrolmentQuerySet, GroupSpellQuerySet


def active_spells(on: date) -> EnrolmentQuerySet:
    """Return the enrolments that run on a day, those on leave left out."""
    return Enrolment.objects.running(on).filter(status=Enrolment.Status.ACTIVE)


def active_group_spells(on: date) -> GroupSpellQuerySet:
    """Return the spells in groups that run on a day, of those who are active in the group's cohort."""
    in_cohort = active_spells(on).filter(user=OuterRef("user"), cohort=OuterRef("group__cohort"))
    return GroupSpell.objects.running(on).filter(Exists(in_cohort))
