"""The pages of question files, as faculty walks through them."""

from __future__ import annotations

import base64
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from assessments.models import Item, Picture
from interop.models import QuestionFile
from interop.questions import shown
from interop.questions.exporting import export, with_content
from interop.questions.shown_pictures import Drawing
from tests.assessments.kind_samples import SAMPLES
from tests.assessments.pages.bank import png
from tests.cast import Cast
from tests.factories.assessments import ItemVersionFactory

GOOD = b"::Colours::What is between orange and green?{=yellow#Yes ~red ~blue}\n\n::Sky::The sky is blue.{T}\n"
MIXED = GOOD + b"\n::Intro::This is a description.\n"


@pytest.fixture
def client(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.faculty)
    return client


def send(client: Client, data: bytes, name: str = "quiz.txt"):
    upload = SimpleUploadedFile(name, data)
    return client.post(reverse("interop:question-import"), {"file": upload, "format": "auto"})


def page_of(client: Client, data: bytes) -> str:
    answer = send(client, data)
    assert answer.status_code == 302
    return answer["Location"]


def test_preview_shows_questions_and_reasons(client):
    shown = client.get(page_of(client, MIXED)).content.decode()
    assert "What is between orange and green?" in shown
    assert "100 %" in shown
    assert "Intro" in shown
    assert "asks nothing" in shown
    assert not Item.objects.exists()


def test_take_writes_every_question_as_a_draft(client, cast):
    location = page_of(client, GOOD)
    answer = client.post(f"{location}take/", follow=True)
    assert "2 items were written." in answer.content.decode()
    items = Item.objects.order_by("title")
    assert [item.title for item in items] == ["Colours", "Sky"]
    assert {item.state for item in items} == {"draft"}
    assert {item.author for item in items} == {cast.faculty}
    assert "quiz.txt" in items[0].origin
    file = QuestionFile.objects.get()
    assert (file.state, bytes(file.content), file.imported) == ("taken", b"", 2)


def test_take_of_a_file_with_refusals_asks_first(client):
    location = page_of(client, MIXED)
    answer = client.post(f"{location}take/")
    assert answer.status_code == 422
    assert not Item.objects.exists()
    client.post(f"{location}take/", {"take_good": "on"})
    assert Item.objects.count() == 2


def test_take_happens_once(client):
    location = page_of(client, GOOD)
    client.post(f"{location}take/")
    client.post(f"{location}take/")
    assert Item.objects.count() == 2


def test_discard_forgets_the_content(client):
    location = page_of(client, GOOD)
    client.post(f"{location}discard/")
    file = QuestionFile.objects.get()
    assert (file.state, bytes(file.content)) == ("discarded", b"")
    assert "nothing was written" in client.get(location).content.decode()


def test_upload_says_what_is_wrong_with_a_file(client):
    answer = send(client, b"<quiz><question></quiz>")
    assert answer.status_code == 422
    assert "not well-formed XML" in answer.content.decode()
    assert not QuestionFile.objects.exists()


def test_preview_names_near_duplicates(client):
    client.post(f"{page_of(client, GOOD)}take/")
    shown = client.get(page_of(client, GOOD)).content.decode()
    assert "says nearly the same" in shown


def test_preview_runs_no_script_of_the_file(client):
    hostile = b"::<script>alert(1)</script>::[html]<p onclick='x()'>Hi<script>alert(2)</script></p>{T}\n"
    shown = client.get(page_of(client, hostile)).content.decode()
    assert "<script>alert" not in shown
    assert "onclick" not in shown


def test_preview_asks_as_often_for_one_question_as_for_many(client):
    counts = []
    for number in (1, 3, 15):
        location = page_of(client, b"".join(b"Is it %d?{T}\n\n" % n for n in range(number)))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(location)
        counts.append(len(queries))
    assert len(set(counts)) == 1


def test_preview_of_somebody_else_is_not_there(client, cast):
    location = page_of(client, GOOD)
    other = Client()
    other.force_login(cast.lead)
    assert other.get(location).status_code == 404


def test_export_returns_what_was_imported(client):
    client.post(f"{page_of(client, GOOD)}take/")
    answer = client.get(reverse("interop:question-export"), {"format": "gift"})
    assert answer["Content-Disposition"].endswith('.gift.txt"')
    shown = answer.content.decode()
    assert "::Colours::" in shown
    assert "=[markdown]yellow#[markdown]Yes" in shown


@pytest.mark.parametrize("format_code", ["gift", "moodle-xml", "qti", "yaml"])
def test_export_comes_in_again(client, format_code):
    client.post(f"{page_of(client, GOOD)}take/")
    content = client.get(reverse("interop:question-export"), {"format": format_code}).content
    client.post(f"{page_of(client, content)}take/")
    assert Item.objects.count() == 4


def drawn(client: Client, data: bytes) -> str:
    return client.get(page_of(client, data)).text


def with_picture(content: bytes) -> bytes:
    held = base64.b64encode(content).decode()
    said = f'<p>Who is it?</p><img src="data:image/png;base64,{held}" alt="A ward">'
    return (
        f'<quiz><question type="truefalse"><name><text>Ward</text></name><questiontext format="html"><text>'
        f"<![CDATA[{said}]]></text></questiontext>"
        '<answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer>'
        "</question></quiz>"
    ).encode()


def test_preview_draws_the_pictures_of_a_file_and_stores_none(client):
    page = drawn(client, with_picture(png(900, 300)))
    held = re.search(r'<img src="data:image/png;base64,([^"]+)" alt="A ward">', page)
    assert held is not None
    with Image.open(io.BytesIO(base64.b64decode(held[1]))) as small:
        assert small.size == (360, 120)
    assert not Picture.objects.exists()


def test_preview_says_which_picture_cannot_be_read(client):
    assert "This picture cannot be read" in drawn(client, with_picture(png()[:40]))


def test_preview_draws_no_more_than_a_page_bears(client, monkeypatch):
    monkeypatch.setattr(shown, "Drawing", lambda: Drawing(left=0))
    assert "Too many pictures to draw this one here" in drawn(client, with_picture(png()))


def test_preview_shows_what_only_one_kind_has(client):
    version = ItemVersionFactory(kind="script_concordance")
    content = export(format_code="yaml", items=with_content(Item.objects.filter(pk=version.item_id))).content
    page = drawn(client, content)
    assert "Hypothesis" in page
    assert SAMPLES["script_concordance"].body["finding"] in page
