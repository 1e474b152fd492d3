"""Reports that somebody asked for: kept as a wish, and made by the worker."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.public_id import PublicIdModel
from people.models import Cohort
from reports.models.study import Study


class Asked(PublicIdModel):
    """Which report of which cohort, as of when, in which shape and format, for whom."""

    class Audience(models.TextChoices):
        """Who will read the file; the values are those of `reports.audience`."""

        STAFF = "staff", _("Staff who may see names")
        COMMITTEE = "committee", _("Committee")
        VISITOR = "visitor", _("Visitors of the accreditation")
        STUDENT = "student", _("Students")

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="+")
    report = models.CharField(_("report"), max_length=50)
    file_format = models.CharField(_("format"), max_length=10)
    wide = models.BooleanField(_("one line for each learner"), default=False)
    audience = models.CharField(
        pgettext_lazy("head of a file", "For"),
        max_length=10,
        choices=Audience.choices,
        default=Audience.STAFF,
    )
    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    as_of_on = models.DateField(_("as recorded by the end of"), null=True, blank=True)
    codes = models.CharField(_("competencies"), max_length=500, blank=True)
    delimiter = models.CharField(_("delimiter"), max_length=10, default="comma")
    encoding = models.CharField(_("encoding"), max_length=20, default="utf-8")
    language = models.CharField(_("language"), max_length=10, default="en")

    class Meta:
        abstract = True


class ReportDefinition(Asked):
    """A report with all that was chosen about it, to be asked for again; shared or one's own."""

    name = models.CharField(_("name"), max_length=100)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    shared = models.BooleanField(_("shared with the staff of the cohort"), default=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("cohort", "made_by", "name"),
                name="report_definition_name_once",
                violation_error_message=_("You have saved a report of this cohort under that name already."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class ReportRun(Asked):
    """One making of a report. The row holds the state, so that a worker may die and another begin anew.

    `rows_done` is what has been written. The file stands under the public id until `kept_until`, or for good
    where it is pinned, as what was handed to a visit is.
    """

    class State(models.TextChoices):
        """From the wish to the file, and until it is cleared away."""

        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Being made")
        DONE = "done", _("Ready")
        FAILED = "failed", _("Not made")
        CANCELLED = "cancelled", _("Cancelled")
        CLEARED = "cleared", _("Cleared away")

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.QUEUED)
    try_number = models.PositiveSmallIntegerField(default=1, editable=False)
    rows_total = models.PositiveIntegerField(_("lines"), default=0)
    rows_done = models.PositiveIntegerField(_("lines written"), default=0)
    heard_at = models.DateTimeField(null=True, blank=True, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True, editable=False)
    file_name = models.CharField(max_length=200, blank=True, editable=False)
    size = models.PositiveBigIntegerField(_("bytes"), default=0)
    sha256 = models.CharField(_("fingerprint"), max_length=64, blank=True)
    kept_until = models.DateTimeField(_("kept until"), null=True, blank=True)
    pinned = models.BooleanField(_("kept for good"), default=False)

    class Meta:
        ordering = ("-asked_at", "-pk")
        indexes = (
            models.Index(fields=("cohort", "-asked_at"), name="report_run_of_cohort"),
            models.Index(fields=("state", "heard_at"), name="report_run_due"),
        )

    def __str__(self) -> str:
        return f"{self.report} of {self.cohort}"

    @property
    def is_open(self) -> bool:
        """Whether the worker still has to do with it."""
        return self.state in {self.State.QUEUED, self.State.RUNNING}
