"""Reads of how we know, and who may see which rows, as SQL. `assessments.rules` says the same about single
rows; a test holds the two together.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final, Self

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.fields.json import KeyTextTransform

from common.append_only import AppendOnlyQuerySet
from people.access import Capability, learners_where

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from assessments.models import (  # noqa: F401
        Administration,
        Assessment,
        Attainment,
        Attempt,
        Decision,
        Encounter,
        Evidence,
        Item,
        ItemChange,
        ItemVersion,
        Observation,
        ObservationComment,
        Panel,
        PolicyAdoption,
        Regrade,
        RegradePreview,
        Score,
        SecondMark,
        SelfAssessment,
    )
    from people.models import User


GRACE: Final = timedelta(seconds=10)
"""How long after its deadline a sitting still takes answers that were on their way."""


def of_visible_learners(user: User | AnonymousUser, *, on: date, field: str = "learner") -> Q:
    """Return the condition that a row is about somebody whose named record `user` may open on that day."""
    return Q(**{f"{field}__in": learners_where(user, Capability.SEE_RECORD, on=on).values("pk")})


class ItemQuerySet(models.QuerySet["Item"]):
    """Reads of the bank."""

    def with_newest(self) -> Self:
        """Annotate what the newest version is: its key `newest`, its `kind`, `tier`, `stem`, the
        language `spoken` in it, and the `key_status` of its newest key."""
        versions = apps.get_model("assessments", "ItemVersion").objects
        newest = versions.filter(item=OuterRef("pk")).order_by("-n")
        keys = apps.get_model("assessments", "ItemKey").objects
        of_newest = keys.filter(version=OuterRef("newest")).order_by("-n")
        return self.annotate(
            newest=Subquery(newest.values("pk")[:1]),
            kind=Subquery(newest.values("kind")[:1]),
            tier=Subquery(newest.values("tier")[:1]),
            stem=Subquery(newest.values(words=KeyTextTransform("stem", "body"))[:1]),
            spoken=Subquery(newest.values("language")[:1]),
            key_status=Subquery(of_newest.values("status")[:1]),
        )

    def overdue_for_review(self, on: date) -> Self:
        """Keep those in use that were to be looked at by that day."""
        return self.filter(review_on__lte=on).exclude(state="retired")


class ItemChangeQuerySet(AppendOnlyQuerySet["ItemChange"]):
    """Reads of who changed what."""


class PanelQuerySet(models.QuerySet["Panel"]):
    """Reads of expert panels."""


class RegradeQuerySet(models.QuerySet["Regrade"]):
    """Reads of regrades."""

    def unfinished(self) -> Self:
        """Keep those that have sittings left."""
        return self.exclude(state="done")

    def of_version(self, version: ItemVersion) -> Self:
        """Keep those with a key of this version, the newest first, with who decided."""
        return self.filter(key__version=version).select_related("key", "by").order_by("-key__n")


class RegradePreviewQuerySet(models.QuerySet["RegradePreview"]):
    """Reads of previews of corrected keys."""

    def asked_by(self, user: User) -> Self:
        """Keep those that this person asked for: nobody else sees them."""
        return self.filter(by=user)


class SecondMarkQuerySet(AppendOnlyQuerySet["SecondMark"]):
    """Reads of second marks."""


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """Reads of assessments."""

    def published(self) -> Self:
        """Keep the assessments that may be assigned."""
        return self.filter(state="published")

    def with_version(self) -> Self:
        """Keep those that have a version, which every assessment that is built on our pages has."""
        versions = apps.get_model("assessments", "AssessmentVersion").objects
        return self.filter(Exists(versions.filter(assessment=OuterRef("pk"))))


class AdministrationQuerySet(models.QuerySet["Administration"]):
    """Reads of administrations."""


class AttemptQuerySet(models.QuerySet["Attempt"]):
    """Reads of sittings."""

    def ended_by(self, instant: datetime) -> Self:
        """Keep the sittings whose deadline had come by that instant and which nobody handed in."""
        return self.filter(state__in=("open", "returned"), deadline_at__lte=instant)

    def release_due(self, at: datetime) -> Self:
        """Keep the sittings whose result is to be shown by `at`."""
        return self.filter(state="submitted", release_at__lte=at)

    def waiting_for_marker(self) -> Self:
        """Keep the sittings that were handed in and that a person has still to mark."""
        return self.filter(state="submitted", release_at__isnull=True)

    def markable_by(self, user: User | AnonymousUser, *, on: date) -> Self:
        """Keep the sittings of the people whom `user` teaches; never their own."""
        return self.filter(user__in=learners_where(user, Capability.TEACH, on=on).values("pk"))

    def visible_to(self, user: User | AnonymousUser, *, on: date) -> Self:
        """Keep one's own, and those of the people whose named record `user` may open."""
        return self.filter(of_visible_learners(user, on=on, field="user"))


