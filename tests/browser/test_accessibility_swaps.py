"""After each part of a page that is exchanged in place, the focus is where it was, and what changed is said.

Searches, rows that move, ranks and the preview are asserted where their stories are told: test_searching,
test_library, test_writing_modules, test_ranking.
"""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from interop.models import ImportBatch
from tests.assessments.pages.seeing import competencies, descriptors, opened_by
from tests.assessments.pages.sittings import begin, page
from tests.browser.access import check_axe, look
from tests.cast import Cast, make_cast
from tests.factories import AssignmentFactory


@pytest.fixture
def school(transactional_db) -> Cast:
    return make_cast()


def test_saving_an_answer_leaves_the_focus_where_it_went(school: Cast, make_visitor) -> None:
    attempt = begin(school.student, "single_best_answer", "true_false")
    page_ = make_visitor(school.student).open(page("attempt-item", attempt, 1))
    expect(page_.locator("#saved")).to_have_attribute("role", "status")
    first = page_.get_by_role("radio").first
    first.focus()
    page_.keyboard.press("Tab")  # to the mark to come back to, and on
    page_.keyboard.press("Tab")  # to the list of questions, which the answer of the server exchanges
    inside = page_.evaluate("document.activeElement.id")
    assert inside.startswith("to-")
    page_.evaluate("document.querySelector('[name=choice]').click()")
    page_.locator(f"#{inside}").focus()
    expect(page_.locator("#overview .is-done")).to_have_count(1)
    expect(page_.locator(f"#{inside}")).to_be_focused()
    first.press("ArrowDown")
    expect(page_.locator("#saved")).to_contain_text("Saved")
    expect(page_.get_by_role("radio").nth(1)).to_be_focused()


def test_rating_oneself_leaves_the_focus_on_the_rating(school: Cast, make_visitor) -> None:
    asked = competencies(2)
    for competency in asked:
        descriptors(competency, "Finds the source")
    held = opened_by(school.student, *asked, at=timezone.now())
    page_ = make_visitor(school.student).open(
        reverse("assessments:selfassessment-detail", args=[held.public_id])
    )
    row = page_.locator(".self-row").first
    row.get_by_role("radio").first.press("Space")
    expect(row.get_by_role("status")).to_contain_text("Saved")
    expect(row.get_by_role("radio").first).to_be_focused()


def test_finding_a_learner_leaves_the_focus_in_the_field(school: Cast, make_visitor) -> None:
    competencies(1)
    page_ = make_visitor(school.faculty).open(reverse("assessments:encounter-create"))
    field = page_.get_by_label("Name")
    field.press_sequentially("stel")
    expect(page_.get_by_text("1 learner", exact=True)).to_be_visible()
    expect(field).to_be_focused()
    expect(page_.locator("#found")).to_have_attribute("aria-live", "polite")


def test_progress_that_moves_by_itself_takes_no_focus(school: Cast, make_visitor) -> None:
    batch = ImportBatch.objects.create(
        program=school.program,
        file_name="roster.csv",
        state=ImportBatch.State.READING,
        rows_total=40,
        rows_done=10,
        created_by=school.admin,
    )
    page_ = make_visitor(school.admin).open(reverse("interop:batch-detail", args=[batch.public_id]))
    summary = page_.locator("main summary")
    summary.focus()
    ImportBatch.objects.update(rows_done=20)
    expect(page_.get_by_role("progressbar")).to_have_attribute("value", "20")
    expect(summary).to_be_focused()


def test_withdrawing_asks_in_place_and_gives_the_focus_back(school: Cast, make_visitor) -> None:
    given = AssignmentFactory(to=[school.cohort], assigned_by=school.lead)
    page_ = make_visitor(school.lead).open(reverse("learners:assignment-detail", args=[given.public_id]))
    opener = page_.get_by_role("link", name="Withdraw")
    opener.press("Enter")
    box = page_.get_by_role("dialog")
    expect(box.get_by_role("heading")).to_be_focused()
    for name in ("light", "zoomed"):
        look(page_, name)
        check_axe(page_, name, context="dialog")
    box.get_by_role("link", name="Keep it").press("Enter")
    expect(opener).to_be_focused()
    opener.press("Enter")
    box.get_by_role("button", name="Withdraw it").press("Enter")
    expect(page_.locator("#messages .toast")).to_be_visible()
    given.refresh_from_db()
    assert given.state == "withdrawn"
