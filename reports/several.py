"""One file of several cohorts, and the columns that were chosen for it. Pure but for its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from django.utils.translation import gettext as _

from people.models import Cohort
from reports.formats.zip_file import member_name
from reports.table import Bars, Column, Kind, Member, Report, Row

COHORT: Final = "cohort"
"""The key of the column that says of which cohort a line is."""


def codes_of(cohorts: Sequence[Cohort]) -> list[str]:
    """Return what tells the cohorts apart: their codes, with the program's where two share one."""
    codes = [cohort.code for cohort in cohorts]
    if len(set(codes)) == len(codes):
        return codes
    return [f"{cohort.program.code}/{cohort.code}" for cohort in cohorts]


def together(reports: Sequence[Report], cohorts: Sequence[Cohort]) -> Report:
    """Return one report of all cohorts: each line with its cohort, the columns of any of them.

    A cohort that lacks a column, because it follows another framework, has empty cells there. What stands at
    the head is said once where it is the same. One report is returned as it is.
    """
    if len(reports) == 1:
        return reports[0]
    codes = codes_of(cohorts)
    by_key = {column.key: column for report in reports for column in report.columns}
    first = reports[0]
    named = "; ".join(report.manifest.cohort for report in reports)
    return replace(
        first,
        columns=(Column(COHORT, _("Cohort"), Kind.IDENTIFIER), *by_key.values()),
        rows=chain.from_iterable(
            _rows(code, report, by_key) for code, report in zip(codes, reports, strict=True)
        ),
        row_count=sum(report.row_count for report in reports),
        manifest=replace(
            first.manifest,
            cohort=named,
            filters=(*first.manifest.filters, ("cohorts", named)),
            policies=_once(policy for report in reports for policy in report.manifest.policies),
        ),
        head=_head(reports, codes),
        notes=_once(note for report in reports for note in report.notes),
        charts=tuple(
            _chart(code, chart)
            for code, report in zip(codes, reports, strict=True)
            for chart in report.charts
        ),
        members=tuple(
            _member(code, one) for code, report in zip(codes, reports, strict=True) for one in report.members
        ),
    )


def with_columns(report: Report, keys: Sequence[str]) -> Report:
    """Return the report with the columns of these keys, in this order; without keys as it is.

    Columns that stand once for each competency are chosen together by their `part`, and stay together by
    competency where the first of them is. Keys that the report lacks are passed over; the cohort of a line
    stays. With nothing left to show, the report is returned as it is.
    """
    places = _places(report.columns, keys) if keys else []
    if not places:
        return report
    return replace(
        report,
        columns=tuple(report.columns[place] for place in places),
        rows=(tuple(row[place] for place in places) for row in report.rows),
    )


def _places(columns: Sequence[Column], keys: Sequence[str]) -> list[int]:
    order = {key: place for place, key in enumerate(dict.fromkeys(keys))}
    single = {column.key: place for place, column in enumerate(columns) if not column.part}
    parts = [place for place, column in enumerate(columns) if column.part in order and column.part]
    groups: dict[str, list[int]] = {}
    for place in parts:
        groups.setdefault(columns[place].key.removesuffix(columns[place].part), []).append(place)
    block = [
        place
        for group in groups.values()
        for place in sorted(group, key=lambda one: order[columns[one].part])
    ]
    found: list[int] = []
    for key in order:
        if key in single:
            found.append(single[key])
        elif block and key in {columns[place].part for place in block}:
            found += block
            block = []
    if found and COHORT in single and single[COHORT] not in found:
        found.insert(0, single[COHORT])
    return found


def _rows(code: str, report: Report, by_key: dict[str, Column]) -> Iterator[Row]:
    own = {column.key: place for place, column in enumerate(report.columns)}
    places = [own.get(key) for key in by_key]
    if places == list(range(len(own))):
        for row in report.rows:
            yield (code, *row)
        return
    for row in report.rows:
        yield (code, *(None if place is None else row[place] for place in places))


def _head(reports: Sequence[Report], codes: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """What stands at the heads: once where all say the same, else each with its cohort."""
    said: dict[str, dict[str, str]] = {}
    for code, report in zip(codes, reports, strict=True):
        for what, value in report.head:
            said.setdefault(what, {})[code] = value
    return tuple((what, _of_all(values, len(reports))) for what, values in said.items())


def _of_all(values: dict[str, str], reports: int) -> str:
    if len(values) == reports and len(set(values.values())) == 1:
        return next(iter(values.values()))
    return "; ".join(
        value if code in value else _("%(cohort)s: %(value)s") % {"cohort": code, "value": value}
        for code, value in values.items()
    )


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def _chart(code: str, chart: Bars) -> Bars:
    return replace(chart, title=f"{chart.title} ({code})")


def _member(code: str, member: Member) -> Member:
    """A file of a folder under a name that says its cohort."""
    stem, _dot, ending = member.name.rpartition(".")
    return replace(member, name=member_name(f"{code.replace('/', '-')}-{stem}", ending))
