"""The dashboard in a browser: found as one types, many columns that stay within their frame."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import CompetencyFactory, UserFactory
from tests.learners.classroom import Classroom
from tests.plugins.browser import NARROW


@pytest.fixture
def room(transactional_db) -> Classroom:
    room = Classroom.open()
    room.admit(UserFactory(given_name="Nadia", family_name="Clover-Winterbourne"))
    return room


def test_learner_is_found_as_one_types_and_the_map_stays_a_grid(room, make_visitor) -> None:
    here = reverse("learners:cohort-detail", args=[room.cohort.public_id])
    page = make_visitor(room.school.teacher).open(here)
    field = page.get_by_label("Learner", exact=True)
    field.press_sequentially("nad")
    expect(page.locator("table.hm tbody tr")).to_have_count(1)
    expect(page.locator("#map-status")).to_have_text("1 learner fits.")
    expect(field).to_be_focused()
    expect(page.get_by_role("grid")).to_be_visible()
    page.wait_for_url("**name=nad**")
    page.get_by_role("columnheader", name="Learner").get_by_role("link").click()
    expect(page.get_by_role("columnheader", name="Learner")).to_have_attribute("aria-sort", "descending")
    expect(page.locator("table.hm tbody tr")).to_have_count(1)


def test_many_columns_scroll_within_the_map_and_names_stay(room, make_visitor) -> None:
    CompetencyFactory.create_batch(30, version=room.school.competency.version)
    visitor = make_visitor(room.school.teacher, width=NARROW, dark=True)
    page = visitor.open(reverse("learners:cohort-detail", args=[room.cohort.public_id]))
    visitor.check_accessibility()
    visitor.check_width()
    name = page.locator("table.hm tbody th").first
    before = name.bounding_box()
    page.locator(".hm-scroll").evaluate("one => one.scrollTo(400, 0)")
    assert before is not None
    assert name.bounding_box()["x"] == pytest.approx(before["x"], abs=3)
