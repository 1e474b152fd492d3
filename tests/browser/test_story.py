"""The main job from end to end: somebody else's roster in, the cohort report out, by three people's hands.

An admin loads the roster and exports the report, faculty attach, assign and observe, Zoé claims her account,
studies, rates herself and is assessed; a colleague signs. What the file says is worked out by hand below.
"""

from __future__ import annotations

import pytest
from django.utils import timezone

from common.school_time import school_day
from tests.browser import story_staff as staff
from tests.browser import story_student as student
from tests.browser.story_school import School, open_school
from tests.browser.story_walk import sign_in

QUIZ = "Privacy and security: knowledge check"
CASE = "Privacy and security: judgement case"
SELF_RATING = "Self-rating: where do I stand?"
MODULE = "Secure your own presence"

LEVELS = {1: "Novice", 2: "Advanced beginner", 3: "Competent", 4: "Proficient", 5: "Role model"}
TITLES = {
    "SM-1": "Social media literacies and purpose",
    "SM-2": "Definitions of major terms and tools",
    "SM-3": "Principles of professional use",
    "SM-4": "Preferred tools for medical education",
    "SM-5": "Generational differences in use and in views on professionalism",
    "SM-6": "Privacy and security",
    "SM-7": "Developing social media policies",
    "SM-8": "Reputation, careers and public trust",
}


@pytest.fixture
def school(transactional_db: None) -> School:
    return open_school()


@pytest.mark.both_engines
@pytest.mark.slow
def test_a_roster_becomes_a_report(school: School, make_visitor) -> None:
    admin, faculty, zoe = make_visitor(), make_visitor(), make_visitor()
    sign_in(admin, school.admin.email)
    staff.load_roster(admin, school)
    staff.follow_framework(admin, school)
    staff.give_role(admin, school, school.faculty, "Faculty")
    staff.give_role(admin, school, school.signer, "Signer")
    code = staff.issue_code(admin, school)
    staff.let_count(admin, QUIZ, CASE)

    student.claim(zoe, code)

    sign_in(faculty, school.faculty.email)
    staff.attach_module(faculty)
    staff.assign(faculty, school, MODULE, due_in=3)
    staff.assign(faculty, school, SELF_RATING, due_in=5)
    staff.assign(faculty, school, QUIZ, due_in=7, counts=True)
    staff.assign(faculty, school, CASE, due_in=9, counts=True)

    student.come_in(zoe)
    student.read_module(zoe)
    student.rate_oneself(zoe)
    student.sit_quiz(zoe)
    student.sit_case(zoe)
    student.look_at_home(zoe)

    staff.observe(faculty)
    staff.see_ready(faculty, school)
    staff.sign(make_visitor(school.signer), school)

    day = school_day(timezone.now()).isoformat()
    rows = staff.export(admin, school)
    assert lines_of(rows, '="00417"') == by_hand_zoe(day)
    assert lines_of(rows, '="00418"') == by_hand_mina()
    assert [len(rows), ["Cohort", "Class of 2029 (2029)"] in rows] == [rows.index([]) + 2 + 3 * 8, True]
    assert staff.heat_map(admin, school, "Zoé") == on_screen(by_hand_zoe(day))
    assert staff.heat_map(admin, school, "Mina") == on_screen(by_hand_mina())
    own = [LEVELS[int(line[10])] for line in by_hand_zoe(day)]
    assert staff.self_ratings(admin, school, "Zoé") == own


def by_hand_zoe(day: str) -> list[list[str]]:
    """What the report says of Zoé.

    The knowledge check, SM-6-A1, each question worth 1 point:
      Q1 chosen D, keyed D                                            1
      Q2 chosen A, B, C, keyed A, B, D: (2 right - 1 wrong) / 3       1/3
      Q3 chosen false, keyed false                                    1
      Q4 chosen A, keyed A                                            1
      3 1/3 of 4 = 83 %: from 70 % on it is level 3, from 85 % on it would be level 4. Level 3.
      Highest tier at which half was earned: knows how (3 of 3), which can show up to level 3.
    The judgement case, SM-6-A2, six steps, keyed A1 B4 C2 D1 E4 F3, given A1 B4 C1 D1 E3 F2:
      A 1, B 1, C 1/2 (2 and 1 lie on one side), D 1, E 1/2 (4 and 3 too), F 0 (3 and 2 lie on two sides)
      4 of 6 = 67 %: from 50 % on it is level 2, from 70 % on it would be level 3. Level 2.
    The observation at work: level 3; work can show up to level 5.
    Rule: 3 pieces (3 are needed) of 3 types (2), 1 from a person at level 3 (1), median of 3, 2, 3 is 3 (3):
    ready for review, and signed at 3. She rated herself 4: bias 4 - 3 = 1. All was shown today.
    Elsewhere nothing was shown: not assessed, no level, so no bias either, beside her self-ratings.
    """
    about = ['="00417"', "Zürcher", "Zoé", "zoe@home.example", ""]
    own = {"SM-1": "2", "SM-2": "3", "SM-3": "1", "SM-4": "2", "SM-5": "3", "SM-7": "2", "SM-8": "1"}
    told = {code: ["Not assessed", "", "", level, "", "0", "0", "", "", "1"] for code, level in own.items()}
    told["SM-6"] = ["Attained", "3", "Competent", "4", "1", "3", "0", day, day, "1"]
    return [[*about, code, title, *told[code]] for code, title in TITLES.items()]


def by_hand_mina() -> list[list[str]]:
    """What the report says of her classmate, who was given the same and did nothing of it."""
    about = ['="00418"', "Ashdown", "Mina", "", ""]
    nothing = ["Not assessed", "", "", "", "", "0", "0", "", "", "1"]
    return [[*about, code, title, *nothing] for code, title in TITLES.items()]


def lines_of(rows: list[list[str]], identifier: str) -> list[list[str]]:
    return [row for row in rows if row and row[0] == identifier]


def on_screen(lines: list[list[str]]) -> list[str]:
    """What the cells of the heat map say to whoever hears them, from the lines of the file."""
    said = []
    for line in lines:
        status, level, name = line[7:10]
        said.append(", ".join([level or "–", *([name] if name else []), status]))
    return said
