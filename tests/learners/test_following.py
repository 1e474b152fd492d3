"""Which framework a cohort follows, from when until when."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from learners.models import CohortFramework
from learners.services.following import follow_framework
from tests.factories import CohortFactory, FrameworkFactory, FrameworkVersionFactory

TODAY = date(2026, 11, 23)


@pytest.mark.django_db
def test_follow_framework_twice_changes_nothing() -> None:
    cohort, version = CohortFactory(), FrameworkVersionFactory()

    first = follow_framework(cohort=cohort, version=version, starts_on=TODAY)

    assert follow_framework(cohort=cohort, version=version, starts_on=date(2027, 1, 1)) == first
    assert CohortFramework.objects.count() == 1


@pytest.mark.django_db
def test_follow_framework_ends_the_older_version_of_the_same_one_only() -> None:
    cohort, framework = CohortFactory(), FrameworkFactory()
    old = FrameworkVersionFactory(framework=framework, n=1)
    other = FrameworkVersionFactory()
    for version in (old, other):
        follow_framework(cohort=cohort, version=version, starts_on=date(2026, 1, 1))
    old.state = "retired"
    old.save()

    follow_framework(
        cohort=cohort, version=FrameworkVersionFactory(framework=framework, n=2), starts_on=TODAY
    )

    ended = {row.framework_version_id: row.ends_on for row in CohortFramework.objects.all()}
    assert ended[old.pk] == date(2026, 11, 22)
    assert ended[other.pk] is None


@pytest.mark.django_db
def test_follow_framework_corrected_on_the_same_day_leaves_one_version() -> None:
    cohort, framework = CohortFactory(), FrameworkFactory()
    first, second = (FrameworkVersionFactory(framework=framework, n=n, state="draft") for n in (1, 2))

    for version in (first, second, first):
        version.state = "published"
        version.save()
        follow_framework(cohort=cohort, version=version, starts_on=TODAY)
        version.state = "retired"
        version.save()

    assert [row.framework_version for row in CohortFramework.objects.all()] == [first]


@pytest.mark.django_db
def test_follow_framework_refuses_a_draft() -> None:
    with pytest.raises(ValidationError, match="published"):
        follow_framework(
            cohort=CohortFactory(), version=FrameworkVersionFactory(state="draft"), starts_on=TODAY
        )
    assert not CohortFramework.objects.exists()
