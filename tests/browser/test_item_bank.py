"""The item bank in a browser: hints as one types, by keyboard, on a phone, and without JavaScript."""

from __future__ import annotations

from django.urls import reverse
from playwright.sync_api import expect

from assessments.item_forms import EDITORS
from assessments.models import Item, Response
from tests.assessments.pages.bank import png
from tests.factories.assessments import ItemVersionFactory
from tests.plugins.browser import NARROW

LIST = "/teaching/bank/"


def writing(kind: str) -> str:
    return reverse("assessments:item-create", args=[kind])


def test_hints_follow_as_one_types_and_a_row_is_added_in_place(make_visitor, cast) -> None:
    ItemVersionFactory(item__title="The classmate's photo")
    page = make_visitor(cast.faculty).open(writing("single_best_answer"))
    page.locator("#id_stem").fill("A classmate posts a photo. What now?")
    page.get_by_label("Option 1", exact=True).fill("Ask her to take it down")
    page.get_by_label("Option 2", exact=True).fill("All of the above")
    hints = page.locator("#hints")
    expect(hints).to_contain_text("can be guessed from two options")
    expect(hints).to_contain_text("The classmate's photo")
    page.get_by_role("button", name="Add an option").click()
    expect(page.get_by_label("Option 5", exact=True)).to_be_focused()
    expect(page.get_by_label("Option 1", exact=True)).to_have_value("Ask her to take it down")
    page.get_by_role("radio", name="The best answer").first.check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    item = Item.objects.get(state="draft")
    assert item.versions.get().keys.get().values == {"correct": "A"}


def test_an_item_is_written_and_tried_by_keyboard_on_a_phone(make_visitor, cast) -> None:
    visitor = make_visitor(cast.faculty, width=NARROW)
    page = visitor.open(writing("true_false"))
    page.locator("#id_stem").focus()
    page.keyboard.type("A closed group is public.")
    while page.evaluate("document.activeElement.name") != "correct":
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.locator("#id_title").focus()
    page.keyboard.type("Closed groups")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Closed groups")).to_be_visible()
    visitor.check_accessibility()
    visitor.check_width()
    page.get_by_role("link", name="Try it").press("Enter")
    page.get_by_role("radio", name="False").press("Space")
    page.get_by_role("button", name="See what it earns").press("Enter")
    expect(page.get_by_text("The statement is false: 1 of 1.")).to_be_visible()
    assert not Response.objects.exists()


def test_a_post_is_cut_and_keyed_without_javascript(make_visitor, cast) -> None:
    page = make_visitor(cast.faculty, width=NARROW, javascript=False).open(writing("post_review"))
    page.locator("#id_stem").fill("Would you let this go out?")
    page.get_by_label("Who posts").fill("Kit Marlow")
    page.get_by_label("Text of the post").fill("Long shift.| My patient in bed 4 sang!")
    page.get_by_role("button", name="Cut the text into pieces").click()
    page.get_by_label("My patient in bed 4 sang!").select_option("identifier")
    page.get_by_label("Withhold", exact=True).check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    key = Item.objects.get().versions.get().keys.get().values
    assert key == {"marks": {"s2": "identifier"}, "decision": "withhold"}


def test_items_are_chosen_and_tagged_without_javascript(make_visitor, cast) -> None:
    ItemVersionFactory(item__title="One")
    ItemVersionFactory(item__title="Two")
    page = make_visitor(cast.faculty, javascript=False).open(LIST)
    page.get_by_role("checkbox", name="Choose “Two”").check()
    page.get_by_role("button", name="Tag", exact=True).click()
    page.get_by_label("Add").fill("wards")
    page.get_by_role("button", name="Change the tags").click()
    expect(page.get_by_text("The tags of 1 item changed.")).to_be_visible()
    assert dict(Item.objects.values_list("title", "tags")) == {"One": [], "Two": ["wards"]}


def test_the_form_of_every_kind_is_fit_for_all(make_visitor, cast) -> None:
    ItemVersionFactory(item__title="One")
    case = ItemVersionFactory(kind="post_review", item__state="draft").item
    pages = [reverse("assessments:item-translate", args=[case.public_id, "fr"])]
    narrow = make_visitor(cast.faculty, width=NARROW)
    for address in (LIST, *map(writing, EDITORS), *pages):
        narrow.open(address)
        narrow.check_accessibility()
        narrow.check_width()
    narrow.shoot("translating")


def test_a_part_of_the_picture_is_drawn_with_the_mouse(make_visitor, cast) -> None:
    visitor = make_visitor(cast.faculty)
    page = visitor.open(writing("post_review"))
    page.locator("#id_post_alt").fill("A corridor with a whiteboard.")
    page.locator("#id_post_picture").set_input_files(
        {"name": "ward.png", "mimeType": "image/png", "buffer": png(1000, 600)}
    )
    page.get_by_role("button", name="Add a part of the picture").click()
    board = page.locator("[data-regions]")
    expect(board.locator("img")).to_be_visible()
    page.locator("[name=regions-0-label]").fill("The whiteboard")
    board.scroll_into_view_if_needed()
    box = board.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.8)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.3, steps=4)
    page.mouse.up()
    sides = [int(page.locator(f"[name=regions-0-{side}]").input_value()) for side in "xywh"]
    assert all(abs(one - wanted) < 10 for one, wanted in zip(sides, (200, 300, 400, 500), strict=True))
    expect(board.locator("rect")).to_have_count(1)
    expect(page.locator("[name=regions-0-label]")).to_be_focused()
    page.keyboard.press("Tab")
    page.locator("[name=regions-0-w]").fill("100")
    expect(board.locator("rect")).to_have_attribute("width", "10%")
    visitor.check_accessibility()
    visitor.shoot("regions")
