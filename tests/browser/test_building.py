"""Building an assessment, as faculty do it: by keyboard and by dragging."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assessments.models import Assessment, AssessmentItem, BlueprintRow
from assessments.services.building import newest
from tests.assessments.kind_samples import SAMPLES
from tests.assessments.pages.sittings import give
from tests.assessments.pages.test_building import page as address
from tests.factories.assessments import AssessmentCompetencyFactory, ItemVersionFactory
from tests.plugins.browser import NARROWEST, WIDE


@pytest.fixture
def assessment(cast) -> Assessment:
    """A draft with a question of each kind, which draws more than the bank has, and more in the bank."""
    version = give(*SAMPLES).version
    item = version.items.first().item_version.item
    for n in range(3):
        ItemVersionFactory(item__competency=item.competency, item__title=f"A further one {n}", tier="knows")
    BlueprintRow.objects.create(version=version, competency=item.competency, count=30, tier="does")
    AssessmentCompetencyFactory(assessment=version.assessment, competency=item.competency, level_to=4)
    Assessment.objects.update(state="draft")
    return Assessment.objects.get()


def asked(assessment: Assessment) -> list[str]:
    rows = AssessmentItem.objects.filter(version=newest(assessment)).order_by("position")
    return [row.item_version.item.title for row in rows.select_related("item_version__item")]


@pytest.mark.parametrize(("width", "dark"), [(WIDE, False), (NARROWEST, True)])
def test_every_page_is_accessible_and_fits(cast, assessment, make_visitor, width, dark) -> None:
    visitor = make_visitor(cast.lead, width=width, dark=dark)
    item = assessment.versions.get().items.first().item_version.item
    names = ("build", "rules", "cuts", "pick", "preview", "publish", "retire", "duplicate")
    for url in (
        *(address(name, assessment) for name in names),
        f"{address('paper', assessment)}?key=on",
        address("preview-item", assessment, 1),
        f"/learners/{cast.student.public_id}/extra-time/",
        reverse("assessments:item-detail", args=[item.public_id]),
        reverse("assessments:item-translate", args=[item.public_id, "fr"]),
        reverse("assessments:key-correct", args=[item.public_id, 1]),
    ):
        page = visitor.open(url)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        visitor.check_accessibility()
        visitor.check_width()


def test_questions_are_chosen_and_put_in_order_by_keyboard(cast, assessment, make_visitor) -> None:
    AssessmentItem.objects.all().delete()
    page = make_visitor(cast.faculty).open(address("build", assessment))
    page.get_by_role("link", name="Choose from the bank").press("Enter")
    for n in (0, 1):
        page.get_by_label(f"A further one {n}").press("Space")
    expect(page.locator("#picture")).to_contain_text("2 × Knows")
    page.get_by_role("button", name="Add those chosen").press("Enter")
    expect(page.get_by_text("2 questions are added.")).to_be_visible()
    page.get_by_role("link", name="Back to the assessment").press("Enter")
    page.get_by_role("button", name="Move “A further one 1” up").press("Enter")
    expect(page.locator("#order-status")).to_have_text("“A further one 1” is now 1 of 2.")
    expect(page.get_by_role("button", name="Move “A further one 1” down")).to_be_focused()
    assert asked(assessment) == ["A further one 1", "A further one 0"]
    grip = page.locator("#question-order, .parts .grip").first
    below = page.locator(".parts > li").nth(1)
    grip.hover()
    page.mouse.down()
    box = below.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 5, box["y"] + box["height"] - 2, steps=6)
    page.mouse.up()
    expect(page.locator("#order-status")).to_have_text("The new order is saved.")
    assert asked(assessment) == ["A further one 0", "A further one 1"]
