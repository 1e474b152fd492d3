"""The life of a question of every kind, in the hands of people who have a phone and no scripts."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from assessments.item_forms import EDITORS
from assessments.models import Assessment, Attempt, Item, ItemVersion
from common.school_time import school_day
from interop.questions.formats import FORMATS, WRITABLE
from tests.assessments.item_form_data import sent
from tests.assessments.kind_samples import SAMPLES
from tests.assessments.pages.bank import png
from tests.assessments.pages.sittings import MARKS
from tests.browser.test_item_bank import LIST, writing
from tests.factories import CohortFrameworkFactory, CompetencyFactory
from tests.factories.assessments import adopted
from tests.plugins.browser import NARROW

TITLE = "Every kind of question"
EXPLAINED = {
    "single_best_answer": "The best answer was chosen: 1 of 1.",
    "multiple_response": "Right choices 3 of 3, wrong choices 0: (3 - 0) / 3 = 1.00.",
    "true_false": "The statement is false: 1 of 1.",
    "judgement_rating": "As keyed 3, one step away on the same side 0, of 3 steps: (3 + 0 / 2) / 3 = 1.00.",
    "judgement_ranking": "The ranks are 0 places away from the key in all: 1 - 0 / 12 = 1.00.",
    "post_review": "Marks: 2 x 3.00 / (3 keyed + 3 marked) = 1.00. Decision: 1.00.",
    "script_concordance": "6 of 10 experts chose your step, 6 the commonest: 6 / 6 = 1.00.",
    "reflection": "Marked by Farah Cast",
    "matching": "Paired as keyed 3 of 3: 3 / 3 = 1.00.",
    "extended_matching": "Paired as keyed 2 of 2: 2 / 2 = 1.00.",
    "ordering": "The ranks are 0 places away from the key in all: 1 - 0 / 12 = 1.00.",
    "short_answer": "The answer is accepted: 1 of 1.",
    "numeric": "The answer is accepted: 1 of 1.",
}
"""What the feedback says of the keyed answer of each kind."""
FURTHER = tuple(f"-{n}-feedback" for n in range(1, 9))
"""The fields that are left blank: one feedback says as much as eight."""


@pytest.fixture
def competency(cast):
    """What the cohort is to learn, under the default policy."""
    found = CompetencyFactory(code="SM-1")
    CohortFrameworkFactory(cohort=cast.cohort, framework_version=found.version)
    adopted(found)
    return found


def press(page: Page, name: str) -> None:
    """Press the button or link that is called so."""
    found = page.locator("main").get_by_role("button", name=name, exact=True)
    found.or_(page.locator("main").get_by_role("link", name=name, exact=True)).first.click()


def give(page: Page, name: str, value: object) -> None:
    """Put a value into the control of this name, whatever it is, unless it stands there."""
    controls = page.locator(f"main form [name='{name}']")
    tag, sort, stands, is_folded = controls.first.evaluate(
        "one => [one.tagName, one.type, one.value, !!one.closest('details:not([open])')]"
    )
    if sort == "hidden" or (stands == str(value) and sort not in {"radio", "checkbox"}):
        return
    if is_folded:
        controls.first.locator("xpath=ancestor::details[1]/summary").click()
    if sort == "checkbox" and stands == "on":
        controls.check(force=True)
    elif sort in {"radio", "checkbox"}:
        page.locator(f"main form [name='{name}'][value='{value}']").check(force=True)
    elif tag == "SELECT":
        controls.select_option(str(value))
    else:
        controls.fill(str(value))


def write(page: Page, kind: str) -> None:
    """Write the sample of a kind, as its form asks for it, and save it."""
    sample, editor = SAMPLES[kind], EDITORS[kind]
    page.goto(writing(kind))
    initial, rows = editor.read(sample.body, sample.key)
    data = sent(
        editor(initial={**initial, "stem": sample.body["stem"], "tier": "knows", "points": 1}, rows=rows)
    )
    data |= {"rationale": sample.body.get("rationale", ""), "title": kind, "language": "en"}
    if kind == "post_review":
        give(page, "post_alt", data["post_alt"])
        page.locator("[name=post_picture]").set_input_files(
            {"name": "ward.png", "mimeType": "image/png", "buffer": png(1000, 600)}
        )
        give(page, "post_text", data["post_text"])
        press(page, "Cut the text into pieces")
    for group in editor.groups:
        wanted = int(data[f"{group.name}-TOTAL_FORMS"])
        while group.name != "spans" and page.locator(f"#rows-{group.name} fieldset").count() < wanted:
            press(page, str(group.add))
    for name, value in data.items():
        if not name.endswith(("_FORMS", *FURTHER)) and value != "":
            give(page, name, value)
    page.locator("#item-form [name=competency]").select_option(index=1)
    press(page, "Save")
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()


def right_form(version: ItemVersion) -> dict[str, str]:
    """The keyed answer as its form takes it; entries that were sorted on writing are known by their texts."""
    right = dict(SAMPLES[version.kind].right_form)
    if version.kind == "ordering":
        ids = {one["text"][-1]: one["id"] for one in version.body["options"]}
        right = {f"rank-{ids[name[-1]]}": values for name, values in right.items()}
    return right


def answer(page: Page, version: ItemVersion) -> None:
    """Give the keyed answer."""
    for name, values in right_form(version).items():
        if name.startswith("breach-") and f"piece-{name[7:]}" not in right_form(version):
            continue
        for value in values:
            give(page, name, value)


def test_every_kind_is_written_given_sat_explained_and_carried_away(make_visitor, cast, competency) -> None:
    author = make_visitor(cast.faculty, width=NARROW, javascript=False)
    publisher = make_visitor(cast.lead, width=NARROW, javascript=False)
    learner = make_visitor(cast.student, width=NARROW, javascript=False)
    for kind in EDITORS:
        write(author.page, kind)
        author.check_width()
        try_it(author.page, kind)
        author.check_width()
    publish(publisher.page)
    build(author.page)
    publish_assessment(publisher.page)
    assign(author.page, cast)
    sit(learner.page)
    mark(author.page)
    look_at_the_explanations(learner.page)
    learner.check_width()
    for code in WRITABLE:
        carry(author.page, code)


def try_it(page: Page, kind: str) -> None:
    """See the question as a learner does, and what the keyed answer earns."""
    press(page, "Try it")
    answer(page, newest(kind))
    press(page, "See what it earns")
    if kind != "reflection":
        expect(page.locator("main")).to_contain_text("SECRET rationale")


def newest(kind: str) -> ItemVersion:
    return ItemVersion.objects.filter(kind=kind).order_by("-pk")[0]


def publish(page: Page) -> None:
    """Publish all that was written, at once."""
    page.goto(LIST)
    page.locator("#everything").check()
    press(page, "Publish")
    press(page, "Publish")
    expect(page.get_by_text("13 items are published.")).to_be_visible()
    assert not Item.objects.exclude(state="published").exists()


def build(page: Page) -> None:
    """Put every question into one assessment."""
    page.goto(reverse("assessments:assessment-create"))
    page.get_by_label("Title", exact=True).fill(TITLE)
    page.get_by_label("After marking").check()
    press(page, "Create the draft")
    press(page, "Choose from the bank")
    for box in page.locator("main input[name=item]").all():
        box.check()
    press(page, "Add those chosen")
    expect(page.get_by_text("13 questions are added.")).to_be_visible()


def publish_assessment(page: Page) -> None:
    """Publish what the author built."""
    page.goto(reverse("assessments:assessment-build", args=[Assessment.objects.get().public_id]))
    press(page, "Publish")
    press(page, "Publish")
    assert Assessment.objects.get().state == "published"


def assign(page: Page, cast) -> None:
    """Give it to the cohort."""
    page.goto(reverse("learners:cohort-detail", args=[cast.cohort.public_id]))
    press(page, "Assign")
    what = page.get_by_role("combobox", name="What")
    what.select_option(what.get_by_role("option", name=TITLE).get_attribute("value"))
    page.get_by_label("Due on").fill((school_day(timezone.now()) + timedelta(days=7)).isoformat())
    page.get_by_label("Counts").check()
    press(page, "See who is reached")
    press(page, "Assign")
    expect(page.get_by_text(f"“{TITLE}” was assigned.")).to_be_visible()


def sit(page: Page) -> None:
    """Answer every question as it is keyed, and hand in."""
    page.goto("/")
    page.get_by_role("button", name=re.compile("Start|Begin")).first.click()
    press(page, "Begin with question 1")
    asked = Attempt.objects.get().items.order_by("position").select_related("item_version")
    for item in asked:
        page.wait_for_url(f"**/{item.position}/")
        answer(page, item.item_version)
        page.locator("button.btn-primary[name=go]").click()
    expect(page.get_by_text("All 13 questions are answered.")).to_be_visible()
    press(page, "Hand in")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)


def mark(page: Page) -> None:
    """Mark what no machine can."""
    page.goto(reverse("assessments:marking-queue"))
    press(page, "Mark the oldest")
    for name, points in MARKS.items():
        page.locator(f"main input[type=radio][name='mark-{name}'][value='{points}']").check(force=True)
    page.locator("main input[type=radio][name=level][value='3']").check(force=True)
    press(page, "Save")
    expect(page.get_by_text("Nothing waits for a mark.")).to_be_visible()


def look_at_the_explanations(page: Page) -> None:
    """Find at each question what was earned and why."""
    page.goto(reverse("assessments:attempt-feedback", args=[Attempt.objects.get().public_id]))
    for item in Attempt.objects.get().items.select_related("item_version"):
        sheet = page.get_by_role("region", name=f"Question {item.position}", exact=True)
        kind = item.item_version.kind
        said = " ".join(sheet.inner_text().split())
        assert EXPLAINED[kind] in said
        assert "SECRET rationale" in said
        assert ("0.75 of 1" if kind == "reflection" else "1 of 1") in said


def carry(page: Page, code: str) -> None:
    """Export what is published, and import the file again."""
    chosen = FORMATS[code]
    page.goto(reverse("interop:question-import"))
    with page.expect_download() as downloading:
        press(page, f"What is published as {chosen.label}")
    content = Path(downloading.value.path()).read_bytes()
    before = set(Item.objects.values_list("pk", flat=True))
    page.get_by_label("File", exact=True).set_input_files(
        {"name": f"questions{chosen.ending}", "mimeType": chosen.media_type, "buffer": content}
    )
    press(page, "Read the file")
    press(page, "Take these questions")
    expect(page.get_by_text(f"{len(chosen.kinds)} items were written.")).to_be_visible()
    came = Item.objects.exclude(pk__in=before)
    assert {item.versions.get().kind for item in came} == chosen.kinds
    assert {item.title for item in came} == chosen.kinds
