"""The cells of a cohort's matrix as finished HTML. The page around them is an ordinary template."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from functools import lru_cache

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from assessments.models import Attainment
from common import cells
from learners.matrix import Column, Row

_SOME, _OTHER = uuid.UUID(int=1), uuid.UUID(int=2)


def heat_map_rows(
    rows: Iterable[Row], columns: Iterable[Column], *, levels: Mapping[int, str]
) -> list[SafeString]:
    """Return one finished table row per learner, each cell linked to what it is made of.

    `levels` holds the names of the scale's levels by ordinal. Cells are prepared once for each look.
    """
    looks = cells.prepare(
        levels=levels,
        statuses={status.value: str(status.label) for status in Attainment.Status},
        hints={
            Attainment.Status.READY_FOR_REVIEW: _("sign"),
            Attainment.Status.REFRESH_DUE: _("due"),
        },
    )
    before, between, after = _standing_address()
    person_before, person_after = _learner_address()
    ends = [f"{between}{column.public_id}{after}" for column in columns]
    finished = []
    for row in rows:
        learner = str(row.learner.public_id)
        start = f"{before}{learner}"
        finished.append(
            mark_safe(  # noqa: S308 - names are escaped in cells.row, addresses are made of uuids
                cells.row(
                    name=row.learner.name,
                    href=f"{person_before}{learner}{person_after}",
                    cells=[
                        looks[stand.level, stand.status].at(start + end)
                        for stand, end in zip(row.stands, ends, strict=True)
                    ],
                )
            )
        )
    return finished


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
