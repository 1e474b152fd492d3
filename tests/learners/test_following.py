"""Which framework a cohort follows, from when until when."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Attainment, Evidence
from common.school_time import school_day
from learners.matrix import cohort_columns
from learners.models import CohortFramework
from learners.services.following import follow_framework, stop_following
from people.models import Cohort
from tests.factories import (
    CohortFactory,
    CohortFrameworkFactory,
    FrameworkFactory,
    FrameworkVersionFactory,
    UserFactory,
)
from tests.learners.classroom import Classroom

DAY = timedelta(days=1)
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


@pytest.mark.django_db
def test_stop_following_ends_yesterday_and_leaves_other_frameworks() -> None:
    cohort, version, other = CohortFactory(), FrameworkVersionFactory(), FrameworkVersionFactory()
    for one in (version, other):
        follow_framework(cohort=cohort, version=one, starts_on=TODAY - 30 * DAY)

    assert stop_following(cohort=cohort, framework=version.framework, on=TODAY)

    ends = dict(CohortFramework.objects.values_list("framework_version", "ends_on"))
    assert ends == {version.pk: TODAY - DAY, other.pk: None}


@pytest.mark.django_db
def test_stop_following_takes_back_a_mistake_of_the_same_day_and_can_be_followed_again() -> None:
    cohort, version = CohortFactory(), FrameworkVersionFactory()
    follow_framework(cohort=cohort, version=version, starts_on=TODAY)

    assert stop_following(cohort=cohort, framework=version.framework, on=TODAY)
    assert not CohortFramework.objects.exists()
    assert not stop_following(cohort=cohort, framework=version.framework, on=TODAY)

    follow_framework(cohort=cohort, version=version, starts_on=TODAY)
    assert CohortFramework.objects.get().ends_on is None


@pytest.mark.django_db
def test_stop_following_takes_back_a_change_of_version_of_the_same_day() -> None:
    cohort, framework = CohortFactory(), FrameworkFactory(title="Webside manner")
    old = FrameworkVersionFactory(framework=framework, n=1, state="retired")
    CohortFrameworkFactory(cohort=cohort, framework_version=old)
    today = school_day(timezone.now())
    new = FrameworkVersionFactory(framework=framework, n=2)
    follow_framework(cohort=cohort, version=new, starts_on=today)

    page = admin().get(end_address(cohort, framework)).content.decode()
    assert "Webside manner v1, which it replaced, is followed again." in page
    stop_following(cohort=cohort, framework=framework, on=today)

    spell = CohortFramework.objects.get()
    assert (spell.framework_version, spell.ends_on) == (old, None)


@pytest.mark.django_db
def test_stop_following_of_yesterdays_mistake_leaves_a_spell_of_that_day() -> None:
    cohort, version = CohortFactory(), FrameworkVersionFactory()
    follow_framework(cohort=cohort, version=version, starts_on=TODAY - DAY)

    stop_following(cohort=cohort, framework=version.framework, on=TODAY)

    spell = CohortFramework.objects.get()
    assert (spell.starts_on, spell.ends_on) == (TODAY - DAY, TODAY - DAY)


def test_stop_following_loses_nothing_that_was_recorded(room: Classroom) -> None:
    room.observe(room.school.learner, room.school.competency, 4)
    framework, on = room.school.competency.version.framework, school_day(timezone.now())
    before = Evidence.objects.count(), Attainment.objects.count()

    stop_following(cohort=room.cohort, framework=framework, on=on)

    assert cohort_columns(room.cohort, at=room.now) == ()
    assert (Evidence.objects.count(), Attainment.objects.count()) == before
    follow_framework(cohort=room.cohort, version=room.school.competency.version, starts_on=on)
    assert len(cohort_columns(room.cohort, at=room.now)) == 2


def admin() -> Client:
    client = Client()
    client.force_login(UserFactory(is_school_admin=True))
    return client


def end_address(cohort: Cohort, framework: object) -> str:
    return reverse("learners:framework-end", args=[cohort.public_id, framework.public_id])


@pytest.mark.django_db
def test_framework_end_says_what_stays_and_ends_it_once() -> None:
    followed = CohortFrameworkFactory(framework_version__framework__title="Webside manner")
    cohort, framework = followed.cohort, followed.framework_version.framework
    client, address = admin(), end_address(cohort, framework)
    page = reverse("learners:cohort-framework", args=[cohort.public_id])

    assert address in client.get(page).content.decode()
    asked = client.get(address).content.decode()
    assert "Nothing that was recorded is lost" in asked
    assert "until yesterday stays on record" in asked
    assert CohortFramework.objects.get().ends_on is None

    first, second = (client.post(address, follow=True).content.decode() for _press in range(2))

    assert "follows Webside manner no longer." in first
    assert "does not follow Webside manner." in second
    assert CohortFramework.objects.get().ends_on is not None
    assert "does not follow" in client.get(address, follow=True).content.decode()


@pytest.mark.django_db
def test_framework_end_says_that_a_mistake_of_today_is_taken_back() -> None:
    followed = CohortFrameworkFactory(starts_on=school_day(timezone.now()))
    address = end_address(followed.cohort, followed.framework_version.framework)

    assert "as if it had never been" in admin().get(address).content.decode()


@pytest.mark.django_db
def test_cohort_framework_names_frameworks_by_public_id_and_refuses_any_other() -> None:
    cohort, version = CohortFactory(), FrameworkVersionFactory()
    client, address = admin(), reverse("learners:cohort-framework", args=[cohort.public_id])
    key = str(version.framework.public_id)

    assert f'value="{key}"' in client.get(address).content.decode()
    for wrong in (str(version.pk), "x", str(cohort.public_id)):
        assert client.post(address, {"version": wrong}).status_code == 422
    assert not CohortFramework.objects.exists()

    client.post(address, {"version": key})
    assert CohortFramework.objects.get().framework_version == version


@pytest.mark.django_db
def test_long_names_of_frameworks_are_offered_where_they_wrap() -> None:
    version = FrameworkVersionFactory()
    address = reverse("learners:cohort-framework", args=[CohortFactory().public_id])

    page = admin().get(address).content.decode()

    assert f'type="radio" name="version" value="{version.framework.public_id}"' in page
    assert '<select name="version"' not in page
