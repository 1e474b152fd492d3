"""The few people and things that most tests of the record need, and the short way to each verb."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from assessments.attainment import Standing, derive
from assessments.models import (
    Administration,
    Attainment,
    Attempt,
    AttemptItem,
    Decision,
    Evidence,
    PolicyVersion,
)
from assessments.policies_in_force import maintained_policies
from assessments.policy_rules import PolicyRules
from assessments.record_facts import PairFacts, facts_of
from assessments.services.answering import save_response
from assessments.services.attempts import Window, start_attempt, submit_attempt
from assessments.services.deciding import sign
from assessments.services.marking import mark_response
from assessments.services.observing import Rating, record_encounter
from assessments.services.record import columns
from competencies.models import Competency
from people.models import User
from tests.factories import CompetencyFactory, UserFactory
from tests.factories.assessments import adopted, quiz

NOW = datetime(2026, 11, 2, 14, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ALWAYS = Window(opens_at=NOW - 3000 * DAY)
RIGHT, WRONG = {"choice": "B"}, {"choice": "A"}
MARKS = {"situation": 3, "reasoning": 3, "change": 3}
TEXT = {"text": "A short text about my own practice."}


@dataclass
class School:
    """One learner with two competencies under the default policy, and the people around them."""

    learner: User
    teacher: User
    other_teacher: User
    signer: User
    competency: Competency
    other_competency: Competency
    policy: PolicyVersion

    @classmethod
    def open(cls, **rules: object) -> School:
        competency = CompetencyFactory()
        return cls(
            *UserFactory.create_batch(4),
            competency,
            CompetencyFactory(version=competency.version, domain=competency.domain),
            adopted(competency, **rules),
        )

    def quiz(self, *competencies: Competency, **options: object) -> Administration:
        return quiz(*(competencies or (self.competency,)), **options)

    def reflection(self, **options: object) -> Administration:
        return quiz(self.competency, kinds=("reflection",), type_="reflection", **options)

    def start(
        self, administration: Administration, at: datetime = NOW, window: Window = ALWAYS, **options: object
    ) -> Attempt:
        options = {"user": self.learner, "language": "en", **options}
        return start_attempt(administration=administration, window=window, at=at, **options)

    def answer(self, attempt: Attempt, position: int = 1, value: object = RIGHT, at: datetime = NOW):
        return save_response(attempt=attempt, position=position, value=value, client_seq=0, at=at)

    def submit(self, attempt: Attempt, at: datetime = NOW) -> Attempt:
        return submit_attempt(attempt=attempt, by=attempt.user, at=at)

    def sit(
        self, administration: Administration, value: object = RIGHT, at: datetime = NOW, **options: object
    ) -> Attempt:
        """Begin, give every item the same answer, and hand in."""
        attempt = self.start(administration, at, **options)
        for item in attempt.items.all():
            self.answer(attempt, item.position, value, at)
        return self.submit(attempt, at)

    def mark(self, attempt: Attempt, level: int = 3, at: datetime = NOW, **options: object):
        return self.mark_item(attempt.items.get(), level, at, **options)

    def mark_item(self, item: AttemptItem, level: int = 3, at: datetime = NOW, **options: object):
        options = {"marker": self.teacher, "criteria": MARKS, "comment": "", **options}
        return mark_response(attempt_item=item, level=level, at=at, **options)

    def see(self, *levels: int, at: datetime = NOW, **options: object):
        """Record encounters with the learner, one for each level."""
        options = {"rater": self.teacher, "setting": "workplace", **options}
        found = [
            record_encounter(
                context="Ward",
                seen_at=at,
                ratings=[Rating(self.learner, self.competency, level)],
                comments={},
                submission=uuid4(),
                at=at,
                **options,
            )
            for level in levels
        ]
        return found[-1]

    def sign(self, level: int = 3, at: datetime = NOW, **options: object):
        options = {"signer": self.signer, "reason": "", "submission": uuid4(), **options}
        return sign(learner=self.learner, competency=self.competency, level=level, at=at, **options)

    def make_ready(self, at: datetime = NOW) -> None:
        """Bring the learner to "ready for review" at level 3: quiz, judgement case, observation."""
        self.sit(self.quiz(), at=at)
        self.sit(self.quiz(type_="judgement"), at=at)
        self.see(3, at=at)

    def standing(self, competency: Competency | None = None) -> Attainment:
        return Attainment.objects.standing().get(
            learner=self.learner, competency=competency or self.competency, policy_version=self.policy
        )


def assert_stored_as_derived(at: datetime) -> None:
    """Every attainment that is maintained says what the record, derived anew, says; and none is missing."""
    pairs = {
        *Evidence.objects.values_list("learner_id", "competency_id"),
        *Decision.objects.values_list("learner_id", "competency_id"),
    }
    facts = facts_of(learner_ids={one for one, _ in pairs}, competency_ids={two for _, two in pairs}, at=at)
    frameworks = dict(Competency.objects.values_list("pk", "version__framework"))
    policies = maintained_policies(set(frameworks.values()))
    for learner, competency in pairs:
        for policy in policies.get(frameworks[competency], []):
            held = facts.get((learner, competency), PairFacts())
            standing = derive(held.evidence, held.decisions, PolicyRules.from_json(policy.rules), at)
            row = (
                Attainment.objects.standing()
                .with_status_at(at)
                .get(learner=learner, competency=competency, policy_version=policy)
            )
            _assert_says(row, standing)


def _assert_says(row: Attainment, standing: Standing) -> None:
    """The row says what the standing says, the clock taken into account."""
    assert row.status_now == standing.status
    wanted = columns(standing)
    for name in ("status", "stale_at", "status_when_stale"):
        if row.status != row.status_now:
            wanted.pop(name)
    assert {name: getattr(row, name) for name in wanted} == wanted
