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
