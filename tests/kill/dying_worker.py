"""A worker that makes one report and dies at one point of it: `python -m tests.kill.dying_worker RUN POINT`.

POINT is `lines`, when all lines went to the file and nothing is written down yet, or `named`, when the file
has its name and the transaction that says so is still open.
"""

from __future__ import annotations

import os
import pathlib
import signal
import sys
from typing import Any

import django

django.setup()

from django.utils import timezone  # noqa: E402  # models must be loaded first

from reports.services import making  # noqa: E402

_say, _replace = making._say, pathlib.Path.replace


def die() -> None:
    """End this process at once."""
    os.kill(os.getpid(), signal.SIGKILL)


def say(run: Any, done: int) -> None:
    """Say how far the run is, or die when there is something to say."""
    if done:
        die()
    _say(run, done)


def replace(self: pathlib.Path, target: Any) -> None:
    """Give the file its name, and die."""
    _replace(self, target)
    die()


def main(run: str, point: str) -> None:
    """Make the report until the point is reached."""
    if point == "lines":
        making._say = say
    else:
        pathlib.Path.replace = replace  # type: ignore[method-assign,assignment]
    making.make(run_id=int(run), at=timezone.now())


if __name__ == "__main__":
    main(*sys.argv[1:])
