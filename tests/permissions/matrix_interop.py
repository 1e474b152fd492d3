"""Addresses of the room `interop`. How to add one stands in the docstring of this package.

An import is seen by whoever manages the program, and by a lead who began it for their own cohort. Nobody
else may know of it.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from interop.models import ImportBatch, QuestionFile
from interop.questions import files, reading, taking
from interop.roster import staging
from interop.roster.choices import options_for
from tests.cast import Cast
from tests.interop.roster.files import oneroster
from tests.interop.roster.flows import AT, START
from tests.permissions.matrix import Scene, SceneMaker

TABLE = """
                             admin lead faculty signer viewer other_lead former_staff faculty_student student other_student anonymous
# Whoever manages a cohort may begin; the places offered are their own, and so are the imports listed.
GET  interop:roster-import   ok    ok   no      no     no     bare       no           no              no      no            in
POST interop:roster-import   go    go   no      no     no     bad        no           no              no      no            in   # the cohort is not theirs
GET  interop:roster-template ok    ok   no      no     no     ok         no           no              no      no            in
GET  interop:batch-detail    ok    ok   -       -      -      -          -            -               -       -             in
GET  interop:batch-progress  ok    ok   -       -      -      -          -            -               -       -             in
GET  interop:batch-classes   ok    ok   -       -      -      -          -            -               -       -             in
POST interop:batch-classes   go    go   -       -      -      -          -            -               -       -             in
POST interop:batch-confirm   go    go   -       -      -      -          -            -               -       -             in
POST interop:batch-discard   go    go   -       -      -      -          -            -               -       -             in
POST interop:batch-carry-on  go    go   -       -      -      -          -            -               -       -             in
# Whoever drafts content, unless they learn here: the questions come with their keys. A file is its sender's alone.
GET  interop:question-import  bare bare ok no no bare no no no no in
POST interop:question-import  go   go   go no no go   no no no no in
GET  interop:question-export  ok   ok   ok no no ok   no no no no in
GET  interop:question-file    -    -    ok no no -    no no no no in
POST interop:question-take    -    -    go no no -    no no no no in
POST interop:question-discard -    -    go no no -    no no no no in
"""

QUESTIONS = b"::Plants::Is Willowherb a plant?{T}\n"
PEOPLE = b"student_number,given_name,family_name,email\n77001,Hidden,Person,hidden@school.example\n"


class Reread(io.BytesIO):
    """A file that every actor can send: it begins anew each time it is read."""

    name = "secret-roster.csv"

    def read(self, *_size: Any) -> bytes:
        return self.getvalue()


def _batch(cast: Cast, data: bytes = PEOPLE, *, looked_at: bool = True) -> ImportBatch:
    """An import of the cohort's lead into that cohort."""
    roster = staging.read_roster(data)
    batch = staging.stage(
        roster=roster,
        data=data,
        file_name="secret-roster.csv",
        program=cast.program,
        cohort=cast.cohort,
        options=options_for(roster, cohort=cast.cohort, starts_on=START, only=True),
        by=cast.lead,
        at=AT,
    )
    if looked_at:
        staging.look_at(batch_id=batch.pk, at=AT)
    return batch


def _state(batch: ImportBatch) -> Callable[[], Any]:
    return lambda: ImportBatch.objects.values_list("state", "options").get(pk=batch.pk)


def _begin(cast: Cast) -> Scene:
    _batch(cast)
    return Scene(secret=("secret-roster.csv",))


def _send(cast: Cast) -> Scene:
    data = {"place": str(cast.cohort.public_id), "starts_on": START.isoformat(), "file": Reread(PEOPLE)}
    return Scene(data=data, state=ImportBatch.objects.count)


def _template(_cast: Cast) -> Scene:
    return Scene(secret=("zoe@example.org",))


def _detail(cast: Cast) -> Scene:
    batch = _batch(cast)
    return Scene(
        kwargs={"batch_id": batch.public_id}, secret=("Hidden Person", "hidden@school.example", "77001")
    )


def _progress(cast: Cast) -> Scene:
    batch = _batch(cast, looked_at=False)
    ImportBatch.objects.filter(pk=batch.pk).update(rows_total=4711)
    return Scene(kwargs={"batch_id": batch.public_id}, secret=("0 of 4711 rows",))


def _classes(cast: Cast) -> Scene:
    batch = _batch(cast, oneroster())
    return Scene(
        kwargs={"batch_id": batch.public_id},
        data={"class_0": str(cast.cohort.public_id), "class_1": "-"},
        secret=("Anatomy", "Histology"),
        state=_state(batch),
    )


def _confirm(cast: Cast) -> Scene:
    batch = _batch(cast)
    return Scene(kwargs={"batch_id": batch.public_id}, data={"look": "1"}, state=_state(batch))


def _discard(cast: Cast) -> Scene:
    batch = _batch(cast)
    return Scene(kwargs={"batch_id": batch.public_id}, state=_state(batch))


def _carry_on(cast: Cast) -> Scene:
    batch = _batch(cast, looked_at=False)
    return Scene(kwargs={"batch_id": batch.public_id}, state=_state(batch))


def _sent_questions(cast: Cast) -> QuestionFile:
    """A file that somebody of the faculty sent."""
    return files.keep(
        data=QUESTIONS,
        file_name="secret-questions.txt",
        parsed=reading.read(QUESTIONS),
        asked=reading.AUTO,
        by=cast.faculty,
        at=AT,
    )


def _questions(cast: Cast) -> Scene:
    _sent_questions(cast)
    return Scene(secret=("secret-questions.txt",))


def _send_questions(_cast: Cast) -> Scene:
    return Scene(data={"format": "auto", "file": Reread(QUESTIONS)}, state=QuestionFile.objects.count)


def _question_file(cast: Cast) -> Scene:
    return Scene(kwargs={"file_id": _sent_questions(cast).public_id}, secret=("Willowherb",))


def _decide_questions(cast: Cast) -> Scene:
    file = _sent_questions(cast)
    return Scene(
        kwargs={"file_id": file.public_id},
        state=lambda: QuestionFile.objects.values_list("state", flat=True).get(pk=file.pk),
    )


def _export(_cast: Cast) -> Scene:
    taking.take(parsed=reading.read(QUESTIONS), source="x", by=None, at=AT)
    return Scene(query={"format": "gift"}, secret=("Willowherb",))


SCENES: dict[str, SceneMaker] = {
    "GET interop:roster-import": _begin,
    "POST interop:roster-import": _send,
    "interop:roster-template": _template,
    "interop:batch-detail": _detail,
    "interop:batch-progress": _progress,
    "interop:batch-classes": _classes,
    "interop:batch-confirm": _confirm,
    "interop:batch-discard": _discard,
    "interop:batch-carry-on": _carry_on,
    "GET interop:question-import": _questions,
    "POST interop:question-import": _send_questions,
    "interop:question-export": _export,
    "interop:question-file": _question_file,
    "interop:question-take": _decide_questions,
    "interop:question-discard": _decide_questions,
}
