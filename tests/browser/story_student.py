"""What Zoé does, with the keyboard alone: claims her account, reads, rates herself, answers, looks."""

from __future__ import annotations

import re

from django.core import mail
from playwright.sync_api import expect

from tests.browser.story_school import PASSWORD
from tests.browser.story_walk import Keyboard, look, part
from tests.plugins.browser import Visitor

ADDRESS = "zoe@home.example"
SELF_LEVELS = {"SM-1": 2, "SM-2": 3, "SM-3": 1, "SM-4": 2, "SM-5": 3, "SM-6": 4, "SM-7": 2, "SM-8": 1}
RATINGS = {"A": 1, "B": 4, "C": 1, "D": 1, "E": 3, "F": 2}


def claim(visitor: Visitor, code: str) -> None:
    """Take over the account with the code on the paper."""
    page, keys = visitor.page, Keyboard(visitor.page)
    visitor.open("/accounts/login/")
    keys.press(page.get_by_role("link", name="Use the claim code"))
    keys.write(page.get_by_label("Claim code"), code)
    keys.press(page.get_by_role("button", name="Continue"))
    keys.write(page.get_by_label("Your email address"), ADDRESS)
    keys.press(page.get_by_role("button", name="Send the link"))
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    assert mail.outbox[-1].to == [ADDRESS]
    page.goto(re.search(r"/claim/link/\S+", mail.outbox[-1].body).group(0))
    keys.write(page.get_by_label("New password", exact=True), PASSWORD)
    keys.write(page.get_by_label(re.compile("confirmation", re.IGNORECASE)), PASSWORD)
    keys.press(page.get_by_role("button", name="Save and sign in"))
    expect(page.get_by_role("heading", name="Good day, Zoé")).to_be_visible()
    expect(page.get_by_text("Nothing is due", exact=True)).to_be_visible()
    look(visitor, "student-home-empty", "Good day, Zoé")
    keys.press(page.locator("summary.who"))
    keys.press(page.get_by_role("button", name="Sign out"))
    expect(
        page.get_by_role("link", name="Sign in").or_(page.get_by_label("School email")).first
    ).to_be_visible()


def come_in(visitor: Visitor) -> None:
    """Sign in with the new password, and find everything that was assigned."""
    page, keys = visitor.page, Keyboard(visitor.page)
    visitor.open("/accounts/login/")
    keys.write(page.get_by_label("School email"), ADDRESS)
    keys.write(page.get_by_label("Password", exact=True), PASSWORD)
    keys.press(page.get_by_role("button", name="Sign in"))
    expect(part(page, "due").locator("li h3")).to_have_text(
        [
            "Secure your own presence",
            "Self-rating: where do I stand?",
            "Privacy and security: knowledge check",
            "Privacy and security: judgement case",
        ]
    )
    told = [one.subject for one in mail.outbox if one.to == [ADDRESS]]
    assert len(told) == 1 + 4, f"one link, and one mail for each thing assigned: {told}"
    look(visitor, "student-home", "Good day, Zoé")


def begin(visitor: Visitor, title: str) -> None:
    """Press the button of one thing that is due."""
    visitor.open("/")
    line = part(visitor.page, "due").locator("li").filter(has=visitor.page.get_by_role("heading", name=title))
    Keyboard(visitor.page).press(line.get_by_role("button"))


def read_module(visitor: Visitor) -> None:
    """Read all sections of the module, one after the other."""
    page, keys = visitor.page, Keyboard(visitor.page)
    begin(visitor, "Secure your own presence")
    for title in ("A ten-minute review", "Does a reminder work?", "After a slip"):
        section = part(page, "sections").locator("li").filter(has=page.get_by_role("heading", name=title))
        keys.press(section.get_by_role("button", name="I have read this"))
        expect(section.locator(".st-done")).to_be_visible()
    expect(page.get_by_text("You have read every section.")).to_be_visible()
    look(visitor, "student-module", "Secure your own presence")


