"""What should be learned: frameworks with their scale, teaching modules, and the sources behind both."""

from competencies.models.framework import (
    Competency,
    CompetencyMapping,
    Descriptor,
    Domain,
    Framework,
    FrameworkVersion,
    Indicator,
)
from competencies.models.module import Module, ModuleCompetency, Section
from competencies.models.scale import Level, Scale
from competencies.models.source import Crosswalk, Fact, Reference, SourceSection, SourceStatement, Term

__all__ = [
    "Competency",
    "CompetencyMapping",
    "Crosswalk",
    "Descriptor",
    "Domain",
    "Fact",
    "Framework",
    "FrameworkVersion",
    "Indicator",
    "Level",
    "Module",
    "ModuleCompetency",
    "Reference",
    "Scale",
    "Section",
    "SourceSection",
    "SourceStatement",
    "Term",
]
