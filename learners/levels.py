"""The names of levels. Each framework has a scale, so a name is found by scale and number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import get_language

from competencies.models import Level
from competencies.templatetags.content import local

ScaleLevels = Mapping[int, Mapping[int, Level]]
"""The levels of each scale: by the scale's key, then by the level's number, in order."""

LevelNames = Mapping[int, Mapping[int, str]]
"""The names of the levels of each scale, in the same places."""


def scale_levels(scale_ids: Iterable[int]) -> ScaleLevels:
    """Return the levels of these scales, in the order in which the scales come. One query."""
    found: dict[int, dict[int, Level]] = {scale_id: {} for scale_id in scale_ids}
    for level in Level.objects.filter(scale__in=found).order_by("scale", "ordinal"):
        found[level.scale_id][level.ordinal] = level
    return found


def level_names(scale_ids: Iterable[int]) -> LevelNames:
    """Return the names of the levels of these scales for the reader of this page. One query."""
    return spoken_names(scale_levels(scale_ids))


def spoken_names(levels: ScaleLevels) -> LevelNames:
    """Return the names for the reader of this page; one that is not translated is HTML that says so."""
    return {
        scale_id: {ordinal: local(level, "name") for ordinal, level in of_scale.items()}
        for scale_id, of_scale in levels.items()
    }


def plain_names(levels: ScaleLevels) -> LevelNames:
    """Return the names without mark-up, for charts and files."""
    language = get_language()
    return {
        scale_id: {
            ordinal: str(level.local("name", language or level.language).value)
            for ordinal, level in of_scale.items()
        }
        for scale_id, of_scale in levels.items()
    }