def rate_oneself(visitor: Visitor) -> None:
    """Rate every competency, write a reflection and a goal, and hand in."""
    page, keys = visitor.page, Keyboard(visitor.page)
    begin(visitor, "Self-rating: where do I stand?")
    for code, level in SELF_LEVELS.items():
        row = page.locator("section.self-row").filter(has=page.locator("h2 .code", has_text=code))
        keys.choose(row.locator("input[type=radio]").first.get_attribute("name") or "", str(level))
        expect(row.locator(".self-state")).to_contain_text("Saved")
    look(visitor, "student-self-rating", "Self-rating: where do I stand?")
    keys.write(page.get_by_role("textbox", name="Reflection"), "I check sources more than I used to.")
    keys.write(page.get_by_role("textbox", name="Goal"), "I ask before I post a photograph.")
    keys.press(page.get_by_role("button", name="Look over and hand in"))
    expect(page.get_by_text("All 8 competencies are rated.")).to_be_visible()
    keys.press(page.get_by_role("button", name="Hand in"))
    expect(page.get_by_text("8 of 8 competencies rated.")).to_be_visible()
    look(visitor, "student-self-rated", "Self-rating: where do I stand?")


def sit_quiz(visitor: Visitor) -> None:
    """Answer the knowledge check: three of four right, and one in part."""
    page, keys = visitor.page, Keyboard(visitor.page)
    begin(visitor, "Privacy and security: knowledge check")
    look(visitor, "student-quiz-start", "Privacy and security: knowledge check")
    keys.press(page.get_by_role("link", name="Begin with question 1"))
    go_on = page.get_by_role("button", name="Save and go on")
    expect(page.get_by_role("heading", name="Choose the best answer")).to_be_visible()
    keys.choose("choice", "D")
    expect(page.locator("#saved")).to_contain_text("Saved")
    look(visitor, "student-question", "Choose the best answer")
    keys.press(go_on)
    expect(page.get_by_role("heading", name="Choose all that fit")).to_be_visible()
    keys.tick("choices", "A", "B", "C")
    keys.press(go_on)
    expect(page.get_by_role("heading", name="True or false?")).to_be_visible()
    keys.choose("choice", "false")
    keys.press(go_on)
    expect(page.get_by_text("4 of 4", exact=True).first).to_be_visible()
    keys.choose("choice", "A")
    keys.press(page.get_by_role("button", name="Save and look over"))
    hand_in(visitor, "All 4 questions are answered.")
    expect(part(page, "shows")).to_contain_text("83% of the points")
    expect(page.get_by_role("region", name="Question 2")).to_contain_text("(2 - 1) / 3 = 0.33")
    look(visitor, "student-quiz-feedback", "Privacy and security: knowledge check")


def sit_case(visitor: Visitor) -> None:
    """Rate the steps of the judgement case."""
    page, keys = visitor.page, Keyboard(visitor.page)
    begin(visitor, "Privacy and security: judgement case")
    keys.press(page.get_by_role("link", name="Begin with question 1"))
    expect(page.get_by_role("heading", name="How appropriate is each step?")).to_be_visible()
    for name in page.locator("fieldset.step-item").evaluate_all(
        "all => all.map((one) => one.querySelector('input').name)"
    ):
        keys.choose(name, str(RATINGS[name.removeprefix("rating-")]))
    look(visitor, "student-case", "How appropriate is each step?")
    keys.press(page.get_by_role("button", name="Save and look over"))
    hand_in(visitor, "The question is answered.")
    expect(part(page, "shows")).to_contain_text("67% of the points")
    expect(page.get_by_role("region", name="Question 1")).to_contain_text(
        "As keyed 3, one step away on the same side 2, of 6 steps: (3 + 2 / 2) / 6 = 0.67."
    )
    look(visitor, "student-case-feedback", "Privacy and security: judgement case")


def hand_in(visitor: Visitor, said: str) -> None:
    """Confirm that what was answered is handed in."""
    expect(visitor.page.get_by_text(said)).to_be_visible()
    Keyboard(visitor.page).press(visitor.page.get_by_role("button", name="Hand in"))
    expect(visitor.page.get_by_role("heading", name="What it shows")).to_be_visible()


def look_at_home(visitor: Visitor) -> None:
    """See that all is done, what is new, and where one stands: two pieces of evidence, not yet enough."""
    page = visitor.open("/")
    expect(page.get_by_text("Nothing is due", exact=True)).to_be_visible()
    expect(part(page, "new").locator("li")).to_have_count(2)
    place = part(page, "stand").locator("li").filter(has=page.locator(".code", has_text="SM-6"))
    expect(place).to_contain_text("In progress")
    look(visitor, "student-home-done", "Good day, Zoé")
    keys = Keyboard(page)
    keys.press(place.get_by_role("link", name="Why"))
    expect(page.get_by_text("Median of 2, 3 = 2.5, halves down to 2")).to_be_visible()
    look(visitor, "student-standing", "Why level 2?")
