"""Signing, declining, revoking."""

from __future__ import annotations

from uuid import uuid4

import pytest

from assessments.models import Decision, DecisionReason
from assessments.services.deciding import decline, revoke
from assessments.services.errors import (
    BelowTarget,
    NeedsReason,
    NoPolicy,
    NothingToRevoke,
    OffTheScale,
    OnlyRater,
    OnOneself,
)
from tests.assessments.services.school import DAY, HOUR, NOW, assert_stored_as_derived
from tests.factories import CompetencyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def say(school):
    def say(verb, at=NOW, **options):
        options = {"signer": school.signer, "reason": "Seen otherwise.", "submission": uuid4(), **options}
        return verb(learner=school.learner, competency=school.competency, at=at, **options)

    return say


def test_sign_with_the_count_is_attained(school) -> None:
    school.make_ready()
    decision = school.sign(level=3, at=NOW + HOUR)
    assert (decision.kind, decision.level, decision.decided_at) == ("attained", 3, NOW + HOUR)
    assert decision.policy_version == school.policy
    standing = school.standing()
    assert (standing.status, standing.level, standing.valid_from) == ("attained", 3, NOW + HOUR)
    assert not DecisionReason.objects.exists()


def test_sign_at_another_level_than_counted_is_against_the_count(school) -> None:
    school.make_ready()
    with pytest.raises(NeedsReason):
        school.sign(level=4)
    decision = school.sign(level=4, reason="Taught the others.")
    assert (decision.kind, decision.reason.text) == ("overridden", "Taught the others.")
    assert (school.standing().status, school.standing().level) == ("attained", 4)


def test_sign_before_the_count_is_complete_is_against_the_count(school) -> None:
    school.see(3)
    with pytest.raises(NeedsReason):
        school.sign()
    assert not Decision.objects.exists()
    assert school.sign(reason="Known from the ward.").kind == "overridden"
    assert school.standing().status == "attained"


def test_sign_below_the_target_is_refused(school) -> None:
    school.make_ready()
    with pytest.raises(BelowTarget):
        school.sign(level=2, reason="Nearly.")


@pytest.mark.parametrize("level", [0, 6])
def test_sign_off_the_scale_is_refused(school, level) -> None:
    with pytest.raises(OffTheScale):
        school.sign(level=level, reason="Odd.")


def test_decline_says_not_yet_although_the_count_is_complete(school, say) -> None:
    school.make_ready()
    decision = say(decline, reason="Under inquiry.")
    assert (decision.kind, decision.level, decision.reason.text) == ("declined", None, "Under inquiry.")
    assert school.standing().status == "in_progress"


def test_revoke_takes_back_what_stands(school, say) -> None:
    school.make_ready()
    school.sign()
    say(revoke, at=NOW + DAY)
    assert school.standing().status == "ready_for_review"
    with pytest.raises(NothingToRevoke):
        say(revoke, at=NOW + DAY)
    assert_stored_as_derived(NOW + DAY)


def test_revoke_of_a_declined_decision_brings_the_count_back(school, say) -> None:
    school.make_ready()
    say(decline)
    say(revoke)
    assert school.standing().status == "ready_for_review"


def test_decisions_of_one_instant_stand_in_the_order_they_were_made(school, say) -> None:
    school.make_ready()
    school.sign()
    say(revoke)
    school.sign()
    assert school.standing().status == "attained"
    instants = list(Decision.objects.order_by("pk").values_list("decided_at", flat=True))
    assert instants == sorted(set(instants))


@pytest.mark.parametrize("verb", [decline, revoke])
def test_saying_no_needs_a_reason(school, say, verb) -> None:
    school.make_ready()
    school.sign()
    with pytest.raises(NeedsReason):
        say(verb, reason="  ")
    assert Decision.objects.count() == 1


def test_nobody_decides_on_themselves(school, say) -> None:
    school.make_ready()
    with pytest.raises(OnOneself):
        school.sign(signer=school.learner)
    with pytest.raises(OnOneself):
        say(decline, signer=school.learner)


def test_nobody_decides_as_the_only_rater(school, say) -> None:
    school.make_ready()
    for verb in (decline, revoke):
        with pytest.raises(OnlyRater):
            say(verb, signer=school.teacher)
    with pytest.raises(OnlyRater):
        school.sign(signer=school.teacher)
    school.see(3, rater=school.other_teacher)
    assert school.sign(signer=school.teacher).kind == "attained"


def test_a_signer_among_several_raters_or_none_may_decide(school, say) -> None:
    school.sit(school.quiz())
    assert say(decline, signer=school.teacher).kind == "declined"


def test_a_page_sent_twice_decides_once(school, say) -> None:
    school.make_ready()
    submission = uuid4()
    first = school.sign(submission=submission)
    assert school.sign(submission=submission, at=NOW + HOUR) == first
    # Even where the second press would be refused by itself.
    page = uuid4()
    taken_back = say(revoke, submission=page)
    assert say(revoke, submission=page) == taken_back
    assert Decision.objects.count() == 2


def test_decision_needs_a_policy_in_force(school, say) -> None:
    with pytest.raises(NoPolicy):
        decline(
            learner=school.learner, competency=CompetencyFactory(), signer=school.signer,
            reason="None.", submission=uuid4(), at=NOW,
        )  # fmt: skip


def test_contrary_evidence_after_the_signature_asks_to_look_again(school) -> None:
    school.make_ready()
    school.sign(at=NOW + HOUR)
    assert not school.standing().look_again
    school.see(1, at=NOW + DAY, rater=school.other_teacher)
    standing = school.standing()
    assert (standing.status, standing.level, standing.look_again) == ("attained", 3, True)
    school.sign(at=NOW + 2 * DAY, reason="A bad day.")
    assert not school.standing().look_again


def test_looking_again_does_not_wear_off(school, say) -> None:
    """The clock changes a status once, and nothing else: two years later the page agrees with the row."""
    say(decline)
    school.make_ready(at=NOW + DAY)
    assert school.standing().look_again
    assert_stored_as_derived(NOW + DAY)
    assert_stored_as_derived(NOW + 900 * DAY)
