"""What has to happen because time has passed.

A room registers a tick when its app is ready: a function of the instant that finds what is due and
does it, is harmless when run twice or by two processes at once, and returns how much it did. No
page depends on it: pages settle what they show themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import structlog

Tick = Callable[[datetime], int]

_ticks: dict[str, Tick] = {}
_log = structlog.get_logger(__name__)


def register(name: str, tick: Tick) -> None:
    """Run ``tick`` in every round from now on, under a name that is unique in the house."""
    if _ticks.get(name, tick) is not tick:
        raise ValueError(f"There is a tick named {name} already.")
    _ticks[name] = tick


def run(at: datetime) -> dict[str, int]:
    """Run every tick once and return how much each did; one that fails is logged and left at -1."""
    done = {}
    for name, tick in _ticks.items():
        try:
            done[name] = tick(at)
        except Exception:
            _log.exception("tick_failed", tick=name)
            done[name] = -1
    return done
