"""Every address of the project, asked by every actor."""

from __future__ import annotations

from itertools import chain

import pytest
from django.apps import apps
from django.urls import reverse

from tests.cast import ACTORS, Cast
from tests.permissions import (
    matrix_accounts,
    matrix_analysis,
    matrix_assessments,
    matrix_bank,
    matrix_building,
    matrix_competencies,
    matrix_interop,
    matrix_learners,
    matrix_marking,
    matrix_panels,
    matrix_people,
    matrix_reports,
    matrix_sittings,
)
from tests.permissions.matrix import Line, mismatches, names_of_the_project, read

ROOMS = (
    matrix_accounts,
    matrix_people,
    matrix_competencies,
    matrix_assessments,
    matrix_sittings,
    matrix_analysis,
    matrix_bank,
    matrix_building,
    matrix_panels,
    matrix_marking,
    matrix_learners,
    matrix_interop,
    matrix_reports,
)
LINES = list(chain.from_iterable(read(room.TABLE, room.SCENES) for room in ROOMS))
GET_NAMES = {line.name for line in LINES if line.method == "GET"}
POST_NAMES = {line.name for line in LINES if line.method == "POST"}


def title(line: Line) -> str:
    return f"{line.method} {line.name}"


def test_every_address_is_in_the_matrix():
    listed = {line.name for line in LINES}
    assert sorted(names_of_the_project() - listed) == []
    assert sorted(listed - names_of_the_project()) == []


def test_every_address_is_listed_once_for_a_method():
    titles = [title(line) for line in LINES]
    assert sorted({each for each in titles if titles.count(each) > 1}) == []


@pytest.mark.parametrize("line", LINES, ids=title)
def test_address_answers_as_the_design_says(line: Line, cast: Cast):
    other_names = GET_NAMES if line.method == "POST" else POST_NAMES
    assert mismatches(line, cast, alone=line.name not in other_names) == []


@pytest.mark.parametrize("actor", ACTORS)
def test_database_admin_exists_for_no_actor(cast: Cast, actor: str):
    client = cast.client(actor)
    pages = [reverse("admin:index"), reverse("admin:login")]
    pages += [
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for model in apps.get_models()
        if admin_has(model)
    ]
    for page in pages:
        answer = client.get(page, follow=True)
        assert answer.status_code == 404
        assert b"elsa@school.example" not in answer.content


def admin_has(model) -> bool:
    from django.contrib import admin

    return admin.site.is_registered(model)
