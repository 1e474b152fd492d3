"""What the admin, faculty and the signer do, page by page."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from pathlib import Path

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from common.school_time import school_day
from people.models import User
from tests.browser.story_school import ROSTER, School
from tests.browser.story_walk import look, part
from tests.plugins.browser import Visitor


def load_roster(visitor: Visitor, school: School) -> None:
    """Upload the file, say where its two classes lead, look, and write it without the parent."""
    page = visitor.open("/")
    page.get_by_role("link", name="School", exact=True).click()
    look(visitor, "admin-school", "School")
    page.get_by_role("link", name="Import a roster").click()
    page.get_by_label("Where they come in").select_option(label="The file says who belongs to which cohort")
    page.locator("input[type=file]").set_input_files(
        {"name": "autumn.zip", "mimeType": "application/zip", "buffer": ROSTER}
    )
    look(visitor, "admin-upload", "Import a roster")
    page.get_by_role("button", name="Read the file").click()
    page.get_by_label("Anatomy").select_option(label=school.cohort.name)
    page.get_by_label("Histology, part 2").select_option(label=school.other_cohort.name)
    look(visitor, "admin-classes", "Where the classes lead")
    page.get_by_role("button", name="Look at the rows").click()
    expect(page.get_by_text("6 new, 0 changed, 0 unchanged, 0 leaving, 1 refused.")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="Zoé Zürcher")).to_contain_text("00417")
    look(visitor, "admin-preview", "autumn.zip")
    page.get_by_label("Leave the refused row out").check()
    page.get_by_role("button", name="Write these rows").click()
    expect(page.get_by_text(re.compile("Written on"))).to_be_visible()
    look(visitor, "admin-written", "autumn.zip")


def follow_framework(visitor: Visitor, school: School) -> None:
    """Let the new cohort follow the framework."""
    page = visitor.open(reverse("learners:cohort-detail", args=[school.cohort.public_id]))
    look(visitor, "admin-dashboard-empty", "Class of 2029")
    part(page, "standing").get_by_role("link", name="Choose").click()
    look(visitor, "admin-framework", "What Class of 2029 follows")
    page.get_by_role("button", name="Follow it").click()
    expect(page.get_by_text(re.compile("Class of 2029 follows Social media competencies"))).to_be_visible()


def give_role(visitor: Visitor, school: School, person: User, role: str) -> None:
    """Give a role on the cohort."""
    page = visitor.open(reverse("people:cohort-roster", args=[school.cohort.public_id]))
    page.get_by_role("link", name="Staff").click()
    page.get_by_role("link", name="Give a role").first.click()
    page.get_by_label("Email address or identifier").fill(person.email or "")
    page.get_by_role("radio", name=re.compile(f"^{role}:")).check()
    page.get_by_role("button", name="Give the role").click()
    expect(page.get_by_text(person.get_full_name(), exact=True)).to_be_visible()
    look(visitor, f"admin-staff-{role.lower()}", "Staff")


def issue_code(visitor: Visitor, school: School) -> str:
    """See who is in the cohort, and issue a claim code for Zoé, who came without an address."""
    page = visitor.open(reverse("people:cohort-roster", args=[school.cohort.public_id]))
    expect(page.get_by_text("3 learners are in the cohort today.")).to_be_visible()
    look(visitor, "admin-roster", "Class of 2029")
    page.get_by_role("link", name="Zürcher").click()
    page.get_by_role("button", name=re.compile("code", re.IGNORECASE)).click()
    code = page.locator("strong", has_text=re.compile(r"^\w{4}-\w{4}-\w{4}$")).inner_text()
    look(visitor, "admin-code", "Zoé Zürcher")
    return code


def let_count(visitor: Visitor, *titles: str) -> None:
    """Allow seed assessments, whose keys are public, to count."""
    for title in titles:
        page = visitor.open(reverse("assessments:assessment-list"))
        page.get_by_role("link", name=title).click()
        page.get_by_role("link", name="Allow to count").click()
        page.get_by_role("button", name="Allow to count").click()
        expect(page.get_by_text("May count; whoever assigns it chooses.")).to_be_visible()
    look(visitor, "admin-assessment", "Privacy and security: judgement case")


def attach_module(visitor: Visitor) -> None:
    """Attach a module of privacy to a further competency."""
    page = visitor.open("/")
    page.get_by_role("link", name="Teaching", exact=True).click()
    look(visitor, "faculty-modules", "Modules")
    page.get_by_role("link", name="Secure your own presence").click()
    page.get_by_label("Competency", exact=True).select_option(
        label="SM-8 Reputation, careers and public trust"
    )
    page.get_by_role("button", name="Attach").click()
    expect(page.get_by_text("Attached to SM-8")).to_be_visible()
    look(visitor, "faculty-module", "Secure your own presence")


def assign(visitor: Visitor, school: School, title: str, *, due_in: int, counts: bool = False) -> None:
    """Assign something to the whole cohort, once it is seen who is reached."""
    page = visitor.open(reverse("learners:cohort-detail", args=[school.cohort.public_id]))
    page.get_by_role("link", name="Assign").first.click()
    what = page.get_by_role("combobox", name="What")
    what.select_option(what.get_by_role("option", name=title).get_attribute("value"))
    page.get_by_label("Due on").fill((school_day(timezone.now()) + timedelta(days=due_in)).isoformat())
    page.get_by_label("Counts").set_checked(counts)
    look(visitor, "faculty-assign", "Assign to Class of 2029")
    page.get_by_role("button", name="See who is reached").click()
    expect(page.get_by_text("It reaches 3 learners today.")).to_be_visible()
    look(visitor, "faculty-assign-confirm", f"Assign “{title}”?")
    page.get_by_role("button", name="Assign").click()
    expect(page.get_by_text(f"“{title}” was assigned.")).to_be_visible()


def observe(visitor: Visitor) -> None:
    """Record that Zoé was seen at work, at level 3."""
    page = visitor.open("/")
    page.get_by_role("link", name="Observe", exact=True).click()
    look(visitor, "faculty-observe-whom", "Whom did you see?")
    page.get_by_role("link", name="Zoé Zürcher").click()
    where = page.get_by_label("Where")
    where.select_option(where.get_by_role("option", name="Ward or clinic").get_attribute("value"))
    page.locator("summary", has_text="more competencies").click()
    cell = page.get_by_role("group", name=re.compile("SM-6"))
    cell.get_by_role("radio", name=re.compile("^3")).check()
    look(visitor, "faculty-observe", "What did you see Zoé Zürcher do?")
    page.get_by_role("button", name="Record").click()
    expect(page.get_by_text("1 level recorded.")).to_be_visible()


def see_ready(visitor: Visitor, school: School) -> None:
    """See on the dashboard that one level waits for a signer, whom faculty are not."""
    page = visitor.open(reverse("learners:cohort-detail", args=[school.cohort.public_id]))
    expect(part(page, "needs")).to_contain_text("1 learner ready in SM-6")
    look(visitor, "faculty-dashboard", "Class of 2029")
    part(page, "needs").get_by_role("link", name="Look").click()
    expect(page.get_by_role("button", name="Sign as attained")).to_have_count(0)
    look(visitor, "faculty-standing", "Why level 3?")


def sign(visitor: Visitor, school: School) -> None:
    """Read why the level is 3, and sign it."""
    page = visitor.open(reverse("learners:cohort-detail", args=[school.cohort.public_id]))
    page.get_by_role("link", name="Review and sign").click()
    expect(part(page, "arithmetic").locator(".sum")).to_contain_text("Median of 2, 3, 3 = 3")
    look(visitor, "signer-standing", "Why level 3?")
    page.get_by_role("button", name="Sign as attained").click()
    expect(page.get_by_text("Your decision stands in the record.")).to_be_visible()
    expect(part(page, "decisions")).to_contain_text("Simon Signer")
    look(visitor, "signer-signed", "Why level 3?")


def export(visitor: Visitor, school: School) -> list[list[str]]:
    """Download the report of the cohort; return its rows."""
    page = visitor.open(reverse("learners:cohort-detail", args=[school.cohort.public_id]))
    look(visitor, "admin-dashboard", "Class of 2029")
    page.get_by_role("link", name="Export report").click()
    look(visitor, "admin-export", "Export Class of 2029")
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Download").click()
    content = Path(downloading.value.path()).read_bytes()
    expect(page.locator("#left tbody tr")).to_have_count(1)
    assert content.startswith(b"\xef\xbb\xbf"), "Excel would not take it for UTF-8"
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def heat_map(visitor: Visitor, school: School, name: str) -> list[str]:
    """Return what the cells of one learner say, in the order of the competencies."""
    page = visitor.open(reverse("learners:cohort-detail", args=[school.cohort.public_id]))
    codes = page.locator("table.hm thead .code").all_text_contents()
    row = page.locator("table.hm tbody tr").filter(has_text=name)
    said = [" ".join(cell.split()) for cell in row.locator("td").all_text_contents()]
    # On the map those of a domain stand together.
    return [cell for _code, cell in sorted(zip(codes, said, strict=True))]


def self_ratings(visitor: Visitor, school: School, name: str) -> list[str]:
    """Return the own ratings that the page of one learner shows, in the order of the competencies."""
    page = visitor.open(reverse("learners:cohort-detail", args=[school.cohort.public_id]))
    page.locator("table.hm tbody tr").filter(has_text=name).get_by_role("rowheader").get_by_role(
        "link"
    ).click()
    look(visitor, "admin-learner", "Zoé Zürcher")
    places = part(page, "stand").locator("li").all()
    return [one.locator(".stand-lv").inner_text().split("Self:")[-1].strip() for one in places]
