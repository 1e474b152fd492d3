"""A module as one person reads it: its sections, and which of them they have read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assessments.models import Assessment, ModuleAssessment
from competencies.models import Module, ModuleCompetency, Section
from competencies.models.state import ContentState
from learners.models import SectionProgress
from learners.todo import Todo, own_work, todos_of
from people.models import User


@dataclass(frozen=True, slots=True)
class SectionRead:
    """One section, and when this person read it; None where they have not."""

    section: Section
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class Followup:
    """An assessment to do after the module, and the reader's own piece of work, where they were given it."""

    assessment: Assessment
    todo: Todo | None


@dataclass(frozen=True, slots=True)
class ModulePage:
    """The parts of a module's page. `todo` is the reader's assignment of it, where they have one."""

    module: Module
    attachments: tuple[ModuleCompetency, ...]
    sections: tuple[SectionRead, ...]
    followups: tuple[Followup, ...]
    todo: Todo | None

    @property
    def read(self) -> int:
        """How many sections were read."""
        return sum(1 for one in self.sections if one.read_at is not None)

    @property
    def next_unread(self) -> Section | None:
        """The first section that was not read; None where all were."""
        return next((one.section for one in self.sections if one.read_at is None), None)


def module_page(module: Module, *, reader: User, at: datetime) -> ModulePage:
    """Return a module with the reader's progress, in a constant number of queries."""
    read = dict(
        SectionProgress.objects.filter(user=reader, section__module=module).values_list(
            "section_id", "read_at"
        )
    )
    sections = Section.objects.filter(module=module, state=Section.State.CURRENT).prefetch_related(
        "references"
    )
    followups = (
        ModuleAssessment.objects.filter(module=module, assessment__state=ContentState.PUBLISHED)
        .select_related("assessment")
        .prefetch_related("assessment__versions")
    )
    todos = todos_of(reader, at=at)
    own = own_work(todos)
    return ModulePage(
        module=module,
        attachments=tuple(
            ModuleCompetency.objects.filter(module=module)
            .select_related("competency")
            .order_by("competency__position")
        ),
        sections=tuple(SectionRead(section, read.get(section.pk)) for section in sections),
        followups=tuple(Followup(row.assessment, own.get(row.assessment_id)) for row in followups),
        todo=next((todo for todo in todos if todo.assignment.module_id == module.pk), None),
    )
