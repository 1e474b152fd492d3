"""Where each learner of a cohort stands on each competency."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple, Self

from django.utils.translation import gettext as _

from assessments.models import Attainment
from learners.matrix import Column as Competency
from reports.pseudonyms import pseudonym
from reports.queries import CohortStanding, Line, Person, cohort_standing
from reports.ready import attainment
from reports.scope import Outline, Scope, Tongue, covers, head_of, manifest_of
from reports.table import Cell, Column, Kind, Report, Row

NAME: Final = "progress"


def build(scope: Scope) -> Report:
    """Return one line per learner and competency; `wide` per learner.

    Who may not see names, and who asked for figures, gets figures of the cohort instead.
    """
    if scope.summarised or not scope.audience.sees_names:
        figures = attainment.build(scope, name=NAME)
        if scope.summarised and scope.audience.sees_names:
            return replace(figures, notes=(_in_place_of_lines(), *figures.notes))
        return figures
    standing = cohort_standing(scope.cohort, at=scope.as_of, past=scope.past, codes=scope.codes)
    return _table(scope, standing)


def _in_place_of_lines() -> str:
    return _(
        "A cohort of this size is told in figures on paper. The workbook has a line for each learner and"
        " competency."
    )


def columns(outline: Outline) -> tuple[Column, ...]:
    """Return the columns of the lines; those that stand once for each competency by their part."""
    if not outline.exact:
        return attainment.columns(exact=False)
    about = _about_columns(pseudonyms=outline.pseudonyms)
    if not outline.wide:
        return (*about, *_long_columns())
    return (*about, *(Column(part, what, kind, part) for part, what, kind in _parts()))


def lines_of(scope: Scope, standing: CohortStanding, people: Sequence[Person]) -> Report:
    """Return the lines of some learners, one for each competency, of what was read already."""
    return _table(
        replace(scope, wide=False, on_paper=False, study=None), replace(standing, people=tuple(people))
    )


def _table(scope: Scope, standing: CohortStanding) -> Report:
    tongue = Tongue()
    about = _about(scope)
    shape = _on_paper if scope.on_paper else _wide if scope.wide else _long
    columns, rows = shape(standing, about, tongue)
    learners = len(standing.people)
    return Report(
        title=_("Where a cohort stands, by learner and competency"),
        columns=columns,
        rows=rows,
        row_count=learners * (len(standing.columns) if shape is _long else 1),
        manifest=manifest_of(scope, NAME, standing.policies),
        head=head_of(
            scope,
            _("Where a cohort stands, by learner and competency"),
            covers=covers(learners=learners, competencies=len(standing.columns)),
            policies=standing.policies,
            only=tongue.only(),
        ),
        notes=(
            _(
                "Levels go from 1 to 5; empty is not assessed, which is never a result. Bias is the"
                " self-rating minus the level. A self-rating never counts toward a level."
            ),
            *((_("An asterisk follows the level of what is attained."),) if scope.on_paper else ()),
        ),
    )


class _About(NamedTuple):
    """What says whom a line is about."""

    columns: tuple[Column, ...]
    cells: Callable[[Person], tuple[str, ...]]


def _about(scope: Scope) -> _About:
    if scope.study is not None:
        secret = scope.study.secret
        return _About(
            _about_columns(pseudonyms=True),
            lambda person: (pseudonym(secret=secret, learner=person.learner.public_id),),
        )
    return _About(
        _about_columns(pseudonyms=False),
        lambda person: (
            person.identifiers,
            person.learner.family_name,
            person.learner.given_name,
            person.email,
            person.groups,
        ),
    )


def _about_columns(*, pseudonyms: bool) -> tuple[Column, ...]:
    if pseudonyms:
        return (Column("pseudonym", _("Pseudonym"), Kind.IDENTIFIER),)
    return (
        Column("identifier", _("Identifier"), Kind.IDENTIFIER),
        Column("family_name", _("Family name")),
        Column("given_name", _("Given name")),
        Column("email", _("Email")),
        Column("group", _("Group")),
    )


def _people(standing: CohortStanding, about: _About) -> dict[int, tuple[str, ...]]:
    """What is said of each learner. Pseudonyms come in an order of their own: that of names tells of them."""
    said = [(about.cells(person), person.learner.pk) for person in standing.people]
    if len(about.columns) == 1:
        said.sort()
    return {key: cells for cells, key in said}


def _long(
    standing: CohortStanding, about: _About, tongue: Tongue
) -> tuple[tuple[Column, ...], Iterable[Row]]:
    columns = (*about.columns, *_long_columns())
    shared = {column.pk: _ColumnCells.of(column, standing, tongue) for column in standing.columns}
    return columns, _long_rows(standing, _people(standing, about), shared)


def _long_columns() -> tuple[Column, ...]:
    return (
        Column("competency", _("Competency")),
        Column("title", _("Title")),
        Column("status", _("Status")),
        Column("level", _("Level"), Kind.LEVEL),
        Column("level_name", _("Level name")),
        Column("self_rating", _("Self-rating"), Kind.LEVEL),
        Column("bias", _("Bias"), Kind.INTEGER),
        Column("evidence_counted", _("Evidence counted"), Kind.INTEGER),
        Column("evidence_left_out", _("Evidence left out"), Kind.INTEGER),
        Column("first_shown", _("First shown"), Kind.DATE),
        Column("last_shown", _("Last shown"), Kind.DATE),
        Column("policy_version", _("Policy version"), Kind.INTEGER),
    )


def _long_rows(
    standing: CohortStanding, people: Mapping[int, tuple[str, ...]], shared: Mapping[int, _ColumnCells]
) -> Iterable[Row]:
    words = _status_words()
    for key, about in people.items():
        for line in standing.lines_of(key):
            stand, column = line.stand, shared[line.column.pk]
            yield (
                *about,
                column.code,
                column.title,
                words[stand.status],
                stand.level,
                column.level_names[stand.level],
                line.self_level,
                line.bias,
                stand.counted,
                stand.left_out,
                stand.first_shown,
                stand.last_shown,
                column.policy,
            )


class _ColumnCells(NamedTuple):
    """What the lines of one competency share."""

    code: str
    title: str
    level_names: Mapping[int | None, str]
    policy: int | None

    @classmethod
    def of(cls, column: Competency, standing: CohortStanding, tongue: Tongue) -> Self:
        levels = standing.levels[column.scale_id]
        return cls(
            code=column.code,
            title=tongue.say(column, "title"),
            level_names={
                None: "",
                **{ordinal: tongue.say(level, "name") for ordinal, level in levels.items()},
            },
            policy=next(
                (one.n for one in standing.policies if one.framework_id == column.framework_id), None
            ),
        )


def _wide(
    standing: CohortStanding, about: _About, tongue: Tongue
) -> tuple[tuple[Column, ...], Iterable[Row]]:
    columns = (
        *about.columns,
        *(
            Column(f"{name} {key}", f"{name} {what}", kind, part=key)
            for name in _column_names(standing, tongue)
            for key, what, kind in _parts()
        ),
    )
    return columns, _wide_rows(standing, _people(standing, about))


def _parts() -> tuple[tuple[str, str, Kind], ...]:
    """What a wide table says of each competency."""
    return (
        ("status", _("status"), Kind.TEXT),
        ("level", _("level"), Kind.LEVEL),
        ("self_rating", _("self-rating"), Kind.LEVEL),
        ("bias", _("bias"), Kind.INTEGER),
    )


def _wide_rows(standing: CohortStanding, people: Mapping[int, tuple[str, ...]]) -> Iterable[Row]:
    words = _status_words()
    for key, about in people.items():
        cells: list[Cell] = []
        for line in standing.lines_of(key):
            cells += (words[line.stand.status], line.stand.level, line.self_level, line.bias)
        yield (*about, *cells)


def _on_paper(
    standing: CohortStanding, about: _About, tongue: Tongue
) -> tuple[tuple[Column, ...], Iterable[Row]]:
    """One line per learner with a level for each competency: what fits on a page."""
    columns = (
        *(column for column in about.columns if column.key != "email"),
        *(Column(name, name) for name in _column_names(standing, tongue)),
    )
    kept = [place for place, column in enumerate(about.columns) if column.key != "email"]
    return columns, (
        (*(cells[place] for place in kept), *(_level_on_paper(line) for line in standing.lines_of(key)))
        for key, cells in _people(standing, about).items()
    )


def _level_on_paper(line: Line) -> str | None:
    if line.stand.level is None:
        return None
    return f"{line.stand.level}{' *' if line.stand.status == Attainment.Status.ATTAINED else ''}"


def _status_words() -> dict[str, str]:
    return {status.value: str(status.label) for status in Attainment.Status}


def _column_names(standing: CohortStanding, tongue: Tongue) -> list[str]:
    """The codes; with the title where a cohort follows two frameworks that share a code."""
    shared = Counter(column.code for column in standing.columns)
    return [
        column.code if shared[column.code] == 1 else f"{column.code} {tongue.say(column, 'title')}"
        for column in standing.columns
    ]
