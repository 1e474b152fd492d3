"""Why a verb of the record refused. Each is a ValidationError whose message a page can show as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Refused(ValidationError):  # noqa: N818 - the verb refused; nothing went wrong
    """The verb changed nothing. `code` names the reason to a program, the message to a person."""

    default_code: ClassVar[str] = "refused"
    default_message: ClassVar[StrOrPromise] = _(
        "This could not be done, and nothing was changed. Load the page again to see how it stands."
    )

    def __init__(self, message: StrOrPromise | None = None) -> None:
        super().__init__(message or self.default_message, code=self.default_code)


class NotOpenYet(Refused):
    """The window of the learner has not begun."""

    default_code = "not-open-yet"
    default_message = _("This is not open yet. Its page says on which day it opens.")


class Closed(Refused):
    """The window of the learner is over."""

    default_code = "closed"
    default_message = _(
        "This has closed. Nothing more can be handed in; ask your faculty if you need more time."
    )


class Withdrawn(Refused):
    """The administration takes no further sittings."""

    default_code = "withdrawn"
    default_message = _("This was withdrawn and cannot be begun any more. What you handed in stays.")


class NoAttemptsLeft(Refused):
    """The learner has used every attempt."""

    default_code = "no-attempts-left"
    default_message = _(
        "You have used all your attempts. Your results stay; ask your faculty for a further one."
    )


class AlreadySubmitted(Refused):
    """The work is no longer open, as in a second tab."""

    default_code = "already-submitted"
    default_message = _(
        "This was handed in already, perhaps in another window. What you handed in stays as it was."
    )


class AnswerShown(Refused):
    """The learner has seen what is keyed for this question."""

    default_code = "answer-shown"
    default_message = _("You have seen what is keyed here, so your answer stays as it is. Go on to the next.")


class NotShownAtOnce(Refused):
    """Results of this sitting do not show after each question."""

    default_code = "not-shown-at-once"
    default_message = _("Answers are not shown during this assessment. Hand it in to see the result.")


class CountsElsewhere(Refused):
    """The answer would help with a sitting of the same learner that counts and is open."""

    default_code = "counts-elsewhere"
    default_message = _(
        "You have begun a sitting that counts and asks some of the same. Hand that in first; then the answer"
        " is shown here."
    )


class AtOnceIsPractice(Refused):
    """Answers that show after each question cannot count."""

    default_code = "at-once-is-practice"
    default_message = _(
        "Where answers show after each question it can only be practice. Choose another time for the result,"
        " or give it as practice."
    )


class TimeIsUp(Refused):
    """The deadline of the sitting has passed."""

    default_code = "time-is-up"
    default_message = _("The time is over. The answers saved until then were handed in.")


class InvalidAnswer(Refused):
    """The answer does not fit the question."""

    default_code = "invalid-answer"
    default_message = _("This answer does not fit the question. Load the page again, then answer.")


class UnknownQuestion(Refused):
    """The sitting has no question at that place."""

    default_code = "unknown-question"
    default_message = _("There is no such question here. Choose one from the list of questions.")


class NotReady(Refused):
    """The content cannot be used as it stands."""

    default_code = "not-ready"
    default_message = _(
        "This assessment cannot be given yet: it has no questions, or one that no key can mark."
        " Choose another, or ask whoever wrote it."
    )


class MayNotCount(Refused):
    """Its items are public, or its type never counts."""

    default_code = "may-not-count"
    default_message = _(
        "Its questions were published with their answers, so it is for practice until somebody allows it to"
        " count."
    )


class NotMarkedYet(Refused):
    """A person has still to mark some of the work."""

    default_code = "not-marked-yet"
    default_message = _("Some of this work has still to be marked. Mark the rest first.")


class NotHandedIn(Refused):
    """The work is not with the marker."""

    default_code = "not-handed-in"
    default_message = _("This work is not waiting to be marked. The queue shows what is.")


class NothingToMark(Refused):
    """The piece was handed in blank."""

    default_code = "nothing-to-mark"
    default_message = _("Nothing was written here, so there is nothing to mark. It earns nothing.")


class MarkedMeanwhile(Refused):
    """Somebody else marked the work after this marker opened it."""

    default_code = "marked-meanwhile"
    default_message = _("Somebody else marked this meanwhile. Look at their mark before you add yours.")


class AnotherAttemptOpen(Refused):
    """The learner has begun a further attempt meanwhile."""

    default_code = "another-attempt-open"
    default_message = _(
        "The learner has begun a further attempt, so this one cannot be returned. Give it its marks."
    )


class WrongForm(Refused):
    """An observation names a form that is not one for observing its competency."""

    default_code = "wrong-form"
    default_message = _("This form is not one for observing that competency. Load the page again.")


class OnOneself(Refused):
    """Nobody rates, marks, signs or voids in their own record."""

    default_code = "on-oneself"
    default_message = _("Nobody does this in their own record. Ask a colleague.")


class OnlyRater(Refused):
    """The signer is the only person behind the evidence that counts."""

    default_code = "only-rater"
    default_message = _(
        "You are the only person behind this evidence. Somebody else must sign, or rate as well."
    )


class NeedsReason(Refused):
    """A decision of this kind has to say why."""

    default_code = "needs-reason"
    default_message = _("Say why. The learner can read it.")


class BelowTarget(Refused):
    """A signature at a level that does not attain."""

    default_code = "below-target"
    default_message = _("This level is below the target. To say that it is not attained yet, decline.")


class NothingToRevoke(Refused):
    """No decision stands."""

    default_code = "nothing-to-revoke"
    default_message = _("No decision stands that could be revoked. Load the page again to see what does.")


class NoPolicy(Refused):
    """The framework has no policy in force."""

    default_code = "no-policy"
    default_message = _("No policy is in force for this framework yet. Ask an admin to adopt one.")


class OffTheScale(Refused):
    """A level that the scale does not have."""

    default_code = "off-the-scale"
    default_message = _("This level is not on the scale. Choose one of those offered.")


class OffTheRubric(Refused):
    """Points that the rubric does not have, or a criterion without any."""

    default_code = "off-the-rubric"
    default_message = _("Give each criterion of the rubric its points.")


class InTheFuture(Refused):
    """Something was said to have been seen later than now."""

    default_code = "in-the-future"
    default_message = _("An observation cannot lie in the future. Choose today or an earlier day.")


class NothingObserved(Refused):
    """An encounter without any level."""

    default_code = "nothing-observed"
    default_message = _("Give at least one level, or leave without saving.")


class RatedTwice(Refused):
    """An encounter with two levels for one learner and competency."""

    default_code = "rated-twice"
    default_message = _("Each competency of each learner takes one level. Choose one.")


class OutOfSteps(Refused):
    """A confidence that is not one of the five steps."""

    default_code = "out-of-steps"
    default_message = _("How sure you are goes from 0 to 100 in steps of 25. Choose one of them.")


class NotOnTheForm(Refused):
    """A competency that the form does not ask about."""

    default_code = "not-on-the-form"
    default_message = _("This form does not ask about that competency. Load the page again.")


class CannotVoid(Refused):
    """A void cannot be voided."""

    default_code = "cannot-void"
    default_message = _("This entry takes back another one, and stays. Record anew what was seen.")


class FirstMarker(Refused):
    """A second mark by somebody who marked the piece already."""

    default_code = "first-marker"
    default_message = _("You gave the first mark of this piece. A colleague gives the second.")


class NothingToDraw(Refused):
    """No work is left from which a sample could be drawn."""

    default_code = "nothing-to-draw"
    default_message = _(
        "No work is left to draw from. What was handed in is drawn already, or was left blank."
    )
