"""The journey's pages in a browser: accessible and fitting in every look, and usable without a mouse."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from learners.models import Assignment, SectionProgress
from learners.services.targets import set_target
from reports.models import ReportDefinition, ReportRun
from tests.factories import (
    AssignmentFactory,
    CrosswalkFactory,
    DescriptorFactory,
    FactFactory,
    IndicatorFactory,
    ModuleCompetencyFactory,
    ModuleFactory,
    SectionFactory,
    StaffRoleFactory,
    UserFactory,
)
from tests.factories.assessments import AssessmentCompetencyFactory
from tests.learners.classroom import DAY, Classroom
from tests.plugins.browser import NARROWEST, WIDE


@pytest.fixture
def room(transactional_db) -> Classroom:
    """A class with one learner who is ready, one without anything, and everything that a page can show."""
    room = Classroom.open()
    school = room.school
    StaffRoleFactory(user=school.other_teacher, cohort=room.cohort, role="signer")
    StaffRoleFactory(user=school.other_teacher, program=room.cohort.program, role="lead")
    room.admit(UserFactory(given_name="Nadia", family_name="Clover-Winterbourne-Featherstonehaugh"))
    school.make_ready(at=room.now - 5 * DAY)
    indicator = IndicatorFactory(competency=school.competency)
    for level in school.competency.version.scale.levels.all():
        DescriptorFactory(indicator=indicator, level=level)
    module = ModuleFactory(state="published", title="Same standards, new setting")
    ModuleCompetencyFactory(module=module, competency=school.competency)
    for position in (1, 2):
        SectionFactory(module=module, position=position)
    FactFactory(competencies=[school.competency], caution="Seen only there.")
    CrosswalkFactory(competencies=[school.competency])
    quiz = school.quiz(type_="judgement")
    AssessmentCompetencyFactory(assessment=quiz.version.assessment, competency=school.competency)
    AssignmentFactory(module=module, to=[room.cohort], due_at=room.now + 2 * DAY)
    AssignmentFactory(administration=quiz, to=[room.cohort], due_at=room.now - DAY)
    for due_on in (None, room.now.date() + 90 * DAY):
        set_target(
            place=room.cohort,
            framework=school.competency.version.framework,
            competency=school.competency,
            level=3,
            share=80,
            measures=2,
            direct=1,
            due_on=due_on,
            by=school.other_teacher,
            at=room.now,
        )
    asked = {"cohort": room.cohort, "report": "progress", "file_format": "csv"}
    ReportRun.objects.create(**asked, asked_by=school.other_teacher)
    ReportDefinition.objects.create(**asked, name="For the visit", made_by=school.other_teacher)
    return room


def of_staff(room: Classroom) -> list[str]:
    learner, competency = room.school.learner, room.school.competency
    given = Assignment.objects.filter(administration__isnull=False).get()
    return [
        reverse("learners:today"),
        reverse("learners:search") + "?q=sm",
        reverse("learners:cohort-list"),
        reverse("learners:cohort-detail", args=[room.cohort.public_id]),
        reverse("learners:cohort-figures", args=[room.cohort.public_id]),
        reverse("learners:cohort-assignments", args=[room.cohort.public_id]),
        reverse("learners:cohort-framework", args=[room.cohort.public_id]),
        reverse("learners:learner-detail", args=[learner.public_id]),
        reverse("learners:standing-detail", args=[learner.public_id, competency.public_id]),
        reverse("learners:assignment-create") + f"?cohort={room.cohort.public_id}",
        reverse("learners:assignment-detail", args=[given.public_id]),
        reverse("learners:assignment-withdraw", args=[given.public_id]),
        reverse("reports:cohort-export", args=[room.cohort.public_id]),
    ]


def of_planning(room: Classroom) -> list[str]:
    """What leads plan and report by: made of the same parts, so that one look at each is enough."""
    cohort = [room.cohort.public_id]
    run, kept = ReportRun.objects.get(), ReportDefinition.objects.get()
    return [
        reverse("learners:map-detail") + f"?cohort={room.cohort.public_id}",
        reverse("learners:map-gaps"),
        reverse("learners:map-crosswalk"),
        reverse("learners:map-competency", args=[room.school.competency.public_id]),
        reverse("learners:cohort-targets", args=cohort),
        reverse("learners:cohort-columns", args=cohort),
        reverse("learners:cohort-years", args=cohort),
        reverse("learners:program-detail", args=[room.cohort.program.public_id]),
        reverse("learners:program-campuses", args=[room.cohort.program.public_id]),
        reverse("reports:report-list", args=cohort),
        reverse("reports:report-create", args=cohort),
        reverse("reports:definition-edit", args=[kept.public_id]),
        reverse("reports:definition-delete", args=[kept.public_id]),
        reverse("reports:run-detail", args=[run.public_id]),
    ]


def of_learner(room: Classroom) -> list[str]:
    learner, competency = room.school.learner, room.school.competency
    given = Assignment.objects.filter(module__isnull=False).get()
    return [
        "/",
        reverse("learners:competency-detail", args=[competency.public_id]),
        reverse("learners:module-detail", args=[given.module.public_id]),
        reverse("learners:standing-detail", args=[learner.public_id, competency.public_id]),
        reverse("learners:assignment-detail", args=[given.public_id]),
    ]


@pytest.mark.parametrize(("width", "dark"), [(WIDE, False), (NARROWEST, True)], ids=["wide", "narrow-dark"])
def test_every_page_is_accessible_and_fits(room, make_visitor, width, dark) -> None:
    for person, addresses in (
        (room.school.other_teacher, of_staff(room) + of_planning(room)[:: 1 if dark else 3]),
        (room.school.learner, of_learner(room)),
    ):
        visitor = make_visitor(person, width=width, dark=dark)
        for address in addresses:
            page = visitor.page
            assert page.goto(address).ok, address
            page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
            visitor.check_accessibility()
            visitor.check_width()


def test_a_level_is_signed_with_the_keyboard_alone(room, make_visitor) -> None:
    page = make_visitor(room.school.signer).open("/")
    page.get_by_role("link", name="Class of 2029", exact=True).press("Enter")
    page.get_by_role("link", name="Review and sign").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Why level 3?")
    page.get_by_role("button", name="Sign as attained").press("Enter")
    expect(page.get_by_text("Your decision stands in the record.")).to_be_visible()
    assert room.school.standing().status == "attained"


def test_heat_map_is_one_stop_of_the_keyboard_with_arrows_within(room, make_visitor) -> None:
    page = make_visitor(room.school.teacher).open(
        reverse("learners:cohort-detail", args=[room.cohort.public_id])
    )

    def here() -> list[int]:
        return page.evaluate(
            "() => { const cell = document.activeElement.closest('.hm td, .hm th');"
            " return cell ? [cell.parentElement.rowIndex, cell.cellIndex] : []; }"
        )

    expect(page.get_by_role("grid")).to_have_attribute("aria-describedby", "map-keys")
    expect(page.locator("#map-keys")).to_be_visible()
    page.get_by_role("link", name="Skip the map").focus()
    walked = []
    for key in ("Tab", "ArrowRight", "ArrowDown", "End", "ArrowUp", "ArrowUp", "ArrowUp", "Control+Home"):
        page.keyboard.press(key)
        walked.append(here())
    assert walked == [[1, 0], [1, 1], [2, 1], [2, 2], [1, 2], [0, 2], [0, 2], [1, 0]]
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    assert here() == []
    page.keyboard.press("Shift+Tab")
    assert here() == [1, 1]
    page.keyboard.press("Enter")
    page.wait_for_url("**/standing/**")


def test_a_module_is_read_and_assigned_without_javascript(room, make_visitor) -> None:
    page = make_visitor(room.school.learner, javascript=False).open("/")
    page.get_by_role("button", name="Read").first.click()
    page.get_by_role("button", name="I have read this").first.click()
    expect(page.get_by_text("1 of 2 read").first).to_be_visible()
    assert SectionProgress.objects.count() == 1

    before = Assignment.objects.count()
    page = make_visitor(room.school.teacher, javascript=False).open("/")
    page.get_by_role("link", name="Class of 2029", exact=True).click()
    page.get_by_role("link", name="Assign", exact=True).click()
    page.get_by_role("combobox", name="What").select_option(label="Same standards, new setting")
    page.get_by_role("button", name="See who is reached").click()
    expect(page.get_by_text("It reaches 2 learners today.")).to_be_visible()
    page.get_by_role("button", name="Assign").click()
    expect(page.get_by_text("“Same standards, new setting” was assigned.")).to_be_visible()
    assert Assignment.objects.count() == before + 1
