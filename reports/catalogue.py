"""The reports that are ready to take, by the name under which the command line asks for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.audience import Audience
from reports.ready import (
    assessment_quality,
    attainment,
    calibration,
    campuses,
    coverage,
    inventory,
    policies,
    progress,
    release_times,
    targets,
    transcripts,
    visit_pack,
)
from reports.scope import Outline, Scope
from reports.table import Column, Report

FORMATS: Final = ("xlsx", "csv", "pdf", "json")
FOLDER: Final = "zip"
INVENTORY: Final = "xml"


@dataclass(frozen=True, slots=True)
class Ready:
    """One report: what it is called, what it tells, and how it is built.

    `lines` says that it has a line for each learner, which can be wide or carry pseudonyms; `formats` in
    which it can be had; `audiences` for whom it can be made. `competencies` says that some of them can be
    chosen; `period` that it can be held to days; `columns` returns those that it will have, none for a
    folder.
    """

    name: str
    title: str | Promise
    tells: str | Promise
    build: Callable[[Scope], Report]
    lines: bool = False
    formats: tuple[str, ...] = FORMATS
    audiences: tuple[Audience, ...] = tuple(Audience)
    competencies: bool = True
    period: bool = False
    columns: Callable[[Outline], tuple[Column, ...]] = lambda _outline: ()

    @property
    def staff_only(self) -> bool:
        """Whether there is nothing in it for others than staff."""
        return self.audiences == (Audience.STAFF,)


READY: Final[dict[str, Ready]] = {
    one.name: one
    for one in (
        Ready(
            progress.NAME,
            _("Cohort progress"),
            _("Where everyone stands on each competency, with the evidence behind it."),
            progress.build,
            lines=True,
            columns=progress.columns,
        ),
        Ready(
            attainment.NAME,
            _("Competency attainment"),
            _("How many stand where on each competency, with method, policy and limits: for accreditation."),
            attainment.build,
            columns=lambda outline: attainment.columns(exact=outline.exact),
        ),
        Ready(
            campuses.NAME,
            _("Attainment by campus"),
            _("How many stand where on each competency, campus by campus."),
            campuses.build,
            columns=lambda outline: campuses.columns(exact=outline.exact),
        ),
        Ready(
            targets.NAME,
            _("Targets"),
            _("What the cohort aims at, how many have reached it, and who is counted."),
            targets.build,
            competencies=False,
            columns=lambda _outline: targets.columns(),
        ),
        Ready(
            coverage.NAME,
            _("Curriculum coverage"),
            _("Modules, assessments, minutes and levels for each competency, as they were given."),
            coverage.build,
            columns=lambda _outline: coverage.columns(),
        ),
        Ready(
            inventory.NAME,
            _("Curriculum inventory"),
            _(
                "The curriculum map as XML for other systems, in the style of the MedBiquitous Curriculum"
                " Inventory. It was not checked against the schema, nor by a receiver."
            ),
            inventory.build,
            formats=(INVENTORY, FOLDER),
            competencies=False,
        ),
        Ready(
            release_times.NAME,
            _("Results within 42 days"),
            _("The share of results that learners were told in time, by assessment."),
            release_times.build,
            competencies=False,
            period=True,
            columns=lambda _outline: release_times.columns(),
        ),
        Ready(
            assessment_quality.NAME,
            _("Assessment quality"),
            _("How well each assessment measured: facility, reliability, error, questions to look at."),
            assessment_quality.build,
            competencies=False,
            period=True,
            columns=lambda _outline: assessment_quality.columns(),
        ),
        Ready(
            calibration.NAME,
            _("Calibration"),
            _("How closely self-ratings fit the levels assessed, by competency."),
            calibration.build,
            columns=lambda _outline: calibration.columns(),
        ),
        Ready(
            policies.NAME,
            _("Policies"),
            _("The rules by which evidence became attainment, as they were in force."),
            policies.build,
            competencies=False,
            columns=lambda _outline: policies.columns(),
        ),
        Ready(
            transcripts.NAME,
            _("Transcripts"),
            _("The record of each learner on paper, in one folder."),
            transcripts.build,
            formats=(FOLDER,),
            audiences=(Audience.STAFF,),
        ),
        Ready(
            visit_pack.NAME,
            _("Visit pack"),
            _("Policies, tables and a sample without names, in one folder: for accreditation."),
            visit_pack.build,
            formats=(FOLDER,),
            audiences=(Audience.VISITOR, Audience.COMMITTEE, Audience.STUDENT),
        ),
    )
}
