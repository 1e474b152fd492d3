"""The pages of question files: readable by anyone, usable without JavaScript."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assessments.models import Item
from tests.plugins.browser import NARROWEST, WIDE

SAMPLES = Path(__file__).parents[1] / "interop" / "questions" / "samples"


@pytest.mark.parametrize(("width", "dark"), [(WIDE, False), (NARROWEST, True)])
def test_questions_come_in_from_a_file(make_visitor, cast, transactional_db, width, dark):
    visitor = make_visitor(cast.faculty, width=width, dark=dark)

    def look(name: str) -> None:
        expect(visitor.page.locator("h1")).to_have_count(1)
        visitor.check_width()
        visitor.check_accessibility()
        visitor.shoot(f"questions-{name}")

    page = visitor.open(reverse("interop:question-import"))
    look("upload")
    page.get_by_label("File", exact=True).set_input_files(SAMPLES / "gift-kinds.txt")
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_text("This is a description.")).to_be_visible()
    look("preview")
    page.get_by_role("button", name="Take these questions").click()
    look("undecided")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Take these questions").click()
    expect(page.get_by_text("10 items were written.")).to_be_visible()
    look("taken")
    assert Item.objects.count() == 10
