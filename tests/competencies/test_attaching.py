"""Modules attached to competencies, with the levels they aim at."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from competencies.models import ModuleCompetency
from competencies.services.attaching import attach_to_competency, detach_from_competency
from competencies.services.refusals import ContentRefusedError
from tests.factories import CompetencyFactory, ModuleCompetencyFactory, ModuleFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 23, 14, tzinfo=UTC)


def test_attaching_twice_changes_the_levels_of_one_row() -> None:
    module, competency = ModuleFactory(), CompetencyFactory()
    attach_to_competency(module=module, competency=competency, level_from=1, level_to=2, at=AT)
    attach_to_competency(module=module, competency=competency, level_from=2, level_to=4, at=AT)
    row = ModuleCompetency.objects.get()
    module.refresh_from_db()
    assert (row.level_from, row.level_to, module.updated_at) == (2, 4, AT)


@pytest.mark.parametrize(("level_from", "level_to"), [(0, 2), (3, 2), (1, 6), (6, 6), (-1, 1)])
def test_levels_off_the_scale_are_refused(level_from, level_to) -> None:
    with pytest.raises(ContentRefusedError, match="levels from 1 to 5"):
        attach_to_competency(
            module=ModuleFactory(),
            competency=CompetencyFactory(),
            level_from=level_from,
            level_to=level_to,
            at=AT,
        )
    assert not ModuleCompetency.objects.exists()


def test_the_scale_of_the_competency_decides() -> None:
    competency = CompetencyFactory(version__scale__levels=3)
    with pytest.raises(ContentRefusedError, match="levels from 1 to 3"):
        attach_to_competency(module=ModuleFactory(), competency=competency, level_from=1, level_to=4, at=AT)


def test_a_competency_of_a_retired_version_is_refused() -> None:
    competency = CompetencyFactory(version__state="retired", code="OLD-1")
    with pytest.raises(ContentRefusedError, match="OLD-1 belongs to a version"):
        attach_to_competency(module=ModuleFactory(), competency=competency, level_from=1, level_to=3, at=AT)


def test_detaching_twice_changes_nothing_more() -> None:
    row = ModuleCompetencyFactory(module__state="draft")
    for _ in range(2):
        detach_from_competency(module=row.module, competency=row.competency, at=AT)
    assert not ModuleCompetency.objects.exists()


def test_a_published_module_keeps_its_last_competency() -> None:
    row = ModuleCompetencyFactory()
    with pytest.raises(ContentRefusedError, match="at least one competency"):
        detach_from_competency(module=row.module, competency=row.competency, at=AT)
    other = ModuleCompetencyFactory(module=row.module)
    detach_from_competency(module=row.module, competency=row.competency, at=AT)
    assert list(ModuleCompetency.objects.all()) == [other]
