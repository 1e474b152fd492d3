"""The demo school, walked link by link as each of its people in the language in brackets.

The permission matrix shows every page once; here pages are as full as in a running school.
"""

from __future__ import annotations

import io
import re
from collections import Counter, deque
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils import timezone

from interop.framework.load import load_content
from interop.framework.validate import load_folder
from people.models import User
from tests.interop.framework_support import SEED
from tests.pseudo import bracketed, data_of_the_database, untranslated  # noqa: F401  # a fixture
from tests.test_languages_pages import NOT_FOR_READERS

PER_ADDRESS = 3
"""How many pages of one kind are read: enough for one that is open, one that waits and one that is done."""
PEOPLE = ("admin", "signer", "student")
_LINK = re.compile(r'<a\b[^>]*?\bhref="([^"#]+)', re.DOTALL)


@pytest.fixture(scope="module")
def _made(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Make the school once for this module, in a transaction that is taken back at the end."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        load_content(content=load_folder(SEED), at=timezone.now())
        patch.setattr("django.conf.settings.DEMO_PASSWORD", "seven willows by the river")
        call_command("seed_demo", stdout=io.StringIO())
        yield
        transaction.set_rollback(True)


@pytest.mark.slow
@pytest.mark.sqlite
@pytest.mark.usefixtures("_made", "db", "bracketed")
@pytest.mark.parametrize("mailbox", PEOPLE)
def test_demo_says_nothing_untranslated(mailbox: str) -> None:
    person = User.objects.get(email__startswith=f"{mailbox}@")
    client = Client()
    client.force_login(person)
    client.cookies["language"] = "fr"
    data = data_of_the_database()
    found: dict[str, str] = {}
    read = Counter[str]()
    for address, page in _walk(client, read):
        for text in untranslated(page, data):
            found.setdefault(text, address)
    assert found == {}
    assert len(read) > 8, f"the walk went nowhere: {read}"


def _walk(client: Client, read: Counter[str]) -> Iterator[tuple[str, str]]:
    """Follow every link from the start, and yield addresses and pages, a few of each kind."""
    waiting, seen = deque(["/", "/library/", "/account/"]), {"/", "/library/", "/account/"}
    while waiting:
        address = waiting.popleft()
        name = _name(address)
        if name is None or name in NOT_FOR_READERS or read[name] >= PER_ADDRESS:
            continue
        answer = client.get(address, follow=True)
        if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
            continue
        read[name] += 1
        page = answer.content.decode()
        yield address, page
        base = answer.request["PATH_INFO"]
        for link in map(unescape, _LINK.findall(page)):
            onward = f"{base}{link}" if link.startswith("?") else link
            if onward.startswith("/") and onward not in seen:
                seen.add(onward)
                waiting.append(onward)


def _name(address: str) -> str | None:
    try:
        return resolve(address.partition("?")[0]).view_name
    except Resolver404:
        return None
