"""Whatever learners, markers, raters, signers and the clock do, the stored attainment is the derived one."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.models import Attainment, Attempt, Evidence
from assessments.policy_rules import PolicyRules
from assessments.services.attempts import Window
from assessments.services.deciding import decline, revoke
from assessments.services.errors import Refused
from assessments.services.marking import return_attempt
from assessments.services.policies import adopt_policy, create_policy_version, write_shadows
from assessments.services.record import recompute
from assessments.services.settling import settle_due
from assessments.services.void import void_evidence
from tests.assessments.services.school import (
    DAY,
    MARKS,
    NOW,
    RIGHT,
    TEXT,
    WRONG,
    School,
    assert_stored_as_derived,
)

LEVEL = st.integers(1, 5)
STEPS = st.one_of(
    st.tuples(st.just("sit"), st.sampled_from(["now", "later", "practice"]), st.booleans()),
    st.tuples(st.just("begin"), st.sampled_from(["now", "later"])),
    st.tuples(st.just("write")),
    st.tuples(st.just("mark"), LEVEL),
    st.tuples(st.just("hand_back")),
    st.tuples(st.just("see"), LEVEL, st.booleans(), st.booleans()),
    st.tuples(st.just("see"), LEVEL, st.booleans(), st.booleans()),
    st.tuples(st.just("void"), st.integers(0, 5)),
    st.tuples(st.just("sign"), st.integers(3, 5)),
    st.tuples(st.just("decline")),
    st.tuples(st.just("revoke")),
    st.tuples(st.just("propose"), st.integers(2, 4)),
    st.tuples(st.just("adopt")),
    st.tuples(st.just("wait"), st.sampled_from([1, 20, 400, 9000, 20000])),
)


class Life:
    """One learner's life in the record, step by step; a step that is refused changes nothing."""

    def __init__(self) -> None:
        self.school = School.open(minimum_evidence=2, minimum_types=1)
        self.now = NOW
        both = (self.school.competency, self.school.other_competency)
        self.given = {
            "now": self.school.quiz(*both, attempts_allowed=99),
            "later": self.school.quiz(*both, attempts_allowed=99, release_rule="after_due"),
            "practice": self.school.quiz(*both, attempts_allowed=99, mode="practice"),
            "reflection": self.school.reflection(attempts_allowed=99),
        }

    def take(self, step: tuple) -> None:
        self.now += timedelta(minutes=1)
        settle_due(at=self.now)
        with suppress(Refused, IndexError), transaction.atomic():
            getattr(self, step[0])(*step[1:])

    @property
    def window(self) -> Window:
        return Window(opens_at=NOW, due_at=self.now + DAY, closes_at=self.now + 2 * DAY)

    def sit(self, which: str, right: bool) -> None:
        self.school.sit(self.given[which], RIGHT if right else WRONG, self.now, window=self.window)

    def begin(self, which: str) -> None:
        attempt = self.school.start(self.given[which], self.now, window=self.window)
        self.school.answer(attempt, at=self.now)

    def write(self) -> None:
        self.school.sit(self.given["reflection"], TEXT, self.now)

    def mark(self, level: int) -> None:
        attempts = Attempt.objects.filter(administration=self.given["reflection"]).order_by("-pk")
        self.school.mark(attempts[0], level, self.now, criteria={**MARKS, "change": level - 1})

    def hand_back(self) -> None:
        attempt = Attempt.objects.waiting_for_marker().order_by("-pk")[0]
        return_attempt(attempt=attempt, by=self.school.teacher, text="Again.", at=self.now)

    def see(self, level: int, at_work: bool, by_signer: bool) -> None:
        setting = "workplace" if at_work else "simulated"
        rater = self.school.signer if by_signer else self.school.teacher
        self.school.see(level, at=self.now, setting=setting, rater=rater)

    def void(self, index: int) -> None:
        piece = Evidence.objects.filter(voids__isnull=True).order_by("-pk")[index]
        void_evidence(evidence=piece, reason="integrity", by=self.school.teacher, at=self.now)

    def sign(self, level: int) -> None:
        self.school.sign(level, self.now, reason="Seen.")

    def decline(self) -> None:
        self._say(decline)

    def revoke(self) -> None:
        self._say(revoke)

    def _say(self, verb) -> None:
        verb(
            learner=self.school.learner, competency=self.school.competency, signer=self.school.signer,
            reason="Seen.", submission=uuid4(), at=self.now,
        )  # fmt: skip

    def propose(self, target: int) -> None:
        framework = self.school.policy.framework
        rules = PolicyRules(target_level=target, minimum_evidence=2, minimum_types=1)
        policy = create_policy_version(framework=framework, name="Other", rules=rules, by=None, at=self.now)
        write_shadows(policy=policy, at=self.now)

    def adopt(self) -> None:
        newest = type(self.school.policy).objects.order_by("-n")[0]
        adopt_policy(policy=newest, by=None, at=self.now)

    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)


@pytest.mark.django_db
@pytest.mark.slow
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(STEPS, min_size=1, max_size=25))
def test_stored_is_derived_whatever_happens(steps) -> None:
    with transaction.atomic():
        life = Life()
        for step in steps:
            life.take(step)
        settle_due(at=life.now)
        assert_stored_as_derived(life.now)
        _assert_history_is_whole()
        _assert_recompute_changes_nothing_but_the_clock(life)
        transaction.set_rollback(True)


def _assert_history_is_whole() -> None:
    """The rows of each learner, competency and policy follow each other without gap or overlap."""
    rows = Attainment.objects.order_by("learner", "competency", "policy_version", "valid_from", "pk")
    before = None
    for row in rows:
        assert row.valid_until is None or row.valid_until >= row.valid_from
        same = before is not None and (before.learner_id, before.competency_id, before.policy_version_id) == (
            row.learner_id,
            row.competency_id,
            row.policy_version_id,
        )
        if same:
            assert before.valid_until == row.valid_from
        before = row


def _assert_recompute_changes_nothing_but_the_clock(life: Life) -> None:
    """Recomputing opens a row only where the clock alone had changed a status since."""
    competencies = [life.school.competency.pk, life.school.other_competency.pk]
    aged = set(Attainment.objects.standing().filter(stale_at__lte=life.now).values_list("pk", flat=True))
    before = set(Attainment.objects.values_list("pk", "valid_until"))
    recompute(learner_id=life.school.learner.pk, competency_ids=competencies, at=life.now)
    changed = {pk for pk, _ in before} - {
        pk for pk, until in Attainment.objects.values_list("pk", "valid_until") if (pk, until) in before
    }
    assert changed <= aged
