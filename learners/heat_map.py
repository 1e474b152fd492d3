"""The cells of a cohort's matrix as finished HTML. The page around them is an ordinary template."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from functools import lru_cache
from operator import getitem

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assessments.models import Attainment
from common import cells
from learners.levels import LevelNames
from learners.matrix import Column, Row
from learners.stands import Stand, stand_of

_SOME, _OTHER = uuid.UUID(int=1), uuid.UUID(int=2)


def heat_map_rows(
    rows: Iterable[Row],
    columns: Iterable[Column],
    *,
    levels: LevelNames,
    before: Mapping[tuple[int, int], int | None] | None = None,
) -> list[SafeString]:
    """Return one finished table row per learner, each cell linked to what it is made of.

    `levels` holds the names of the levels, scale by scale. Cells are prepared once for each look. With
    `before`, what stood on an earlier day by the keys of learner and competency, a cell says how it moved.
    """
    columns = tuple(columns)
    before_id, between, after = _standing_address()
    person_before, person_after = _learner_address()
    looks = {scale_id: _looks(names) for scale_id, names in levels.items()}
    endings = []
    for column in columns:
        rest = f"{between}{column.public_id}{after}"
        endings.append({stand: rest + look for stand, look in looks[column.scale_id].items()})
    finished = []
    for learner, stands in rows:
        learner_id = str(learner.public_id)
        if before is None:
            cells_of = map(getitem, endings, stands)
        else:
            was = [before.get((learner.pk, column.pk)) for column in columns]
            cells_of = map(_compared, endings, stands, was)
        row = cells.row(
            name=learner.name,
            href=f"{person_before}{learner_id}{person_after}",
            address=f"{before_id}{learner_id}",
            endings=cells_of,
        )
        finished.append(SafeString(row))  # names are escaped in cells.row, addresses are made of uuids
    return finished


def _compared(looks: Mapping[Stand, str], stand: Stand, was: int | None) -> str:
    """The look of a cell beside the level that stood before; unchanged where that is the same."""
    look = looks[stand]
    if stand.level == was:
        return look
    up = (stand.level or 0) > (was or 0)
    if was is None:
        return cells.moved(
            look, up=up, shown=pgettext("heat map", "new"), said=_("first assessed since then")
        )
    words = {"level": was}
    said = _("higher than level %(level)s then") if up else _("lower than level %(level)s then")
    return cells.moved(look, up=up, shown=pgettext("heat map", "from %(level)s") % words, said=said % words)


def _looks(names: Mapping[int, str]) -> dict[Stand, str]:
    """The look of each standing on a scale whose levels have these names."""
    looks = cells.prepare(
        levels=names,
        statuses={status.value: str(status.label) for status in Attainment.Status},
        hints={
            Attainment.Status.READY_FOR_REVIEW: _("sign"),
            Attainment.Status.REFRESH_DUE: pgettext("heat map", "due"),
        },
    )
    return {
        stand_of(level, status, look_again=again): look
        for (level, status), look in looks.items()
        for again in (False, True)
    }


@lru_cache(maxsize=1)
def _standing_address() -> tuple[str, str, str]:
    address = reverse("learners:standing-detail", args=[_SOME, _OTHER])
    before, rest = address.split(str(_SOME))
    between, after = rest.split(str(_OTHER))
    return before, between, after


@lru_cache(maxsize=1)
def _learner_address() -> tuple[str, str]:
    before, after = reverse("learners:learner-detail", args=[_SOME]).split(str(_SOME))
    return before, after
