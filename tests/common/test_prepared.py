"""Reads that are built once: the same rows as the ORM's own, whatever the values."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from common.prepared import Prepared
from people.models import Enrolment, User
from tests.factories import CohortFactory, EnrolmentFactory

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)


def members(cohort: object, on: object) -> models.QuerySet:  # type: ignore[type-arg]
    return (
        Enrolment.objects.running(on)  # type: ignore[arg-type]
        .filter(cohort=cohort)
        .order_by("user__sort_name", "user")
        .values_list("user__public_id", "starts_on", "user__is_active", "recorded_from")
    )


def prepared() -> Prepared:
    return Prepared(members, cohort=models.BigIntegerField(), on=models.DateField())


def test_prepared_read_gives_the_rows_of_the_orm_for_each_value() -> None:
    read = prepared()
    cohorts = CohortFactory.create_batch(2)
    for number, cohort in enumerate([*cohorts, cohorts[0]]):
        EnrolmentFactory(cohort=cohort, starts_on=DAY + timedelta(days=number))
    EnrolmentFactory(cohort=cohorts[0], starts_on=DAY, ends_on=DAY)
    found = set()
    for cohort in cohorts:
        for day in range(-1, 4):
            on = DAY + timedelta(days=day)
            rows = list(read.rows(cohort=cohort.pk, on=on))
            assert rows == list(members(cohort.pk, on))
            found.add(len(rows))
    assert found == {0, 1, 2}


def test_prepared_read_converts_as_the_orm_does() -> None:
    spell = EnrolmentFactory(starts_on=DAY)
    (row,) = prepared().rows(cohort=spell.cohort_id, on=DAY)
    assert row == (spell.user.public_id, DAY, True, spell.recorded_from)


def test_prepared_read_is_built_once_and_run_as_one_query() -> None:
    built = []

    def build(pk: object) -> models.QuerySet:  # type: ignore[type-arg]
        built.append(pk)
        return User.objects.filter(pk=pk).values_list("pk")

    read = Prepared(build, pk=models.BigIntegerField())
    with CaptureQueriesContext(
        connection,
    ) as queries:
        for _time in range(3):
            assert list(read.rows(pk=0)) == []
    assert (len(built), len(queries)) == (1, 3)


def test_prepared_read_takes_hostile_values_as_values() -> None:
    read = Prepared(
        lambda name: User.objects.filter(given_name=name).values_list("pk"), name=models.CharField()
    )
    assert list(read.rows(name="' OR 1=1 --")) == []
    assert list(read.rows(name="100 %s")) == []


def test_prepared_read_names_what_it_takes() -> None:
    with pytest.raises(TypeError, match="This read takes cohort, on; given were cohort"):
        list(prepared().rows(cohort=1))
