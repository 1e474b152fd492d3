"""The five main pages in every state and look: nothing there, one, many, long names, something wrong.

Home, module and competency, the cohort's dashboard, the explanation of a level, a sitting. Each is opened
once for a state and then looked at wide, on a phone in the dark, and at 400 per cent.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from assessments.models import Attempt
from learners.models import Assignment
from tests.assessments.pages.sittings import begin, page
from tests.browser.access import check_axe, check_focus, check_reflow, check_spacing, look
from tests.factories import (
    AssignmentFactory,
    DescriptorFactory,
    IndicatorFactory,
    ModuleCompetencyFactory,
    ModuleFactory,
    SectionFactory,
    UserFactory,
)
from tests.learners.classroom import DAY, Classroom

LONG_NAME = {"given_name": "Maximiliana-Konstantina", "family_name": "Featherstonehaugh-Winterbourne-Oakmoss"}
LONG_TITLE = "Generational differences in use and in views on professionalism, and what follows from them"
KINDS = ("single_best_answer", "multiple_response", "judgement_rating", "judgement_ranking", "reflection")


@pytest.fixture
def room(transactional_db) -> Classroom:
    return Classroom.open()


def add_module(room: Classroom, *, sections: int, title: str) -> Assignment:
    """Give the cohort a module that serves the competency."""
    module = ModuleFactory(state="published", title=title)
    ModuleCompetencyFactory(module=module, competency=room.school.competency)
    for position in range(1, sections + 1):
        SectionFactory(module=module, position=position, title=f"{title} {position}")
    return AssignmentFactory(module=module, to=[room.cohort], due_at=room.now + timedelta(days=2))


def of_learner(room: Classroom, given: Assignment) -> list[str]:
    learner, competency = room.school.learner, room.school.competency
    return [
        reverse("learners:home"),
        reverse("learners:competency-detail", args=[competency.public_id]),
        reverse("learners:module-detail", args=[given.module.public_id]),
        reverse("learners:standing-detail", args=[learner.public_id, competency.public_id]),
    ]


def of_staff(room: Classroom) -> list[str]:
    learner, competency = room.school.learner, room.school.competency
    return [
        reverse("learners:today"),
        reverse("learners:cohort-detail", args=[room.cohort.public_id]),
        reverse("learners:standing-detail", args=[learner.public_id, competency.public_id]),
    ]


def check(page_: Page, state: str) -> None:
    """Look at the page that is open: wide, on a phone in the dark, at 400 per cent with the keyboard."""
    page_.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true })")
    for name in ("light", "phone-dark"):
        look(page_, name)
        check_axe(page_, f"{state}, {name}")
        check_reflow(page_, f"{state}, {name}")
    check_spacing(page_, state)
    look(page_, "zoomed")
    check_reflow(page_, f"{state}, zoomed")
    check_focus(page_, f"{state}, zoomed")
    look(page_, "light")


def check_all(visitor, addresses: list[str], state: str) -> None:
    for address in addresses:
        check(visitor.open(address), state)


def test_pages_where_nothing_is_yet(room: Classroom, make_visitor) -> None:
    given = add_module(room, sections=0, title="Empty")
    given.targets.all().delete()
    check_all(make_visitor(room.school.learner), of_learner(room, given), "empty")
    room.cohort.enrolments.all().delete()
    check_all(make_visitor(room.school.signer), of_staff(room)[:2], "empty")


def test_pages_with_one_of_everything(room: Classroom, make_visitor) -> None:
    given = add_module(room, sections=1, title="Same standards, new setting")
    room.school.make_ready(at=room.now - 5 * DAY)
    check_all(make_visitor(room.school.learner), of_learner(room, given), "one")
    check_all(make_visitor(room.school.signer), of_staff(room), "one")


def test_pages_with_many_and_long_names(room: Classroom, make_visitor) -> None:
    indicator = IndicatorFactory(competency=room.school.competency)
    for level in room.school.competency.version.scale.levels.all():
        DescriptorFactory(indicator=indicator, level=level, text=LONG_TITLE)
    given = [add_module(room, sections=4, title=LONG_TITLE) for _ in range(5)][-1]
    crowd = UserFactory.create_batch(25, **LONG_NAME)
    room.admit(*crowd)
    for person in crowd[:6]:
        room.observe(person, room.school.competency, 2)
    type(room.school.learner).objects.filter(pk=room.school.learner.pk).update(**LONG_NAME)
    for days in range(1, 9):
        room.observe(room.school.learner, room.school.competency, 1 + days % 5, days_ago=days)
    check_all(make_visitor(room.school.learner), of_learner(room, given), "many")
    check_all(make_visitor(room.school.signer), of_staff(room), "many")


@pytest.fixture
def sitting(cast) -> Attempt:
    return begin(cast.student, *KINDS)


def test_every_kind_of_question(sitting: Attempt, cast, make_visitor) -> None:
    visitor = make_visitor(cast.student)
    addresses = [page("attempt-detail", sitting)]
    addresses += [page("attempt-item", sitting, position) for position in range(1, len(KINDS) + 1)]
    check_all(visitor, [*addresses, page("attempt-submit", sitting)], "sitting")


def test_pages_that_say_what_is_wrong(room: Classroom, sitting: Attempt, cast, make_visitor, watch) -> None:
    """A refused signature, a filter that knows no such group, an answer that could not be saved."""
    add_module(room, sections=1, title="Same standards, new setting")
    visitor = make_visitor(room.school.signer)
    page_ = visitor.open(of_staff(room)[2])
    page_.get_by_role("button", name="Not yet").click()
    expect(page_.locator(".error-summary")).to_be_focused()
    check(page_, "refused")
    check(visitor.open(of_staff(room)[1] + "?group=nowhere&status=none"), "unknown filter")
    visitor = make_visitor(cast.student)
    page_ = visitor.open(page("attempt-item", sitting, 1))
    page_.route("**/1/", lambda route: route.abort())
    page_.get_by_role("radio").first.check()
    expect(page_.locator("#saved")).to_contain_text("Not saved yet")
    check(page_, "not saved")
    page_.unroute_all()
    visitor.problems.clear()
    watch.forgive("htmx:")
    page_.get_by_role("radio").nth(1).check()
    expect(page_.locator("#saved")).to_contain_text("Saved")
