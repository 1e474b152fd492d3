"""No page, mail or file says anything untranslated: every address of the permission matrix in brackets."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse

from tests.cast import Cast
from tests.permissions.matrix import REFUSALS, Line, Scene
from tests.permissions.test_matrix import LINES
from tests.pseudo import bracketed, data_of_the_database, untranslated  # noqa: F401  # a fixture

pytestmark = pytest.mark.sqlite  # about texts: once is enough

ACTORS = ("admin", "lead", "faculty", "signer", "student", "anonymous")
READABLE = ("text/html", "text/csv", "text/plain")
# healthz speaks to machines, the template of a roster has the columns that the import knows, questions go out
# in the words of their format, an item analysis has columns for other programs, and the page of all parts is
# for those who write pages, in English.
NOT_FOR_READERS = {
    "healthz",
    "interop:roster-template",
    "interop:question-export",
    "assessments:assessment-analysis-file",
    "common:components-show",
}


def title(line: Line) -> str:
    return f"{line.method} {line.name}"


@pytest.mark.usefixtures("bracketed")
@pytest.mark.parametrize("line", [line for line in LINES if line.name not in NOT_FOR_READERS], ids=title)
def test_page_says_nothing_untranslated(line: Line, cast: Cast) -> None:
    scene = line.make(cast) if line.make else Scene()
    written = data_of_the_database()
    found: dict[str, list[str]] = {}
    refused: set[str] = set()
    for actor in ACTORS:
        word = line.expected[actor]
        if word == "in" or word in refused:
            continue  # the page of a refusal says the same to everybody
        refused |= {word} & REFUSALS
        for text in _said(line, scene, cast, actor, written):
            found.setdefault(text, []).append(actor)
    assert found == {}


def _said(line: Line, scene: Scene, cast: Cast, actor: str, written: list[str]) -> list[str]:
    """Ask as the actor, and return what the answer, the page it leads to and the mails say untranslated.

    `written` is what somebody wrote before: to read it again after each answer takes a quarter of the time.
    """
    cache.clear()
    mail.outbox.clear()
    client = cast.client(actor)
    client.cookies["language"] = "fr"
    address = reverse(line.name, kwargs=scene.kwargs)
    sent = {**scene.data, **({"language": "fr"} if "language" in scene.data else {})}
    with transaction.atomic():
        if line.method == "GET":
            answer = client.get(address, scene.query, headers=scene.headers, follow=True)
        else:
            answer = client.post(address, sent, query_params=scene.query, headers=scene.headers, follow=True)
        data = [
            *(written if line.method == "GET" else data_of_the_database()),
            *(value for value in sent.values() if isinstance(value, str) and value),
        ]
        transaction.set_rollback(True)
    kind = answer.headers.get("Content-Type", "").split(";")[0]
    if kind not in READABLE:
        return []
    content = (b"".join(answer) if answer.streaming else answer.content).decode()
    left = untranslated(content, data, is_html=kind == "text/html")
    for message in mail.outbox:
        left += untranslated(f"{message.subject}\n{message.body}", data, is_html=False)
    return left
