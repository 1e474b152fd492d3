"""Working out away from the page whom a corrected key would move, where it concerns many sittings.

Some sittings at a time; what was found is added up in the row, which also says how far it is. Two workers
that take the same lot find the same, and one of them adds it: nothing is counted twice, and whoever stops
this loses no more than a lot.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction

from assessments.models import AttemptItem, ItemKey, ItemVersion, RegradePreview
from assessments.regrade_preview import Counts, Found, Moved, look, to_mark
from assessments.services.background import FORGOTTEN, Since, failure_told
from people.access import Capability, learners_where, today
from people.models import User

SITTINGS_AT_A_TIME: Final = 500
KEPT_FOR: Final = timedelta(days=7)


@transaction.atomic
def ask_preview(
    *, version: ItemVersion, key: ItemKey, values: Mapping[str, Any], reason: str, by: User, at: datetime
) -> RegradePreview:
    """Ask what would change if `values` became the key after `key`; `work_out` finds it. What the same person
    asked before about the version is dropped."""
    RegradePreview.objects.filter(version=version, by=by).delete()
    return RegradePreview.objects.create(
        version=version,
        key=key,
        values=dict(values),
        reason=reason.strip(),
        by=by,
        total=to_mark(version, values, key).count(),
        created_at=at,
        heard_at=at,
    )


def work_out(*, preview_id: int, at: datetime, lots: int | None = None) -> int:
    """Look at what is left, or at `lots` lots of it; return how many sittings that were.

    Harmless to repeat.
    """
    now, done, taken = Since(at), 0, 0
    mine = RegradePreview.objects.filter(pk=preview_id)
    left = mine.exclude(state=RegradePreview.State.DONE).select_related("version__item", "key", "by")
    with failure_told(mine, now=now):
        while taken != lots and (preview := left.first()) is not None:
            done += _look_at_lot(preview, at=now())
            taken += 1
    return done


def found_in(preview: RegradePreview) -> Found:
    """What was found so far."""
    return Found(Counts(**preview.counts), tuple(Moved(*one) for one in preview.largest))


def previews_due(*, at: datetime) -> int:
    """Carry on what a worker left lying, and drop what is old; return how many sittings were looked at."""
    RegradePreview.objects.filter(created_at__lt=at - KEPT_FOR).delete()
    states = (RegradePreview.State.WAITING, RegradePreview.State.RUNNING)
    left = RegradePreview.objects.filter(state__in=states, heard_at__lte=at - FORGOTTEN)
    return sum(work_out(preview_id=pk, at=at) for pk in left.order_by("pk").values_list("pk", flat=True))


def _look_at_lot(preview: RegradePreview, *, at: datetime) -> int:
    """Look at the next sittings; return how many another worker had not looked at meanwhile."""
    rest = to_mark(preview.version, preview.values, preview.key).filter(pk__gt=preview.looked_at)
    lot = list(rest.order_by("pk").values_list("pk", flat=True)[:SITTINGS_AT_A_TIME])
    mine = RegradePreview.objects.filter(pk=preview.pk, looked_at=preview.looked_at)
    if not lot:
        mine.update(state=RegradePreview.State.DONE, total=preview.done, finished_at=at)
        return 0
    seen = learners_where(preview.by, Capability.SEE_RECORD, on=today(at))
    rows = AttemptItem.objects.filter(pk__in=lot).order_by()
    found = found_in(preview) + look(preview.version, preview.values, rows, seen)
    added = mine.update(
        state=RegradePreview.State.RUNNING,
        looked_at=lot[-1],
        done=found.counts.sittings,
        total=max(preview.total, found.counts.sittings),
        counts=found.counts.as_json(),
        largest=found.largest,
        heard_at=at,
    )
    return added and len(lot)
