"""A cohort's dashboard against raw SQL: its first page, what stands beside it, and an earlier day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import PolicyVersion
from benchmarks import standing_sql as sql
from benchmarks.measuring import DifferentError, Figure, beside, demand_same, growth, statements_of
from benchmarks.record import THEN, give_record
from benchmarks.school import cohort_of
from common.school_time import end_of_day, school_day
from learners.cohort_figures import figures_of
from learners.cohort_needs import Needs, needs_of
from learners.cohort_page import CohortPage, cohort_page
from learners.completion import CohortProgress, progress_of
from learners.distribution import Distribution, distributed
from learners.levels import level_names
from learners.matrix import cohort_columns, cohort_learners
from learners.models import CohortFramework
from learners.picking import Wanted, keys_of
from learners.reaching_targets import TargetStand, targets_of
from learners.standing_counts import standing_counts
from learners.trend import month_ends
from people.models import Cohort

A_PAGE = 50
COMPETENCIES = 40
SINCE = school_day(THEN)


def dashboards(sizes: tuple[int, ...]) -> Iterator[Figure]:
    """The dashboard at each size; then how its times grew from the first size to the last."""
    found: dict[int, list[Figure]] = {}
    for size in sizes:
        found[size] = []
        for one in _dashboard(_Bench(cohort_of(size, COMPETENCIES)), runs=3 if size > 2000 else 7):
            found[size].append(one)
            yield one
    small, large = sizes[0], sizes[-1]
    if small < large:
        for one, other in zip(found[small], found[large], strict=True):
            yield growth(one, other, times_larger=large / small)


def _dashboard(bench: _Bench, *, runs: int) -> Iterator[Figure]:
    for name, work, raw, check in (
        ("first page", bench.page, bench.raw_page, bench.check_page),
        ("first page with ?since=", bench.page_since, bench.raw_since, bench.check_since),
        ("figures, as page", bench.figures_page, bench.raw_figures, bench.check_figures),
        ("distribution", bench.distribution, bench.raw_distribution, bench.check_distribution),
        ("distribution as of a day", bench.as_of, bench.raw_as_of, bench.check_as_of),
        ("targets", bench.targets, bench.raw_targets, bench.check_targets),
        ("completion", bench.completion, bench.raw_completion, bench.check_completion),
        ("who needs someone", bench.needs, bench.raw_needs, bench.check_needs),
    ):
        rows = check()
        named = f"dashboard {bench.learners} x {COMPETENCIES}: {name}"
        yield beside(named, work, raw, runs=runs, rows=rows, statements=statements_of(work))


class _Bench:
    """One cohort, read by the pages' own functions and by hand-written SQL."""

    def __init__(self, cohort: Cohort) -> None:
        self.at = timezone.now()
        lead = give_record(cohort, at=self.at)
        self.cohort = cohort
        self.then = end_of_day(SINCE)
        self.client = Client(headers={"host": "localhost"})
        self.client.force_login(lead)
        self.address = reverse("learners:cohort-detail", args=[cohort.public_id])
        version = CohortFramework.objects.get(cohort=cohort).framework_version
        policy = PolicyVersion.objects.get(framework=version.framework)
        self.values = {
            "cohort": cohort.pk,
            "version": version.pk,
            "policy": policy.pk,
            "on": school_day(self.at),
            "at": self.at,
            "then": self.then,
            "target": version.target_level,
            **{f"month{n}": instant for n, instant in enumerate(month_ends(self.at))},
        }
        self.columns = cohort_columns(cohort, at=self.at)
        self.people = cohort_learners(cohort, at=self.at)
        self.learners = len(self.people)

    def ask(self, query: str, **more: Any) -> list[Any]:
        """Return the rows of hand-written SQL."""
        with connection.cursor() as cursor:
            cursor.execute(query, {**self.values, **more})
            return cursor.fetchall()

    # --- Pages ------------------------------------------------------------------------------------

    def get(self, address: str) -> str:
        """Return a page as a browser gets it."""
        answer = self.client.get(address)
        assert answer.status_code == 200, answer.status_code
        return answer.content.decode()

    def page(self) -> str:
        """Return the first page of the dashboard."""
        return self.get(self.address)

    def raw_page(self) -> list[Any]:
        """All that it tells, row by row and counted."""
        return [self.ask(sql.PEOPLE), self.ask(sql.CELLS_OF_SOME, some=A_PAGE), *self.raw_needs()]

    def check_page(self) -> int:
        """The first learners by name, in their order, each with a cell for each competency."""
        people = self.ask(sql.PEOPLE)[:A_PAGE]
        html = self.page()
        table = html[html.index("<tbody") :]
        addresses = [reverse("learners:learner-detail", args=[UUID(str(one[1]))]) for one in people]
        places = [table.find(f'"{address}') for address in addresses]
        if -1 in places or places != sorted(places):
            raise DifferentError("the first page does not show the first learners by name")
        ours = (
            (row.learner.pk, column.pk, stand.level, stand.status, stand.look_again)
            for row in self.made().rows
            for column, stand in zip(self.columns, row.stands, strict=True)
            if stand.level is not None
        )
        raw = ((*cell[:4], bool(cell[4])) for cell in self.ask(sql.CELLS_OF_SOME, some=A_PAGE))
        return demand_same("the cells of the first page", ours, raw)

    def made(self, since: date | None = None) -> CohortPage:
        """Return what the first page is made of."""
        return cohort_page(
            self.cohort, Wanted(since=since), columns=self.columns, learners=self.people, at=self.at
        )

    def page_since(self) -> str:
        """Return the page that compares with an earlier day."""
        return self.get(f"{self.address}?since={SINCE.isoformat()}")

    def raw_since(self) -> list[Any]:
        """All that this page tells."""
        return [*self.raw_page(), self.ask(sql.MOVED)]

    def check_since(self) -> int:
        """Each level that moved, with what it was and is."""
        ours = ((one.learner.pk, one.column.pk, one.before, one.now) for one in self.made(SINCE).moves)
        return demand_same("what moved", ours, self.ask(sql.MOVED))

    def figures_page(self) -> str:
        """Return the page of figures: targets, distribution, trend, calibration."""
        return self.get(reverse("learners:cohort-figures", args=[self.cohort.public_id]))

    def raw_figures(self) -> list[Any]:
        """The same, counted by the database."""
        return [*self.raw_targets(), *self.raw_distribution(), *self.ask(sql.TREND), *self.ask(sql.RATINGS)]

    def check_figures(self) -> int:
        """The newest point of the trend, and each pair of self-rating and level, counted by competency."""
        found = figures_of(self.cohort, columns=self.columns, learners=self.people, at=self.at, by_name=True)
        reached = ((one.column.pk, one.last.reached) for one in found.trend.columns if one.last.reached)
        rated = ((one.column.pk, *one.counts) for one in found.calibration.columns if one.counts)
        newest = ((row[0], row[-1]) for row in self.ask(sql.TREND) if row[-1])
        return demand_same("the trend", reached, newest) + demand_same(
            "calibration", rated, self.ask(sql.RATINGS)
        )

    # --- What stands on them ----------------------------------------------------------------------

    def distribution(self, then: datetime | None = None) -> tuple[Distribution, ...]:
        """Return how many stand at each level."""
        keys = keys_of(self.cohort, None, at=self.at)
        counts = standing_counts(
            self.columns, keys, learners=self.learners, cohort_id=self.cohort.pk, at=self.at, then=then
        )
        levels = level_names(column.scale_id for column in self.columns)
        return distributed(self.columns, counts.levels, levels=levels)

    def raw_distribution(self) -> list[Any]:
        """The same, counted by the database."""
        return self.ask(sql.DISTRIBUTION)

    def check_distribution(self) -> int:
        """Each count, level by level."""
        return demand_same("the distribution", _counts(self.distribution()), self.raw_distribution())

    def as_of(self) -> tuple[Distribution, ...]:
        """Return how many stood at each level on an earlier day, as recorded then."""
        return self.distribution(self.then)

    def raw_as_of(self) -> list[Any]:
        """The same, counted by the database."""
        return self.ask(sql.DISTRIBUTION_THEN)

    def check_as_of(self) -> int:
        """Each count, level by level."""
        return demand_same("the distribution of then", _counts(self.as_of()), self.raw_as_of())

    def targets(self) -> tuple[TargetStand, ...]:
        """Return where the cohort stands with its targets."""
        return targets_of(self.cohort, self.at, columns=self.columns)

    def raw_targets(self) -> list[Any]:
        """The same, counted by the database: (target, reached)."""
        names = ("competency", "level", "measures", "direct")
        return [
            (key, *self.ask(sql.REACHED, **dict(zip(names, demand, strict=True)))[0])
            for key, *demand in self.ask(sql.TARGETS)
        ]

    def check_targets(self) -> int:
        """Each target."""
        ours = ((one.target.pk, one.reached) for one in self.targets())
        return demand_same("targets", ours, self.raw_targets())

    def completion(self) -> CohortProgress:
        """Return how far the cohort is with what it was given."""
        return progress_of(self.cohort, learner_ids=[one.pk for one in self.people], at=self.at)

    def raw_completion(self) -> list[Any]:
        """The same, counted by the database: (assignment, done, begun) of sittings and of modules."""
        return [*self.ask(sql.SITTINGS), *self.ask(sql.READING)]

    def check_completion(self) -> int:
        """Each assignment."""
        ours = ((one.assignment.pk, one.done, one.started) for one in self.completion().completions)
        return demand_same("completion", ours, self.raw_completion())

    def needs(self) -> Needs:
        """Return who and what needs somebody, with the counts from which that follows."""
        keys = keys_of(self.cohort, None, at=self.at)
        at, learners = self.at, self.people
        counts = standing_counts(self.columns, keys, learners=len(learners), cohort_id=self.cohort.pk, at=at)
        return needs_of(self.cohort, columns=self.columns, learners=learners, keys=keys, counts=counts, at=at)

    def raw_needs(self) -> list[Any]:
        """The same, counted by the database: who waits for a signer, and what each assignment lacks."""
        return [*self.ask(sql.WAITING), *self.raw_completion()]

    def check_needs(self) -> int:
        """How many competencies, and how many levels, wait for a signer."""
        found, raw = self.needs(), self.ask(sql.WAITING)
        ours = [(found.ready_all, found.ready_levels)]
        demand_same("who waits for a signer", ours, [(len(raw), sum(row[1] for row in raw))])
        return len(raw)


def _counts(found: Iterable[Distribution]) -> Iterator[tuple[int, int, int]]:
    """(competency, level, learners) of what somebody stands at."""
    return (
        (one.column.pk, level, count) for one in found for level, count in enumerate(one.at_level, 1) if count
    )