class SelfAssessmentQuerySet(models.QuerySet["SelfAssessment"]):
    """Reads of self-assessments."""

    def visible_to(self, user: User | AnonymousUser, *, on: date) -> Self:
        """Keep one's own, and what was submitted by the people whose named record `user` may open."""
        mine_or_done = Q(user_id=user.pk) | Q(state="submitted")
        return self.filter(of_visible_learners(user, on=on, field="user"), mine_or_done)


class EncounterQuerySet(models.QuerySet["Encounter"]):
    """Reads of encounters."""

    def visible_to(self, user: User | AnonymousUser, *, on: date) -> Self:
        """Keep those in which somebody was seen whose named record `user` may open.

        Of an encounter with a group, each row has to be asked for through `Observation.visible_to`.
        """
        seen = apps.get_model("assessments", "Observation").objects.filter(
            of_visible_learners(user, on=on), encounter=OuterRef("pk")
        )
        return self.filter(Exists(seen))


class ObservationQuerySet(AppendOnlyQuerySet["Observation"]):
    """Reads of observations."""

    def visible_to(self, user: User | AnonymousUser, *, on: date) -> Self:
        """Keep one's own, and those of the people whose named record `user` may open."""
        return self.filter(of_visible_learners(user, on=on))


class ObservationCommentQuerySet(models.QuerySet["ObservationComment"]):
    """Reads of what raters wrote."""

    def visible_to(self, user: User | AnonymousUser, *, on: date) -> Self:
        """Keep those on oneself, and on the people whose named record `user` may open."""
        return self.filter(of_visible_learners(user, on=on))


class ScoreQuerySet(AppendOnlyQuerySet["Score"]):
    """Reads of scores."""


class EvidenceQuerySet(AppendOnlyQuerySet["Evidence"]):
    """Reads of the record."""

    def recorded_by(self, at: datetime) -> Self:
        """Keep what was in the record at that instant."""
        return self.filter(recorded_at__lte=at)

    def visible_to(self, user: User | AnonymousUser, *, on: date) -> Self:
        """Keep one's own, and that of the people whose named record `user` may open."""
        return self.filter(of_visible_learners(user, on=on))


class PolicyAdoptionQuerySet(AppendOnlyQuerySet["PolicyAdoption"]):
    """Reads of adoptions."""


class DecisionQuerySet(AppendOnlyQuerySet["Decision"]):
    """Reads of decisions."""

    def visible_to(self, user: User | AnonymousUser, *, on: date) -> Self:
        """Keep those on oneself, and on the people whose named record `user` may open."""
        return self.filter(of_visible_learners(user, on=on))


class AttainmentQuerySet(models.QuerySet["Attainment"]):
    """Reads of attainment; never computed here."""

    def standing(self) -> Self:
        """Keep the rows that hold now."""
        return self.filter(valid_until__isnull=True)

    def as_of(self, at: datetime) -> Self:
        """Keep the rows that held at that instant."""
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=at), valid_from__lte=at)

    def with_status_at(self, at: datetime) -> Self:
        """Annotate `status_now`: the status at that instant, which the clock alone may have changed."""
        return self.annotate(
            status_now=Case(
                When(stale_at__lte=Value(at), then=F("status_when_stale")),
                default=F("status"),
                output_field=models.CharField(max_length=20),
            )
        )

    def visible_to(self, user: User | AnonymousUser, *, on: date) -> Self:
        """Keep one's own, and those of the people whose named record `user` may open."""
        return self.filter(of_visible_learners(user, on=on))
