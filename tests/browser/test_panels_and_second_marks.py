"""Expert panels and second marks in a browser: by keyboard on a phone, in French, from the link to a key."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from assessments.models import ItemKey, Panel, Score, SecondMark
from tests.assessments.kind_samples import SAMPLES
from tests.assessments.pages.panelling import panel_of, staff_page, version_of
from tests.assessments.pages.sittings import MARKS, give, mark
from tests.assessments.pages.test_second_marking import pieces
from tests.browser.story_walk import Keyboard
from tests.factories.people import StaffRoleFactory, UserFactory
from tests.plugins.browser import NARROW, Visitor


def in_french(user):
    user.language = "fr"
    user.save(update_fields=["language"])
    return user


def look(visitor: Visitor, name: str) -> None:
    """Check the page that is open."""
    expect(visitor.page.locator("html")).to_have_attribute("lang", "fr")
    visitor.check_accessibility()
    visitor.check_width()
    visitor.shoot(name)


def go_on(page: Page) -> None:
    Keyboard(page).press(page.locator("button.btn-primary, a.btn-primary").first)


def test_a_panel_judges_by_link_and_its_key_is_taken_over(make_visitor, cast) -> None:
    version = version_of("judgement_rating")
    panel = panel_of(in_french(cast.lead), version)
    lead = make_visitor(cast.lead, width=NARROW)
    links = [invite(lead, panel, name) for name in ("Ada", "Ben")]
    page = lead.open(staff_page("panel-detail", panel))
    look(lead, "panel-ready")
    go_on(page)
    look(lead, "panel-begin")
    go_on(page)
    for link in links:
        judge(make_visitor(width=NARROW, locale="fr-CA"), link)
    page = lead.open(staff_page("panel-results", panel))
    look(lead, "panel-results")
    page.goto(staff_page("panel-close", panel))
    look(lead, "panel-close")
    go_on(page)
    page.wait_for_url("**/results/")
    panel.refresh_from_db()
    assert panel.state == Panel.State.CLOSED
    key = ItemKey.objects.filter(version=version).order_by("-n")[0]
    assert (key.n, key.status, key.panel_size) == (2, "panel_confirmed", 2)
    assert key.values["ratings"] == SAMPLES["judgement_rating"].key["ratings"]
    page.goto(f"/teaching/bank/{version.item.public_id}/")
    look(lead, "panel-key")


def invite(visitor: Visitor, panel: Panel, name: str) -> str:
    """Invite a member, and return the link that is shown once."""
    page = visitor.open(staff_page("panel-invite", panel))
    look(visitor, "panel-invite")
    Keyboard(page).write(page.locator("#id_name"), name)
    page.keyboard.press("Enter")
    shown = page.locator(".note strong", has_text="/panel/")
    expect(shown).to_be_visible()
    look(visitor, "panel-invited")
    return shown.inner_text()


def judge(visitor: Visitor, link: str) -> None:
    """Open the link without an account, and answer as it is keyed."""
    page = visitor.open(link)
    look(visitor, "panel-member")
    go_on(page)
    page.wait_for_url("**/1/")
    look(visitor, "panel-judge")
    for name, (value,) in SAMPLES["judgement_rating"].right_form.items():
        Keyboard(page).choose(name, value)
    go_on(page)
    look(visitor, "panel-finish")
    go_on(page)
    expect(page.locator(".note-go")).to_be_visible()
    look(visitor, "panel-done")


def test_a_sample_is_drawn_marked_again_and_its_difference_listed(make_visitor, cast) -> None:
    colleague = in_french(UserFactory(given_name="Cora", family_name="Colleague"))
    StaffRoleFactory(user=colleague, cohort=cast.cohort, role="faculty")
    given = give("reflection", type_="reflection", release_rule="after_marking")
    for attempt in pieces(cast, given, 2):
        mark(attempt, cast.faculty)
    scores = list(Score.objects.values_list("pk", "points", "level"))
    visitor = make_visitor(colleague, width=NARROW)
    page = visitor.open("/marking/second/")
    look(visitor, "second-list")
    keys = Keyboard(page)
    keys.press(page.locator("#main .rows a").first)
    look(visitor, "second-draw")
    keys.go_to(page.locator("#id_size"))
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("2")
    keys.choose("unit", "number")
    page.keyboard.press("Enter")
    expect(page.locator("section[aria-labelledby=waiting] a")).to_have_count(2)
    look(visitor, "second-drawn")
    keys.press(page.locator("section[aria-labelledby=waiting] a").first)
    look(visitor, "second-desk")
    for name, points in {**MARKS, "change": 1}.items():
        keys.choose(f"mark-{name}", str(points))
    keys.choose("level", "2")
    page.keyboard.press("Enter")
    expect(page.locator("section[aria-labelledby=differences] tbody tr")).to_have_count(1)
    look(visitor, "second-differences")
    assert SecondMark.objects.get().level == 2
    assert list(Score.objects.values_list("pk", "points", "level")) == scores
