"""What happened at the demo school within the last weeks, and what lies ahead."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from assessments.choices import AssessmentType, Mode, Setting
from assessments.models import Assessment, Attainment, Attempt, ItemKey
from assessments.observing_page import forms_of
from assessments.services.answering import save_response
from assessments.services.attempts import start_attempt, submit_attempt
from assessments.services.deciding import sign
from assessments.services.marking import mark_response
from assessments.services.observing import Rating, record_encounter
from assessments.services.self_rating import open_self_assessment, rate, submit_self_assessment
from assessments.windows import Window
from competencies.models import Competency, Module, Section
from interop.demo.answers import answer
from interop.demo.cast import COMMENT, GOAL, MARK, REFLECTION
from interop.demo.school import School, chance, days_before, due_in
from learners.audience import Audience
from learners.models import Assignment
from learners.services.assigning import assign_assessment, assign_module
from learners.services.reading import mark_read
from people.models import User

Act = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Given:
    """Something given to the class: what, how many days ago it opened, in how many days it is due."""

    code: str
    opened: int
    due: int
    share: float = 1.0
    """The share of the class that does it."""


SITTINGS = (
    Given("SM-1-A1", 58, -44),
    Given("SM-2-A1", 57, -40, 0.9),
    Given("SM-3-A1", 50, -30),
    Given("SM-3-A2", 48, -28, 0.9),
    Given("SM-1-A2", 45, -25, 0.9),
    Given("SM-1-A3", 44, -20, 0.8),
    Given("SM-6-A1", 36, -18, 0.9),
    Given("SM-6-A2", 34, -12, 0.85),
    Given("SM-3-A3", 30, -4, 0.6),
    Given("SM-8-A1", 20, 2, 0.3),
    Given("SM-6-A3", 10, 9, 0.1),
)
MODULES = (Given("SM-3-M1", 52, -30, 0.9), Given("SM-6-M1", 38, 4, 0.5), Given("SM-8-M1", 20, 12, 0.2))
SELF_RATINGS = (Given("first", 59, -50, 0.9), Given("second", 3, 11, 0.0))
OBSERVED = (("SM-1", 33), ("SM-3", 26), ("SM-6", 15), ("SM-3", 9), ("SM-1", 6))


@dataclass
class Term:
    """The weeks of the demo. Acts are collected with their instants and done in the order of time."""

    school: School
    now: datetime
    dice: random.Random = field(default_factory=chance)
    acts: list[tuple[datetime, int, Act]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ability = {learner: 0.45 + 0.5 * self.dice.random() for learner in self.school.learners}
        self.competencies = {one.code: one for one in Competency.objects.filter(version=self.school.version)}

    def live(self) -> None:
        """Do everything that happened until now."""
        for given in SELF_RATINGS:
            self._self_rating(given)
        for given in MODULES:
            self._module(given)
        for given in SITTINGS:
            self._sitting(given)
        for code, ago in OBSERVED:
            self._observation(code, ago)
        for _at, _number, act in sorted(self.acts, key=lambda one: one[:2]):
            act()
        self._sign_some()

    def _later(self, at: datetime, act: Act) -> None:
        if at <= self.now:
            self.acts.append((at, len(self.acts), act))

    def _window(self, given: Given) -> Window:
        return Window(
            opens_at=days_before(self.now, given.opened, hour=8), due_at=due_in(self.now, given.due)
        )

    def _class(self) -> Audience:
        return Audience(cohorts=[self.school.cohort])

    def _doers(self, given: Given) -> Iterator[tuple[User, datetime]]:
        """Who does it, and when. Samira, who signs in, leaves something to do in what is still open."""
        span = max(1, given.opened - max(-given.due, 0) - 1)
        for number, learner in enumerate(self.school.learners):
            does = self.dice.random() < given.share and not (number == 0 and given.due >= 0)
            day = given.opened - 1 - self.dice.randrange(span)
            at = days_before(self.now, day, hour=9 + self.dice.randrange(9))
            if does and number != 12:
                yield learner, at + timedelta(minutes=number)

    def _assessment(self, code: str, window: Window, mode: str) -> Assignment:
        version = Assessment.objects.get(code=code).versions.order_by("-n")[0]
        assignment = assign_assessment(
            version=version,
            mode=mode,
            audience=self._class(),
            window=window,
            by=self.school.staff["faculty"],
            at=window.opens_at,
        )
        return self._told(assignment)

    def _told(self, assignment: Assignment) -> Assignment:
        # The demo's mail goes to a terminal, where hundreds of old ones would only be in the way.
        assignment.announced_at = assignment.assigned_at
        assignment.save(update_fields=["announced_at"])
        return assignment

    def _self_rating(self, given: Given) -> None:
        form = Assessment.objects.get(type=AssessmentType.SELF_RATING)
        assignment = self._assessment(str(form.code), self._window(given), Mode.PRACTICE)
        for learner, at in self._doers(given):
            self._later(at, partial(self._rate_self, assignment, learner, at))

    def _rate_self(self, assignment: Assignment, learner: User, at: datetime) -> None:
        assert assignment.administration is not None  # noqa: S101 - a self-rating has one
        form = open_self_assessment(administration=assignment.administration, user=learner, at=at)
        for competency in self.competencies.values():
            level = min(5, max(1, round(1.2 + 2.6 * self.ability[learner] + self.dice.uniform(-1, 1))))
            sure = self.dice.choice((25, 50, 75))
            rate(self_assessment=form, competency=competency, level=level, confidence=sure, at=at)
        submit_self_assessment(self_assessment=form, reflection=REFLECTION, goal=GOAL, at=at)

    def _module(self, given: Given) -> None:
        module = Module.objects.get(code=given.code)
        window = self._window(given)
        self._told(
            assign_module(
                module=module,
                audience=self._class(),
                window=window,
                by=self.school.staff["faculty"],
                at=window.opens_at,
            )
        )
        sections = list(Section.objects.filter(module=module, state=Section.State.CURRENT))
        for learner, at in self._doers(given):
            for section in sections:
                self._later(at, partial(_read, section, learner, at))

    def _sitting(self, given: Given) -> None:
        window = self._window(given)
        assignment = self._assessment(given.code, window, Mode.COUNTING)
        for learner, at in self._doers(given):
            self._later(at, partial(self._sit, assignment, window, learner, at))

    def _sit(self, assignment: Assignment, window: Window, learner: User, at: datetime) -> None:
        assert assignment.administration is not None  # noqa: S101 - a sitting has one
        attempt = start_attempt(
            administration=assignment.administration, user=learner, window=window, at=at, language="en"
        )
        items = list(attempt.items.select_related("item_version").order_by("position"))
        keys = {
            key.version_id: key.values
            for key in ItemKey.objects.filter(version__in=[item.item_version for item in items]).order_by("n")
        }
        for item in items:
            version = item.item_version
            given = answer(
                version.kind,
                version.body,
                keys.get(version.pk, {}),
                ability=self.ability[learner],
                dice=self.dice,
            )
            save_response(attempt=attempt, position=item.position, value=given, client_seq=0, at=at)
        attempt = submit_attempt(attempt=attempt, by=learner, at=at + timedelta(minutes=4))
        if attempt.state == Attempt.State.SUBMITTED and self.dice.random() < 0.75:
            self._mark(attempt, at + timedelta(days=2))

    def _mark(self, attempt: Attempt, at: datetime) -> None:
        if at > self.now:
            return
        able = self.ability[attempt.user]
        points = min(4, round(1.5 + 2.6 * able))
        for item in attempt.items.select_related("item_version"):
            criteria = {one["id"]: points for one in item.item_version.body["rubric"]}
            mark_response(
                attempt_item=item,
                marker=self.school.staff["faculty"],
                criteria=criteria,
                level=min(5, round(1.4 + 2.4 * able)),
                comment=MARK,
                at=at,
            )

    def _observation(self, code: str, ago: int) -> None:
        rater = self.school.staff["lead" if ago % 2 else "faculty"]
        setting = Setting.WORKPLACE if ago % 3 else Setting.SIMULATED
        seen = [learner for learner in self.school.learners if self.dice.random() < 0.6]
        at = days_before(self.now, ago, hour=15)
        competency = self.competencies[code]
        form = forms_of([competency]).get(competency.pk)
        ratings = [Rating(learner, competency, self._seen_level(learner), form) for learner in seen]
        submission = UUID(int=self.dice.getrandbits(128), version=4)
        self._later(at, partial(self._observe, rater, setting, at, ratings, submission))

    def _seen_level(self, learner: User) -> int:
        return min(5, max(1, round(1 + 3.4 * self.ability[learner] + self.dice.uniform(-0.6, 0.6))))

    def _observe(
        self, rater: User, setting: str, at: datetime, ratings: list[Rating], submission: UUID
    ) -> None:
        record_encounter(
            rater=rater,
            setting=setting,
            context="",
            seen_at=at,
            ratings=ratings,
            comments={ratings[0].learner: COMMENT},
            submission=submission,
            at=at,
        )

    def _sign_some(self) -> None:
        """Sign two of three of what is ready; the rest waits for whoever looks around."""
        ready = Attainment.objects.standing().filter(status=Attainment.Status.READY_FOR_REVIEW)
        for number, row in enumerate(ready.select_related("learner", "competency").order_by("pk")):
            if number % 3 == 0 or row.learner == self.school.learners[0] or row.level is None:
                continue
            sign(
                learner=row.learner,
                competency=row.competency,
                signer=self.school.staff["signer"],
                level=row.level,
                reason="",
                submission=None,
                at=self.now,
            )


def _read(section: Section, learner: User, at: datetime) -> None:
    mark_read(section=section, user=learner, at=at)
