"""Where the content comes from: references, facts, the source text's own sections, terms, crosswalks."""

from __future__ import annotations

from typing import ClassVar
from urllib.parse import urlsplit

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.translatable import TranslatableModel
from competencies.citing import short_authors
from competencies.querysets import FactQuerySet, ReferenceQuerySet
from competencies.wording import REFERENCE_KINDS, worded


class Reference(models.Model):
    """A work that is cited, and what was checked of it."""

    class Verification(models.TextChoices):
        """How the work was seen."""

        PRIMARY = "primary", _("The work itself was seen")
        SECONDARY = "secondary", _("Seen through another source")
        MEMORY = "memory", _("Not seen")

    code = models.SlugField(_("code"), max_length=100, unique=True)
    kind = models.CharField(_("kind"), max_length=50)
    authors = models.TextField(_("authors"), blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    title = models.TextField(_("title"))
    venue = models.TextField(_("published in"), blank=True)
    doi = models.CharField(_("DOI"), max_length=200, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    verified = models.BooleanField(_("verified"), default=False)
    doi_verified = models.BooleanField(_("DOI verified"), default=False)
    authors_verified = models.BooleanField(_("authors verified"), default=False)
    needs_check = models.BooleanField(_("needs a check"), default=False)
    verification = models.CharField(_("how it was seen"), max_length=20, choices=Verification.choices)
    note = models.TextField(_("note"), blank=True)

    objects: ClassVar[ReferenceQuerySet] = ReferenceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("authors", "year", "code")

    def __str__(self) -> str:
        return self.citation

    @property
    def citation(self) -> str:
        """The short form, such as "Cheston and others, 2013"; the title where no author was seen."""
        names, more = short_authors(self.authors)
        if self.kind == "source":
            lead = gettext("Source text")
        elif not names:
            lead = self.title
        elif more:
            lead = gettext("%(first)s and others") % {"first": names[0]}
        elif len(names) == 2:
            lead = gettext("%(first)s and %(second)s") % {"first": names[0], "second": names[1]}
        else:
            lead = names[0]
        return f"{lead}, {self.year}" if self.year else lead

    @property
    def is_named_by_title(self) -> bool:
        """Whether the short form is the title, because no author was seen."""
        return not short_authors(self.authors).names

    @property
    def authors_in_full(self) -> str:
        """The list of authors, or nothing where the short form has named them already."""
        names = short_authors(self.authors).names
        return self.authors if names and names != (self.authors,) else ""

    @property
    def site(self) -> str:
        """The host of the address, which is what one can read of it."""
        return urlsplit(self.url).hostname or ""

    @property
    def kind_word(self) -> str:
        """What kind of work it is, as a word."""
        return worded(REFERENCE_KINDS, self.kind)

    @property
    def doi_url(self) -> str:
        """The address that resolves the DOI, or nothing."""
        return f"https://doi.org/{self.doi}" if self.doi else ""


class SourceSection(TranslatableModel):
    """A section of the text that the framework was made from, such as "Best practices"."""

    code = models.SlugField(_("code"), max_length=50, unique=True)
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("title"), max_length=200)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return self.title


class SourceStatement(TranslatableModel):
    """One thing that the source says, in our words, with what must be said beside it today."""

    section = models.ForeignKey(SourceSection, on_delete=models.PROTECT, related_name="statements")
    code = models.SlugField(_("code"), max_length=50, unique=True)
    position = models.PositiveSmallIntegerField(_("position"))
    text = models.TextField(_("text"))
    caution = models.TextField(_("the source reports"), blank=True)
    later_guidance = models.TextField(_("later guidance"), blank=True)
    references = models.ManyToManyField(Reference, related_name="+", blank=True)

    class Meta:
        ordering = ("section__position", "position")

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


class Fact(TranslatableModel):
    """A fact card: one finding with its citation and what was checked of it."""

    code = models.SlugField(_("code"), max_length=50, unique=True)
    category = models.CharField(_("category"), max_length=50)
    text = models.TextField(_("text"))
    verified = models.BooleanField(_("verified"), default=False)
    caution = models.TextField(_("caution"), blank=True)
    note = models.TextField(_("note"), blank=True)
    jurisdiction = models.CharField(_("jurisdiction"), max_length=50, blank=True)
    later_guidance = models.BooleanField(_("newer than the source text"), default=False)
    references = models.ManyToManyField(Reference, related_name="+", blank=True)
    competencies = models.ManyToManyField("competencies.Competency", related_name="facts", blank=True)

    objects: ClassVar[FactQuerySet] = FactQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


class Term(TranslatableModel):
    """A term or tool of the glossary: one sentence, an example from medicine, a citation."""

    class Category(models.TextChoices):
        """A word, or a thing that one uses."""

        TERM = "term", _("Term")
        TOOL = "tool", _("Tool")

    category = models.CharField(_("category"), max_length=10, choices=Category.choices, default=Category.TERM)
    slug = models.SlugField(_("code"), max_length=100, unique=True)
    name = models.CharField(_("term"), max_length=100)
    definition = models.TextField(_("definition"))
    example = models.TextField(_("example from medicine"))
    references = models.ManyToManyField(Reference, related_name="+", blank=True)

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.name


class Crosswalk(models.Model):
    """A competency of somebody else's framework and ours that it corresponds to.

    Other frameworks put several entries under one code, so code and name identify one together.
    """

    seed_code = models.SlugField(_("code of the seed"), max_length=50, unique=True, null=True, blank=True)
    framework_name = models.CharField(_("framework"), max_length=200)
    code = models.CharField(_("code"), max_length=100)
    name = models.TextField(_("name"))
    code_verified = models.BooleanField(_("code verified"), default=False)
    name_verified = models.BooleanField(_("name verified"), default=False)
    note = models.TextField(_("note"), blank=True)
    competencies = models.ManyToManyField("competencies.Competency", related_name="crosswalks", blank=True)
    references = models.ManyToManyField(Reference, related_name="+", blank=True)

    class Meta:
        ordering = ("framework_name", "code", "name")
        constraints = (
            models.UniqueConstraint(
                fields=("framework_name", "code", "name"), name="crosswalk_unique_code_and_name"
            ),
        )

    def __str__(self) -> str:
        return f"{self.framework_name} {self.code}"
