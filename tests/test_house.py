"""The house keeps its own rules: rooms point downwards only, and records hold no prose."""

from __future__ import annotations

from itertools import chain

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from common.append_only import append_only_models

# The higher the number, the higher the room; siblings share one and do not know each other.
HEIGHTS = {
    "common": 0,
    "people": 1,
    "competencies": 2,
    "assessments": 3,
    "learners": 4,
    "reports": 5,
    "interop": 5,
}


def own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in HEIGHTS]


def relations() -> list[models.Field]:
    own = chain.from_iterable((*model._meta.fields, *model._meta.many_to_many) for model in own_models())
    return [field for field in own if field.is_relation]


def test_rooms_are_those_of_the_settings() -> None:
    assert set(HEIGHTS) == set(settings.ROOMS)


def test_common_has_no_models() -> None:
    assert [model for model in own_models() if model._meta.app_label == "common"] == []


def test_foreign_keys_never_point_upwards_or_sideways() -> None:
    wrong = [
        f"{field} -> {field.related_model._meta.label}"
        for field in relations()
        if (target := field.related_model._meta.app_label) in HEIGHTS
        and target != field.model._meta.app_label
        and HEIGHTS[target] >= HEIGHTS[field.model._meta.app_label]
    ]
    assert wrong == []


def test_foreign_keys_across_rooms_have_no_reverse_accessor() -> None:
    wrong = [
        f"{field} is reached as {field.remote_field.get_accessor_name()}"
        for field in relations()
        if field.related_model._meta.app_label != field.model._meta.app_label
        and not field.remote_field.hidden
        and not _inherited_from_django(field)
    ]
    assert wrong == []


def _inherited_from_django(field: models.Field) -> bool:
    # PermissionsMixin brings groups and permissions of the admin site along.
    return field.related_model._meta.app_label == "auth"


def test_append_only_models_hold_no_prose() -> None:
    prose = [
        str(field)
        for model in append_only_models()
        for field in model._meta.fields
        if isinstance(field, models.TextField)
    ]
    assert prose == []


@pytest.mark.parametrize("model", append_only_models(), ids=lambda model: model._meta.label)
def test_append_only_models_have_no_many_to_many(model: type[models.Model]) -> None:
    assert list(model._meta.many_to_many) == []
