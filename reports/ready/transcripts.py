"""The record of each learner of a cohort, as a file each."""

from __future__ import annotations

from functools import partial
from typing import Final

from django.utils.translation import gettext as _

from reports.formats.zip_file import member_name
from reports.queries import CohortStanding, Person, cohort_standing
from reports.ready import progress
from reports.scope import Scope, covers, head_of, manifest_of
from reports.table import Column, Member, Report

NAME: Final = "transcripts"
_ABOUT: Final = 5
"""The columns that say whom a line is about; a file of one person says it at its head."""


def build(scope: Scope) -> Report:
    """Return a folder of one PDF for each learner."""
    standing = cohort_standing(scope.cohort, at=scope.as_of, past=scope.past, codes=scope.codes)
    what = _("Transcripts")
    members = tuple(
        Member(_file_name(place, person), "pdf", partial(_transcript, scope, standing, person))
        for place, person in enumerate(standing.people, 1)
    )
    return Report(
        title=what,
        columns=(Column("file", _("File")),),
        rows=[(member.name,) for member in members],
        row_count=len(members),
        manifest=manifest_of(scope, NAME, standing.policies),
        head=head_of(
            scope,
            what,
            covers=covers(learners=len(members), competencies=len(standing.columns)),
            policies=standing.policies,
        ),
        members=members,
    )


def _file_name(place: int, person: Person) -> str:
    """The name of the learner, after a number: two may have the same. Long names are cut."""
    return member_name(f"{place:04d}-{person.learner.full_name or place}", "pdf")


def _transcript(scope: Scope, standing: CohortStanding, person: Person) -> Report:
    whole = progress.lines_of(scope, standing, [person])
    head = (
        (_("Learner"), person.learner.full_name),
        (_("Identifier"), person.identifiers),
        (_("Group"), person.groups),
        *whole.head,
    )
    return Report(
        title=_("Transcript of %(name)s") % {"name": person.learner.full_name},
        columns=whole.columns[_ABOUT:],
        rows=(row[_ABOUT:] for row in whole.rows),
        row_count=whole.row_count,
        manifest=whole.manifest,
        head=head,
        notes=whole.notes,
    )
