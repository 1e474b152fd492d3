"""The names of levels. Each framework has a scale, so a name is found by scale and number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from competencies.models import Level

LevelNames = Mapping[int, Mapping[int, str]]
"""The names of the levels of each scale: by the scale's key, then by the level's number, in order."""


def level_names(scale_ids: Iterable[int]) -> LevelNames:
    """Return the names of the levels of these scales, in the order in which the scales come. One query."""
    names: dict[int, dict[int, str]] = {scale_id: {} for scale_id in scale_ids}
    levels = Level.objects.filter(scale__in=names).order_by("scale", "ordinal")
    for scale_id, ordinal, name in levels.values_list("scale_id", "ordinal", "name"):
        names[scale_id][ordinal] = name
    return names
