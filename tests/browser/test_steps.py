"""How many steps a task takes from the first page after signing in, by keyboard, with and without JavaScript.

A step is a press that leads to another page or sends a form. Filling a form in is none.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from assessments.models import Attempt, Score
from learners.models import Assignment
from reports.models import ExportLog
from tests.assessments.services.school import TEXT
from tests.factories import AssignmentFactory, ModuleFactory, SectionFactory, UserFactory
from tests.learners.classroom import DAY, Classroom
from tests.plugins.browser import NARROW, WIDE


@pytest.fixture
def room(transactional_db) -> Classroom:
    """A class whose learner has something due, something ready to sign and something to be marked."""
    room = Classroom.open()
    room.school.make_ready(at=room.now - 5 * DAY)
    module = ModuleFactory(state="published", title="Same standards, new setting")
    SectionFactory(module=module)
    AssignmentFactory(module=module, to=[room.cohort], due_at=room.now + 9 * DAY)
    quiz = room.school.quiz(type_="judgement")
    AssignmentFactory(administration=quiz, to=[room.cohort], due_at=room.now + 2 * DAY)
    return room


@pytest.fixture(params=[(WIDE, True), (NARROW, False)], ids=["wide", "narrow-without-javascript"])
def sign_in(request, make_visitor):
    """Sign somebody in and stand on the first page that they are shown."""
    width, javascript = request.param

    def signed_in(person: object) -> Steps:
        return Steps(make_visitor(person, width=width, javascript=javascript).open("/"))

    return signed_in


class Steps:
    """Somebody at a keyboard, and how many steps they have taken."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taken = 0

    def take(self, what: Locator) -> None:
        """Press Enter on a link or a button that leads on, and wait for what comes."""
        with self.page.expect_event("framenavigated"):
            what.press("Enter")
        self.taken += 1


def test_a_student_is_one_step_from_the_next_thing_due(room, sign_in) -> None:
    steps = sign_in(room.school.learner)
    steps.take(steps.page.locator(".due-do button").first)
    expect(steps.page.get_by_role("link", name="Begin with question 1")).to_be_visible()
    assert Attempt.objects.filter(user=room.school.learner, state="open").count() == 1
    assert steps.taken == 1


def test_faculty_assign_a_module_in_three_steps(room, sign_in) -> None:
    before = Assignment.objects.count()
    steps = sign_in(room.school.teacher)
    steps.take(steps.page.get_by_role("link", name=re.compile("^Assign")))
    steps.page.get_by_role("combobox", name="What").select_option(label="Same standards, new setting")
    steps.take(steps.page.get_by_role("button", name="See who is reached"))
    steps.take(steps.page.get_by_role("button", name="Assign"))
    expect(steps.page.get_by_text("“Same standards, new setting” was assigned.")).to_be_visible()
    assert Assignment.objects.count() == before + 1
    assert steps.taken == 3


def test_faculty_mark_what_waits_in_two_steps(room, sign_in) -> None:
    room.school.sit(room.school.reflection(), value=TEXT, at=room.now - DAY)
    steps = sign_in(room.school.teacher)
    steps.take(steps.page.get_by_role("link", name="Mark the oldest"))
    page = steps.page
    for row in page.get_by_role("group").all():
        radios = row.get_by_role("radio")
        if radios.count():
            radios.last.check()
    steps.take(page.get_by_role("button", name="Save and mark the next"))
    expect(page.get_by_text("Nothing waits here")).to_be_visible()
    assert Score.objects.filter(marker=room.school.teacher).count() == 1
    assert steps.taken == 2


def test_a_signer_signs_what_is_ready_in_two_steps(room, sign_in) -> None:
    steps = sign_in(room.school.signer)
    steps.take(steps.page.get_by_role("link", name="Review and sign"))
    steps.take(steps.page.get_by_role("button", name="Sign as attained"))
    expect(steps.page.get_by_text("Your decision stands in the record.")).to_be_visible()
    assert room.school.standing().status == "attained"
    assert steps.taken == 2


def test_an_admin_exports_a_cohort_in_three_steps(room, sign_in) -> None:
    steps = sign_in(UserFactory(is_school_admin=True))
    steps.take(steps.page.get_by_role("link", name="Class of 2029"))
    steps.take(steps.page.get_by_role("link", name="Export report"))
    with steps.page.expect_download() as file:
        steps.page.get_by_role("button", name="Download").press("Enter")
    assert file.value.suggested_filename.endswith(".csv")
    assert ExportLog.objects.count() == 1
    assert steps.taken + 1 == 3
