"""Two frameworks on two scales, followed by one cohort: every level bears the name of its own scale."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from competencies.models import Competency, Level
from learners.cohort_figures import figures_of
from learners.cohort_page import CohortPage, cohort_page
from learners.heat_map import heat_map_rows
from learners.levels import level_names
from learners.matrix import cohort_columns, cohort_learners
from learners.picking import Wanted
from reports.services.exporting import export_cohort
from tests.factories import CohortFrameworkFactory, CompetencyFactory
from tests.factories.assessments import adopted
from tests.learners.classroom import Classroom

FIRST = ("Novice", "Advanced beginner", "Competent", "Proficient", "Role model")
SECOND = ("Seed", "Sprout", "Stem", "Bud", "Blossom")


@dataclass
class TwoScales:
    """The learner of the class is seen at level 4 on a competency of each scale."""

    room: Classroom
    first: Competency
    second: Competency

    def page(self) -> CohortPage:
        columns = cohort_columns(self.room.cohort, at=self.room.now)
        learners = cohort_learners(self.room.cohort, at=self.room.now)
        return cohort_page(self.room.cohort, Wanted(), columns=columns, learners=learners, at=self.room.now)

    def html(self, viewer: object, name: str, *args: object) -> str:
        client = Client()
        client.force_login(viewer)
        return client.get(reverse(f"learners:{name}", args=args)).content.decode()


@pytest.fixture
def two(room: Classroom) -> TwoScales:
    first = room.school.competency
    second = CompetencyFactory(version__framework__title="Zebra", code="Z-1", title="Growing")
    for ordinal, name in enumerate(SECOND, start=1):
        Level.objects.filter(scale=second.version.scale, ordinal=ordinal).update(name=name)
    adopted(second)
    CohortFrameworkFactory(cohort=room.cohort, framework_version=second.version)
    for competency in (first, second):
        room.observe(room.school.learner, competency, 4)
    return TwoScales(room, first, second)


def test_level_names_keeps_scales_apart_in_one_query(two, django_assert_num_queries):
    scales = [one.version.scale_id for one in (two.second, two.first)]

    with django_assert_num_queries(1):
        names = level_names(scales)

    assert {scale: tuple(levels.values()) for scale, levels in names.items()} == dict(
        zip(scales, (SECOND, FIRST), strict=True)
    )


def test_cohort_page_names_levels_by_the_scale_of_each_competency(two):
    page = two.page()

    assert [tuple(level.name for level in scale.levels) for scale in page.scales] == [FIRST, SECOND]
    figures = figures_of(two.room.cohort, columns=page.columns, learners=page.learners, at=two.room.now)
    (bar,) = figures.scales[1].bars
    assert bar.column.pk == two.second.pk
    assert [(word, number) for _kind, word, number in bar.parts if number] == [("Bud", 1)]
    assert figures.scales[0].bars[0].column.pk == two.first.pk


def test_heat_map_names_levels_by_the_scale_of_each_competency(two):
    page = two.page()

    (row,) = heat_map_rows(page.rows, page.shown, levels=page.levels)

    cells = {
        one: cell
        for cell in row.split('<td role="cell">')[1:]
        for one in (two.first, two.second)
        if str(one.public_id) in cell
    }
    assert ", Proficient," in cells[two.first]
    assert ", Bud," in cells[two.second]


def test_pages_name_levels_by_the_scale_of_each_competency(two):
    learner, teacher = two.room.school.learner, two.room.school.teacher

    dashboard = two.html(teacher, "cohort-detail", two.room.cohort.public_id)
    assert dashboard.count('class="plain legend"') == 2
    assert all(name in dashboard for name in (*FIRST, *SECOND))
    for page in (two.html(learner, "home"), two.html(teacher, "learner-detail", learner.public_id)):
        stand = page.split('id="stand"')[1]
        assert "Proficient" in stand.split("Growing")[0]
        assert "Bud" not in stand.split("Growing")[0]
        assert "Bud" in stand.split("Growing")[1]


def test_report_names_levels_by_the_scale_of_each_competency(two):
    content = export_cohort(cohort=two.room.cohort, at=two.room.now, by=None).content.decode()

    lines = [line for line in content.splitlines() if ",4," in line]
    assert len(lines) == 2
    assert ["Bud" in line for line in lines] == ["Growing" in line for line in lines]
    assert ["Proficient" in line for line in lines] == ["Growing" not in line for line in lines]
