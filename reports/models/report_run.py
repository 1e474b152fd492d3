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
from reports.querysets import ReportDefinitionQuerySet, ReportRunQuerySet


def days_in_order(name: str) -> models.CheckConstraint:
    """Return the constraint that a period does not end before it begins."""
    return models.CheckConstraint(
        condition=models.Q(from_on__isnull=True)
        | models.Q(to_on__isnull=True)
        | models.Q(from_on__lte=models.F("to_on")),
        name=name,
        violation_error_message=_("The last day lies before the first."),
    )


class Asked(PublicIdModel):
    """Which report of which cohorts, as of when, in which shape and format, for whom.

    `cohort` is where it was asked for; `others` stand in the same file. `codes` are those of competencies, a
    line each, since a code may hold spaces; `columns` the keys of the columns to show, in their order, with a
    space between. None stand for all. `from_on` and `to_on` hold what is counted to the days within which it
    was handed in.
    """

    class Audience(models.TextChoices):
        """Who will read the file; the values are those of `reports.audience`."""

        STAFF = "staff", _("Staff who may see names")
        COMMITTEE = "committee", _("Committee")
        VISITOR = "visitor", _("Visitors of the accreditation")
        STUDENT = "student", _("Students")

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="+")
    others = models.ManyToManyField(Cohort, related_name="+", blank=True, verbose_name=_("further cohorts"))
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
    from_on = models.DateField(_("handed in from"), null=True, blank=True)
    to_on = models.DateField(_("handed in to"), null=True, blank=True)
    codes = models.TextField(_("competencies"), blank=True)
    columns = models.CharField(_("columns"), max_length=1000, blank=True)
    delimiter = models.CharField(_("delimiter"), max_length=10, default="comma")
    encoding = models.CharField(_("encoding"), max_length=20, default="utf-8")
    language = models.CharField(_("language"), max_length=10, default="en")

    class Meta:
        abstract = True

    @property
    def cohorts(self) -> tuple[Cohort, ...]:
        """All cohorts of the file, the one where it was asked for first."""
        return (self.cohort, *self.others.all())

    @property
    def chosen_codes(self) -> tuple[str, ...]:
        """The codes of the competencies to keep; none where all are."""
        return tuple(self.codes.splitlines())


class ReportDefinition(Asked):
    """A report with all that was chosen about it, to be asked for again; shared or one's own."""

    name = models.CharField(_("name"), max_length=100)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    shared = models.BooleanField(_("shared with the staff of the cohort"), default=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ReportDefinitionQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("cohort", "made_by", "name"),
                name="report_definition_name_once",
                violation_error_message=_("You have saved a report of this cohort under that name already."),
            ),
            days_in_order("report_definition_days_in_order"),
        )

    def __str__(self) -> str:
        return self.name


class ReportRun(Asked):
    """One making of a report. The row holds the state, so that a worker may die and another begin anew.

    `rows_done` is what has been written. The file stands under the public id until `kept_until`, or for good
    where it is pinned, as what was handed to a visit is; `pinned_for` is what that visit is called. `name` is
    that of the kept choice it was asked for by. `try_number` grows with every try, so that a worker whose
    run was given to another writes nothing; `times_lost` counts the workers that were lost.
    """

    class State(models.TextChoices):
        """From the wish to the file, and until it is cleared away."""

        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Being made")
        DONE = "done", _("Ready")
        FAILED = "failed", _("Not made")
        CANCELLED = "cancelled", _("Cancelled")
        CLEARED = "cleared", _("Cleared away")

    class Trouble(models.TextChoices):
        """Why a run was not made."""

        NOT_ENTITLED = "not_entitled", _("Who asked for it may no longer take it out.")
        TOO_LONG = "too_long", _("It is too long for paper. As a workbook it can be had.")
        SEVERAL = "several", _("It would be several files. As a folder it can be had.")
        LOST = "lost", _("The worker stopped several times over.")
        OTHER = "other", _("Something went wrong on the server.")

    name = models.CharField(_("name"), max_length=100, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.QUEUED)
    try_number = models.PositiveSmallIntegerField(default=1, editable=False)
    times_lost = models.PositiveSmallIntegerField(default=0, editable=False)
    trouble = models.CharField(max_length=20, choices=Trouble.choices, blank=True, editable=False)
    rows_total = models.PositiveIntegerField(_("lines"), default=0)
    rows_done = models.PositiveIntegerField(_("lines written"), default=0)
    heard_at = models.DateTimeField(null=True, blank=True, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True, editable=False)
    file_name = models.CharField(max_length=200, blank=True, editable=False)
    size = models.PositiveBigIntegerField(_("bytes"), default=0)
    sha256 = models.CharField(_("fingerprint"), max_length=64, blank=True)
    kept_until = models.DateTimeField(_("kept until"), null=True, blank=True)
    pinned = models.BooleanField(_("kept for good"), default=False)
    pinned_for = models.CharField(_("visit"), max_length=100, blank=True)

    objects = ReportRunQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints = (days_in_order("report_run_days_in_order"),)
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
