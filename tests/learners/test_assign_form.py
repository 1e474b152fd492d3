"""The form by which something is given offers what there is."""

from __future__ import annotations

import pytest

from learners.assign_form import AssignForm
from people.models import User
from tests.factories import GroupFactory


@pytest.mark.parametrize("grouped", [True, False])
def test_groups_are_offered_only_where_there_are_some(room, grouped):
    if grouped:
        GroupFactory(cohort=room.cohort)
    form = AssignForm(None, cohort=room.cohort, learners=User.objects.all(), at=room.now)
    offered = [value for value, _name in form.fields["audience"].choices]
    assert (AssignForm.GROUPS in offered) is grouped
    assert {AssignForm.EVERYBODY, AssignForm.PEOPLE} <= set(offered)


@pytest.mark.parametrize(
    ("chosen", "own", "refused"),
    [
        ("at_once", "after_submission", True),
        ("", "at_once", True),
        ("after_due", "at_once", False),
    ],
)
def test_what_shows_after_each_question_cannot_count(room, chosen, own, refused):
    version = room.school.quiz().version
    version.release_rule = own
    version.save()
    given = {
        "what": f"assessment:{version.assessment.public_id}",
        "audience": AssignForm.EVERYBODY,
        "opens_on": room.now.date().isoformat(),
        "counts": "on",
        "release_rule": chosen,
        "submission": "0b0f3f0a-5a53-4c35-9d0a-8f2b3f8f4b11",
    }
    form = AssignForm(given, cohort=room.cohort, learners=User.objects.all(), at=room.now)
    assert form.is_valid() is not refused, form.errors
    if refused:
        assert "it can only be practice" in form.errors["counts"][0]
    else:
        given = form.give(by=room.school.teacher)
        assert given.administration.release_rule == chosen
