"""Several threads, each with a connection of its own, that let go at the same instant."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection, transaction


def at_once(*verbs: Callable[[], Any]) -> list[Any]:
    """Call each in a thread at a barrier, and return what each gave back or raised, in order."""
    barrier = threading.Barrier(len(verbs))

    def run(verb: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=30)
            return verb()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(verbs)) as pool:
        return list(pool.map(run, verbs))


def while_held(hold: Callable[[], Any], verbs: Sequence[Callable[[], Any]]) -> list[Any]:
    """Start `verbs` in threads while a transaction that did `hold` is open, then let it commit.

    Whatever the verbs need, they must wait for; so that the wait itself is seen, not only its luck.
    """
    done: list[Any] = [None] * len(verbs)

    def run(place: int) -> None:
        try:
            done[place] = verbs[place]()
        except Exception as error:
            done[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(verbs))]
    with transaction.atomic():
        hold()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=0.3)
        waited = [thread.is_alive() for thread in threads]
    for thread in threads:
        thread.join(timeout=30)
    assert waited == [True] * len(verbs)
    return done
