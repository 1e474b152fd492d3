"""A set of competencies, in versions. A published version never changes in what it demands."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.public_id import PublicIdModel
from common.translatable import TranslatableModel
from competencies.models.scale import Level, Scale
from competencies.models.source import SourceStatement
from competencies.models.state import VERSION_STATES, ContentState
from competencies.querysets import CompetencyQuerySet, FrameworkVersionQuerySet


class Framework(PublicIdModel):
    """A framework, whatever its versions."""

    code = models.SlugField(_("code"), max_length=100, unique=True)
    title = models.CharField(_("title"), max_length=200)

    class Meta:
        ordering = ("title", "code")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("competencies:framework-detail", args=[self.code])


class FrameworkVersion(TranslatableModel):
    """One version of a framework. Once published, only translations and the state may change."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="versions")
    n = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=20, choices=VERSION_STATES, default=ContentState.DRAFT)
    scale = models.ForeignKey(Scale, on_delete=models.PROTECT, related_name="+")
    target_level = models.PositiveSmallIntegerField(_("default target level"), default=3)
    description = models.TextField(_("description"), blank=True)
    caution = models.TextField(_("caution"), blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[FrameworkVersionQuerySet] = FrameworkVersionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("framework", "-n")
        constraints = (
            models.UniqueConstraint(fields=("framework", "n"), name="frameworkversion_unique_n"),
            models.UniqueConstraint(
                fields=("framework",),
                condition=Q(state=ContentState.PUBLISHED),
                name="frameworkversion_one_published",
                violation_error_message=_("Another version of this framework is published. Retire it first."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.framework} v{self.n}"


class Domain(TranslatableModel):
    """A group of competencies."""

    version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="domains")
    code = models.CharField(_("code"), max_length=20)
    position = models.PositiveSmallIntegerField(_("position"))
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    concept = models.CharField(_("concept of e-professionalism"), max_length=50, blank=True)

    class Meta:
        ordering = ("version", "position")
        constraints = (models.UniqueConstraint(fields=("version", "code"), name="domain_unique_code"),)

    def __str__(self) -> str:
        return self.name


class Competency(PublicIdModel, TranslatableModel):
    """What a graduate can do, such as `SM-1`."""

    version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="competencies")
    domain = models.ForeignKey(Domain, on_delete=models.PROTECT, related_name="competencies")
    code = models.CharField(_("code"), max_length=20)
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("title"), max_length=200)
    short_title = models.CharField(_("short title"), max_length=40)
    statement = models.TextField(_("statement"))
    statement_note = models.TextField(_("note on the statement"), blank=True)
    seed_wording = models.TextField(_("wording of the source"), blank=True)
    self_prompt = models.TextField(_("self-rating prompt"), blank=True)
    evidence_prompt = models.TextField(_("reflection prompt"), blank=True)
    goal_prompt = models.TextField(_("goal prompt"), blank=True)
    source_statements = models.ManyToManyField(SourceStatement, related_name="competencies", blank=True)

    objects: ClassVar[CompetencyQuerySet] = CompetencyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("version", "position")
        verbose_name_plural = _("competencies")
        constraints = (
            models.UniqueConstraint(
                fields=("version", "code"),
                name="competency_unique_code",
                violation_error_message=_("This version already has a competency with that code."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Indicator(TranslatableModel):
    """What one can see of a competency."""

    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="indicators")
    code = models.CharField(_("code"), max_length=30)
    position = models.PositiveSmallIntegerField(_("position"))
    text = models.TextField(_("text"))

    class Meta:
        ordering = ("competency", "position")
        constraints = (models.UniqueConstraint(fields=("competency", "code"), name="indicator_unique_code"),)

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


class Descriptor(TranslatableModel):
    """What an indicator looks like at one level."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="descriptors")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("text"))

    class Meta:
        ordering = ("indicator", "level__ordinal")
        constraints = (
            models.UniqueConstraint(fields=("indicator", "level"), name="descriptor_unique_level"),
        )

    def __str__(self) -> str:
        return f"{self.indicator.code}, level {self.level.ordinal}"


class CompetencyMapping(models.Model):
    """How a competency of one version relates to one of another. Only `exact` carries evidence."""

    class Relation(models.TextChoices):
        """The closed list of relations."""

        EXACT = "exact", _("Exactly the same")
        BROADER = "broader", _("Broader")
        NARROWER = "narrower", _("Narrower")
        RELATED = "related", _("Related")
        SPLIT = "split", _("Split")

    from_competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="mappings_onward")
    to_competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="mappings_back")
    relation = models.CharField(_("relation"), max_length=20, choices=Relation.choices)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ("from_competency", "to_competency")
        constraints = (
            models.UniqueConstraint(
                fields=("from_competency", "to_competency"), name="competencymapping_unique_pair"
            ),
            models.CheckConstraint(
                condition=~Q(from_competency=F("to_competency")),
                name="competencymapping_not_to_itself",
                violation_error_message=_("A competency cannot map to itself."),
            ),
            models.UniqueConstraint(
                fields=("from_competency",),
                condition=Q(relation="exact"),
                name="competencymapping_one_exact_onward",
                violation_error_message=_(
                    "Evidence can be carried to one competency only; this one has its match."
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.from_competency.code} {self.relation} {self.to_competency.code}"
