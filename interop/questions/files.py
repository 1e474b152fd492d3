"""Files of questions that wait to be looked at: kept, taken, given up."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.db import transaction

from interop.models import QuestionFile
from interop.questions import reading
from interop.questions.parsed import Parsed
from interop.questions.taking import Taken, take
from people.models import User

KEPT = timedelta(days=30)
"""How long a file waits for somebody to decide."""


def keep(*, data: bytes, file_name: str, parsed: Parsed, asked: str, by: User, at: datetime) -> QuestionFile:
    """Keep an uploaded file for its preview. `asked`: the format that was chosen, or `auto`."""
    return QuestionFile.objects.create(
        file_name=file_name[:255],
        format=parsed.format if asked == reading.AUTO else asked,
        sha256=hashlib.sha256(data).hexdigest(),
        content=data,
        imported=len(parsed.items),
        refused=len(parsed.refused),
        created_by=by,
        created_at=at,
    )


def read_again(file: QuestionFile) -> Parsed:
    """What the kept file holds. Raises QuestionFileError should the rules for files have changed since."""
    asked = reading.AUTO if file.format == reading.MIXED else file.format
    return reading.read(bytes(file.content), file.file_name, asked)


@transaction.atomic
def take_file(*, file: QuestionFile, by: User, at: datetime, take_good: bool) -> Taken | None:
    """Write the questions of a file into the bank, once. None where that was done or the file given up."""
    locked = QuestionFile.objects.select_for_update().get(pk=file.pk)
    if locked.state != QuestionFile.State.SHOWN:
        return None
    taken = take(parsed=read_again(locked), source=locked.file_name, by=by, at=at, take_good=take_good)
    if taken.items:
        locked.state, locked.content = QuestionFile.State.TAKEN, b""
        locked.imported, locked.refused = len(taken.items), len(taken.refused)
        locked.save(update_fields=["state", "content", "imported", "refused"])
    return taken


@transaction.atomic
def discard_file(*, file: QuestionFile) -> None:
    """Give a file up and forget its content."""
    waiting = QuestionFile.objects.filter(pk=file.pk, state=QuestionFile.State.SHOWN)
    waiting.update(state=QuestionFile.State.DISCARDED, content=b"")


def tick(at: datetime) -> int:
    """Give up what nobody decided on for long. Return how many files that were."""
    old = QuestionFile.objects.filter(state=QuestionFile.State.SHOWN, created_at__lt=at - KEPT)
    return old.update(state=QuestionFile.State.DISCARDED, content=b"")
