"""Who sees and who changes content; predicates and querysets agree."""

from __future__ import annotations

from datetime import date

import pytest

from competencies.models import Competency, FrameworkVersion, Module
from competencies.models.state import ContentState
from competencies.rules import (
    attaches_module,
    changes_module,
    publishes_module,
    sees_competency,
    sees_module,
    sees_version,
)
from tests.cast import ACTORS
from tests.factories import CompetencyFactory, ModuleFactory

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 23)
DRAFTERS = {"admin", "lead", "faculty", "other_lead", "faculty_student"}
PUBLISHERS = {"admin", "lead", "other_lead"}


@pytest.fixture
def content() -> None:
    for state in ContentState:
        ModuleFactory(state=state)
        CompetencyFactory(version__state=state)


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.parametrize(
    ("model", "sees"),
    [(Module, sees_module), (FrameworkVersion, sees_version), (Competency, sees_competency)],
)
def test_predicate_and_queryset_agree(cast, actor, model, sees) -> None:
    user = getattr(cast, actor)
    listed = set(model.objects.visible_to(user, on=ON))
    assert {row for row in model.objects.all() if sees(user, row, on=ON)} == listed


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize("actor", ACTORS)
def test_drafts_are_seen_by_who_drafts_and_nothing_by_who_is_not_signed_in(cast, actor) -> None:
    states = set(Module.objects.visible_to(getattr(cast, actor), on=ON).values_list("state", flat=True))
    expected = {"published", "retired"} | ({"draft", "in_review"} if actor in DRAFTERS else set())
    assert states == (set() if actor == "anonymous" else expected)


@pytest.mark.parametrize("actor", ACTORS)
def test_drafts_are_changed_by_who_drafts_the_rest_by_who_publishes(cast, actor) -> None:
    user = getattr(cast, actor)
    for state in ContentState:
        module = ModuleFactory(state=state)
        may = DRAFTERS if state in {"draft", "in_review"} else PUBLISHERS
        assert changes_module(user, module, on=ON) == (actor in may)
        assert attaches_module(user, module, on=ON) == (actor in DRAFTERS)
        assert publishes_module(user, module, on=ON) == (actor in PUBLISHERS)


def test_permissions_are_registered_under_their_names(lead, student) -> None:
    draft = ModuleFactory(state="draft")
    assert lead.has_perm("competencies.publish_module", draft)
    assert not student.has_perm("competencies.view_module", draft)
    assert not lead.has_perm("competencies.view_module", None)
