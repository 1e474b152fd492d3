"""`import_items` and `export_items`."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from assessments.models import Item, ItemChange, Picture
from tests.factories.people import UserFactory

SAMPLES = Path(__file__).parent / "samples"
pytestmark = pytest.mark.django_db


def run(*words: object) -> str:
    out = StringIO()
    call_command(*map(str, words), stdout=out, stderr=StringIO())
    return out.getvalue()


def test_import_writes_drafts_with_their_origin():
    by = UserFactory(email="farah@school.example")
    said = run("import_items", SAMPLES / "gift-moodle.txt", "--by", "farah@school.example")
    assert "9 items were written." in said
    item = Item.objects.get(title="Q2")
    assert (item.state, item.author, item.origin) == ("draft", by, "gift, gift-moodle.txt, 14")
    assert item.versions.get().keys.get().values == {"correct": "A"}
    assert ItemChange.objects.filter(action="imported", by=by).count() == 9


def test_import_of_a_bad_file_writes_nothing():
    with pytest.raises(CommandError, match="2 questions are refused"):
        run("import_items", SAMPLES / "gift-kinds.txt")
    assert not Item.objects.exists()


def test_import_takes_what_is_good_when_told_to():
    said = run("import_items", SAMPLES / "gift-kinds.txt", "--take-good")
    assert "line 41: This is a description." in said
    assert "[brace-not-closed]" in said
    assert Item.objects.count() == 10
    assert Item.objects.filter(code="grant-1").exists()


def test_dry_run_prints_one_object_and_writes_nothing():
    shown = json.loads(run("import_items", SAMPLES / "gift-kinds.txt", "--dry-run", "--json"))
    assert (len(shown["imported"]), len(shown["refused"]), shown["written"]) == (10, 2, 0)
    assert not Item.objects.exists()


@pytest.mark.parametrize("name", ["missing.txt", "hostile.xml"])
def test_file_that_cannot_be_read_ends_with_a_reason(tmp_path, name):
    (tmp_path / "hostile.xml").write_text('<!DOCTYPE q [<!ENTITY a "b">]><quiz>&a;</quiz>')
    with pytest.raises(CommandError, match=r"cannot be read|entities"):
        run("import_items", tmp_path / name)


def test_unreadable_file_is_an_object_too(tmp_path):
    (tmp_path / "x.xml").write_text("<quiz>")
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("import_items", str(tmp_path / "x.xml"), "--json", stdout=out)
    assert json.loads(out.getvalue())["refused"][0]["code"] == "not-well-formed"


def test_folder_is_read_file_by_file(tmp_path):
    (tmp_path / "a.gift").write_text("q{T}")
    (tmp_path / "b.xml").write_bytes((SAMPLES / "qti-2-choice.xml").read_bytes())
    (tmp_path / "out").symlink_to("/etc")
    run("import_items", tmp_path)
    assert set(Item.objects.values_list("versions__kind", flat=True)) == {"true_false", "single_best_answer"}


@pytest.mark.parametrize(("format_code", "count"), [("gift", 5), ("moodle-xml", 6), ("qti", 6), ("yaml", 6)])
def test_export_comes_in_again(tmp_path, format_code, count):
    kinds = (
        "::a::q1?{=x#f ~%50%y ~z}\n\n::b::q2?{~%50%x ~%50%y ~%-100%z}\n\n::c::q3?{T#w#r}\n\n"
        "::d::q4?{=a->b =c->d}\n\n::e::q5?{#3:2}\n"
    )
    (tmp_path / "in.gift").write_text(kinds)
    run("import_items", tmp_path / "in.gift")
    order = (
        '<quiz><question type="ordering"><name><text>f</text></name><questiontext><text>q6?</text>'
        '</questiontext><answer fraction="2"><text>b</text></answer><answer fraction="1"><text>a</text>'
        "</answer></question></quiz>"
    )
    (tmp_path / "in.xml").write_text(order)
    run("import_items", tmp_path / "in.xml")
    fields = ("title", "versions__body", "versions__keys__values")
    before = list(Item.objects.order_by("title").values_list(*fields))
    run("export_items", "--format", format_code, "--output", tmp_path / "out.x")
    Item.objects.all().update(title="")
    run("import_items", tmp_path / "out.x")
    after = list(Item.objects.exclude(title="").order_by("title").values_list(*fields))
    assert len(after) == count
    if format_code == "yaml":
        assert after == before
    same = {title: key for title, _body, key in before if title in SAME_KEY[format_code]}
    assert {title: key for title, _body, key in after if title in SAME_KEY[format_code]} == same


# Other formats give options no identifiers; their keys are the same where the letters are.
SAME_KEY = {"gift": "abcd", "moodle-xml": "abcdf", "qti": "abcd", "yaml": "abcdef"}


def test_pictures_come_in_and_go_out(tmp_path):
    import base64

    from tests.interop.questions.drafts import PNG

    xml = (
        '<quiz><question type="essay"><name><text>P</text></name><questiontext format="html"><text>'
        '&lt;img src="@@PLUGINFILE@@/a.png" alt="dot"&gt; What is it?</text>'
        f'<file name="a.png" encoding="base64">{base64.b64encode(PNG).decode()}</file>'
        "</questiontext></question></quiz>"
    )
    (tmp_path / "in.xml").write_text(xml)
    run("import_items", tmp_path / "in.xml")
    picture = Picture.objects.get()
    assert f"picture:{picture.public_id}" in Item.objects.get().versions.get().body["stem"]
    run("export_items", "--format", "moodle-xml", "--output", tmp_path / "out.xml")
    assert f'<file name="{picture.public_id}.png"' in (tmp_path / "out.xml").read_text()


def test_export_of_an_unknown_code_is_refused():
    with pytest.raises(CommandError, match="nowhere"):
        run("export_items", "--format", "yaml", "--code", "nowhere")
