"""What people did on the pages to seeded items outlives a further load, and is told."""

from __future__ import annotations

import shutil
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from assessments.bank import content_of
from assessments.item_texts import texts_of
from assessments.models import Item, ItemKey, ItemVersion
from assessments.services.authoring import correct_key, rewrite_item
from assessments.services.bank import ItemFacts, change_state, save_facts
from assessments.services.translating import translate_item
from competencies.models import Reference
from interop.framework.load import load_content
from interop.framework.validate import load_folder
from tests.factories.people import UserFactory
from tests.interop.framework_support import AT, LATER, SEED, change, everything, load, told

pytestmark = pytest.mark.django_db


def newest(code: str) -> ItemVersion:
    return ItemVersion.objects.filter(item__code=code).order_by("-n")[0]


def work_on_the_pages() -> None:
    """One item is translated, one asked anew, one gets another key, one other sources and a tag, one goes."""
    by = UserFactory()
    items = {item.code: item for item in Item.objects.filter(code__startswith="SM-1-Q")}
    texts = {one.path: f"fr {one.text}" for one in texts_of(newest("SM-1-Q1").body)}
    translate_item(item=items["SM-1-Q1"], language="fr", texts=texts, by=by, at=LATER)
    asked = content_of(newest("SM-1-Q2"))
    body = {**asked.body, "stem": "Ours?"}
    rewrite_item(item=items["SM-1-Q2"], content=replace(asked, body=body), by=by, at=LATER)
    key = {"correct": not newest("SM-1-Q3").keys.get().values["correct"]}
    correct_key(item_version=newest("SM-1-Q3"), values=key, status="sourced", note="", by=by, at=LATER)
    fourth = items["SM-1-Q4"]
    facts = ItemFacts(
        competency=fourth.competency,
        indicators=tuple(fourth.indicators.all()),
        difficulty=fourth.difficulty,
        jurisdiction=fourth.jurisdiction,
        review_on=fourth.review_on,
        references=(Reference.objects.get(code="seed"),),
        tags=("ours",),
    )
    save_facts(item=fourth, facts=facts, by=by, at=LATER)
    change_state(items=[items["SM-1-Q5"]], to="retired", by=by, at=LATER)


def test_what_was_done_on_the_pages_stays_and_is_told(tmp_path: Path) -> None:
    seed = load_folder(SEED)
    load_content(content=seed, at=AT)
    work_on_the_pages()
    before = everything()
    kept = [
        "assessment version SM-1-A1: items: edited here",
        "item SM-1-Q4: references: edited here",
        "item key SM-1-Q3: values: edited here",
        "item version SM-1-Q1: translations: translated here; it stays",
        "item version SM-1-Q2: body: edited here",
    ]
    assert told(load_content(content=seed, at=LATER)) == kept
    assert everything() == before

    folder = Path(shutil.copytree(SEED, tmp_path / "seed"))
    change(folder, "items/SM-1.yaml", "A companion app for phones", "An app for phones")
    report = load(folder)
    assert "item version SM-1-Q1: body: changed in the folder; it decides in published content" in told(
        report
    )
    assert everything() == before

    said = StringIO()
    call_command("load_framework", folder, "--overwrite", stdout=said)
    assert "Replaced by the folder's (4):" in said.getvalue()
    assert "item key SM-1-Q3: values: edited here" in said.getvalue()
    assert "Left as they are here (1):" in said.getvalue()
    stems = (
        ItemVersion.objects.filter(item__code="SM-1-Q2").order_by("n").values_list("body__stem", flat=True)
    )
    assert [stem == "Ours?" for stem in stems] == [False, True, False]
    assert ItemKey.objects.filter(version__item__code="SM-1-Q3").count() == 3
    first = ItemVersion.objects.get(item__code="SM-1-Q1", n=1)
    assert first.translations["fr"]["stem"].startswith("fr ")
    again = load(folder, overwrite=True)
    assert (again.changed.total(), again.kept, again.replaced) == (0, [], [])


def test_points_of_the_folder_leave_the_translation_made_here(tmp_path: Path) -> None:
    load_content(content=load_folder(SEED), at=AT)
    work_on_the_pages()
    folder = Path(shutil.copytree(SEED, tmp_path / "seed"))
    change(folder, "items/SM-1.yaml", "points: 1", "points: 2")
    load(folder, overwrite=True)
    assert (newest("SM-1-Q1").n, newest("SM-1-Q1").points) == (2, 2)
    assert newest("SM-1-Q1").translations["fr"]["stem"].startswith("fr ")
