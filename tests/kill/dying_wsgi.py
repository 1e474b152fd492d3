"""The site as gunicorn serves it, which dies at one point of a submission.

Lives with the tests, so that nothing in production can reach it. KILL_AT names the point: `before` or
`after`, and the beginning of a statement of the submission or COMMIT, such as
`before INSERT INTO "assessments_evidence"`.
"""

from __future__ import annotations

import os
import signal
import threading
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

application = get_wsgi_application()

WHEN, _, WHAT = os.environ["KILL_AT"].partition(" ")
SUBMISSION = 'INSERT INTO "assessments_score"'

_thread = threading.local()
_execute = CursorWrapper._execute
_commit = BaseDatabaseWrapper._commit


def die() -> None:
    """End the whole server at once: the master, its workers, and this one first of all."""
    os.killpg(os.getpgrp(), signal.SIGKILL)
    signal.pause()


def execute(self: CursorWrapper, sql: str, params: Any, *rest: Any) -> Any:
    """Run a statement, unless it is the one to die at."""
    _thread.submitting = getattr(_thread, "submitting", False) or sql.startswith(SUBMISSION)
    here = WHAT != "COMMIT" and sql.startswith(WHAT)
    if here and WHEN == "before":
        die()
    found = _execute(self, sql, params, *rest)
    if here:
        die()
    return found


def commit(self: BaseDatabaseWrapper) -> Any:
    """Commit, unless this is the submission and its commit the one to die at."""
    here = WHAT == "COMMIT" and getattr(_thread, "submitting", False)
    if here and WHEN == "before":
        die()
    found = _commit(self)
    if here:
        die()
    return found


CursorWrapper._execute = execute  # type: ignore[method-assign]
BaseDatabaseWrapper._commit = commit  # type: ignore[method-assign]
