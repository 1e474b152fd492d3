"""One sitting with its answers. The rules in force when it began travel with it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.choices import Mode
from assessments.models.administration import Administration
from assessments.models.item import ItemVersion
from assessments.querysets import AttemptQuerySet
from common.public_id import PublicIdModel


class Attempt(PublicIdModel):
    """One sitting.

    `due_at` is the due date as it stood at the start, or a later one given since, `closes_at` when no
    further work is taken, `deadline_at` the earlier of `closes_at` and the end of the time limit; null
    means without end.
    `rules` is a snapshot of what decides: cut scores, which attempt counts, release rule, attempts
    allowed, title. `mode` is practice for every sitting after the learner has seen feedback.
    """

    class State(models.TextChoices):
        """Open, handed in, returned for revision, or shown with its result."""

        OPEN = "open", _("Open")
        SUBMITTED = "submitted", _("Handed in")
        RETURNED = "returned", _("Returned for revision")
        RELEASED = "released", _("Released")

    administration = models.ForeignKey(Administration, on_delete=models.PROTECT, related_name="attempts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    n = models.PositiveSmallIntegerField(_("attempt"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    mode = models.CharField(_("counts"), max_length=10, choices=Mode.choices)
    rules = models.JSONField(_("rules in force at the start"))
    language = models.CharField(_("language"), max_length=10, default="en")
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    deadline_at = models.DateTimeField(_("deadline"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("handed in"), null=True, blank=True)
    submitted_by_clock = models.BooleanField(_("handed in when the time was over"), default=False)
    release_at = models.DateTimeField(_("result is due"), null=True, blank=True)
    released_at = models.DateTimeField(_("released"), null=True, blank=True)

    objects: ClassVar[AttemptQuerySet] = AttemptQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("administration", "user", "n")
        constraints = (
            models.UniqueConstraint(fields=("administration", "user", "n"), name="attempt_unique_n"),
            models.UniqueConstraint(
                fields=("administration", "user"),
                condition=Q(state__in=("open", "returned")),
                name="attempt_one_open",
                violation_error_message=_("An attempt is already open. Continue that one."),
            ),
            models.CheckConstraint(
                condition=Q(state="open", submitted_at__isnull=True)
                | (~Q(state="open") & Q(submitted_at__isnull=False)),
                name="attempt_submitted_has_instant",
            ),
            models.CheckConstraint(
                condition=Q(state="released", released_at__isnull=False)
                | (~Q(state="released") & Q(released_at__isnull=True)),
                name="attempt_released_has_instant",
            ),
        )
        indexes = (
            # Not partial by state: SQLite does not see that a list of states given as parameters fits.
            models.Index(
                fields=("state", "deadline_at"),
                condition=Q(deadline_at__isnull=False),
                name="attempt_deadline",
            ),
            models.Index(fields=("release_at",), condition=Q(state="submitted"), name="attempt_release_due"),
            models.Index(fields=("user", "state"), name="attempt_of_user"),
        )

    def __str__(self) -> str:
        return f"{self.user}, {self.administration}, attempt {self.n}"


class AttemptItem(models.Model):
    """One item as this sitting shows it: at which place, with its options in which order.

    `seconds` is how long its page was in front of the learner, as that page counted. `checked_at` is when
    the learner asked to see the answer, where results show after each question; its answer stands then.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(_("position"))
    item_version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+")
    option_order = models.JSONField(_("order of the options"), default=list, blank=True)
    is_flagged = models.BooleanField(_("marked to come back to"), default=False)
    seconds = models.PositiveIntegerField(_("seconds spent"), default=0)
    checked_at = models.DateTimeField(_("answer shown"), null=True, blank=True)

    class Meta:
        ordering = ("attempt", "position")
        constraints = (
            models.UniqueConstraint(fields=("attempt", "position"), name="attemptitem_unique_position"),
        )

    def __str__(self) -> str:
        return f"{self.position}. {self.item_version}"


class Response(models.Model):
    """One saved answer. Every save is a revision; the highest one stands.

    `client_seq` orders the saves of one page, so that a late one does not overwrite a newer one.
    `confidence` is how sure the learner was, 1 (guessed) to 4 (certain). `is_late` marks an answer that
    arrived after the time was over: it is kept and shown, and never scored.
    The answer may hold prose, so a response can be erased with the person; it is not append-only.
    """

    attempt_item = models.ForeignKey(AttemptItem, on_delete=models.PROTECT, related_name="responses")
    revision = models.PositiveIntegerField(_("revision"))
    client_seq = models.PositiveBigIntegerField(_("sequence in the page"), default=0)
    value = models.JSONField(_("answer"))
    confidence = models.PositiveSmallIntegerField(_("how sure"), null=True, blank=True)
    is_late = models.BooleanField(_("arrived after the end"), default=False)
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)

    class Meta:
        ordering = ("attempt_item", "-revision")
        constraints = (
            models.CheckConstraint(
                condition=Q(confidence__isnull=True) | (Q(confidence__gte=1) & Q(confidence__lte=4)),
                name="response_confidence_in_range",
            ),
            models.UniqueConstraint(fields=("attempt_item", "revision"), name="response_unique_revision"),
        )

    def __str__(self) -> str:
        return f"revision {self.revision} of {self.attempt_item}"


class ReturnNote(models.Model):
    """Why a piece of work was returned for revision."""

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="return_notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("what to revise"))
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("attempt", "-at")

    def __str__(self) -> str:
        return f"returned by {self.by}"
