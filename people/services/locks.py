"""Locks on people, so that two writers who change the same person's place wait for each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from people.models import User

BATCH = 2_000


def batches(ids: Iterable[int], size: int = BATCH) -> Iterator[list[int]]:
    """Yield the ids in lists of at most `size`, so that no statement grows beyond what SQLite takes."""
    rest = iter(ids)
    while batch := list(islice(rest, size)):
        yield batch


def lock_people(ids: Iterable[int]) -> None:
    """Lock these people until the transaction ends, in the order of their ids.

    Needs an open transaction. SQLite has no row locks: its write lock is already taken when the
    transaction opens. The keys stay free, so that rows which point at a person can be added meanwhile.
    """
    for batch in batches(sorted(set(ids))):
        locked = User.objects.select_for_update(no_key=True).filter(pk__in=batch).order_by("pk")
        list(locked.values_list("pk", flat=True))
