"""Factories of frameworks, modules and sources: the rows as they stand after the services wrote them."""

from __future__ import annotations

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from competencies.models import (
    Competency,
    Crosswalk,
    Descriptor,
    Domain,
    Fact,
    Framework,
    FrameworkVersion,
    Indicator,
    Level,
    Module,
    ModuleCompetency,
    Reference,
    Scale,
    Section,
    SourceSection,
    SourceStatement,
    Term,
)

__all__ = [
    "CompetencyFactory",
    "CrosswalkFactory",
    "DescriptorFactory",
    "DomainFactory",
    "FactFactory",
    "FrameworkFactory",
    "FrameworkVersionFactory",
    "IndicatorFactory",
    "LevelFactory",
    "ModuleCompetencyFactory",
    "ModuleFactory",
    "ReferenceFactory",
    "ScaleFactory",
    "SectionFactory",
    "SourceSectionFactory",
    "SourceStatementFactory",
    "TermFactory",
]

WRITTEN = datetime(2026, 1, 5, 15, tzinfo=UTC)
LEVEL_NAMES = ("Novice", "Advanced beginner", "Competent", "Proficient", "Role model")


class ScaleFactory(DjangoModelFactory):
    """A scale with its five levels; `levels=0` leaves them out."""

    class Meta:
        model = Scale
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"scale-{n}")
    name = "Five levels of support"

    @factory.post_generation
    def levels(self, create, extracted, **kwargs):
        names = LEVEL_NAMES[: 5 if extracted is None else extracted]
        for ordinal, name in enumerate(names, start=1):
            LevelFactory(scale=self, ordinal=ordinal, name=name)


class LevelFactory(DjangoModelFactory):
    class Meta:
        model = Level

    scale = factory.SubFactory(ScaleFactory, levels=0)
    ordinal = 1
    name = "Novice"
    anchor = factory.LazyAttribute(lambda level: f"What one sees at {level.ordinal}.")
    support = factory.LazyAttribute(lambda level: f"Support that {level.ordinal} needs.")


class FrameworkFactory(DjangoModelFactory):
    class Meta:
        model = Framework

    code = factory.Sequence(lambda n: f"framework-{n}")
    title = factory.Sequence(lambda n: f"Framework {n}")


class FrameworkVersionFactory(DjangoModelFactory):
    """A published version."""

    class Meta:
        model = FrameworkVersion

    framework = factory.SubFactory(FrameworkFactory)
    n = 1
    state = "published"
    scale = factory.SubFactory(ScaleFactory)
    published_at = WRITTEN
    created_at = WRITTEN


class DomainFactory(DjangoModelFactory):
    class Meta:
        model = Domain

    version = factory.SubFactory(FrameworkVersionFactory)
    code = factory.Sequence(lambda n: f"D{n}")
    position = factory.Sequence(lambda n: n + 1)
    name = factory.Sequence(lambda n: f"Domain {n}")


class CompetencyFactory(DjangoModelFactory):
    """A competency of a published version; `version=` puts it and its domain there."""

    class Meta:
        model = Competency

    version = factory.SubFactory(FrameworkVersionFactory)
    domain = factory.SubFactory(DomainFactory, version=factory.SelfAttribute("..version"))
    code = factory.Sequence(lambda n: f"SM-{n}")
    position = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Competency {n}")
    short_title = factory.Sequence(lambda n: f"Comp {n}")
    statement = factory.Sequence(lambda n: f"The student can do {n}.")


class IndicatorFactory(DjangoModelFactory):
    class Meta:
        model = Indicator

    competency = factory.SubFactory(CompetencyFactory)
    code = factory.Sequence(lambda n: f"I{n}")
    position = factory.Sequence(lambda n: n + 1)
    text = factory.Sequence(lambda n: f"Indicator {n}")


class DescriptorFactory(DjangoModelFactory):
    class Meta:
        model = Descriptor

    indicator = factory.SubFactory(IndicatorFactory)
    level = factory.SubFactory(LevelFactory)
    text = factory.Sequence(lambda n: f"Descriptor {n}")


class ReferenceFactory(DjangoModelFactory):
    """A reference of which everything was checked."""

    class Meta:
        model = Reference

    code = factory.Sequence(lambda n: f"ref-{n}")
    kind = "journal"
    authors = factory.Sequence(lambda n: f"Author{n} AB")
    year = 2015
    title = factory.Sequence(lambda n: f"Work {n}")
    venue = "A journal"
    verified = True
    doi_verified = True
    authors_verified = True
    verification = Reference.Verification.PRIMARY


class SourceSectionFactory(DjangoModelFactory):
    class Meta:
        model = SourceSection

    code = factory.Sequence(lambda n: f"S-{n}")
    position = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Part {n}")


class SourceStatementFactory(DjangoModelFactory):
    class Meta:
        model = SourceStatement
        skip_postgeneration_save = True

    section = factory.SubFactory(SourceSectionFactory)
    code = factory.Sequence(lambda n: f"S-{n}-1")
    position = factory.Sequence(lambda n: n + 1)
    text = factory.Sequence(lambda n: f"The source says {n}.")

    @factory.post_generation
    def references(self, create, extracted, **kwargs):
        if extracted:
            self.references.set(extracted)


class FactFactory(DjangoModelFactory):
    class Meta:
        model = Fact
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"F{n:02d}")
    category = "evidence"
    text = factory.Sequence(lambda n: f"A finding {n}.")
    verified = True

    @factory.post_generation
    def references(self, create, extracted, **kwargs):
        if extracted:
            self.references.set(extracted)

    @factory.post_generation
    def competencies(self, create, extracted, **kwargs):
        if extracted:
            self.competencies.set(extracted)


class TermFactory(DjangoModelFactory):
    class Meta:
        model = Term
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"term-{n}")
    name = factory.Sequence(lambda n: f"Term {n}")
    definition = factory.Sequence(lambda n: f"What term {n} means.")
    example = factory.Sequence(lambda n: f"An example of term {n}.")

    @factory.post_generation
    def references(self, create, extracted, **kwargs):
        if extracted:
            self.references.set(extracted)


class CrosswalkFactory(DjangoModelFactory):
    class Meta:
        model = Crosswalk
        skip_postgeneration_save = True

    framework_name = "Another framework"
    code = factory.Sequence(lambda n: f"X{n}")
    name = factory.Sequence(lambda n: f"Their competency {n}")

    @factory.post_generation
    def competencies(self, create, extracted, **kwargs):
        if extracted:
            self.competencies.set(extracted)


class ModuleFactory(DjangoModelFactory):
    """A published module without sections or competencies."""

    class Meta:
        model = Module

    title = factory.Sequence(lambda n: f"Module {n}")
    objective = "Say what it is for."
    minutes = 20
    state = "published"
    created_at = WRITTEN
    updated_at = WRITTEN


class SectionFactory(DjangoModelFactory):
    class Meta:
        model = Section

    module = factory.SubFactory(ModuleFactory)
    position = factory.LazyAttribute(lambda section: section.module.sections.count() + 1)
    title = factory.Sequence(lambda n: f"Section {n}")
    body = "Some *text*."


class ModuleCompetencyFactory(DjangoModelFactory):
    class Meta:
        model = ModuleCompetency

    module = factory.SubFactory(ModuleFactory)
    competency = factory.SubFactory(CompetencyFactory)
    level_from = 1
    level_to = 3
