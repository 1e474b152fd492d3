"""A person and the two ways in which others know them: an address and identifiers of other systems."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from common.public_id import PublicIdModel
from people.managers import UserManager
from people.names import initials, sort_name
from people.querysets import ClaimCodeQuerySet, ExternalIdQuerySet


class Theme(models.TextChoices):
    """How a person wants the pages to look."""

    SYSTEM = "system", _("Like my device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class User(PublicIdModel, AbstractBaseUser, PermissionsMixin):
    """One person, once, whatever they are here: a learner in one cohort may be faculty of another.

    The email is null, never empty, for people whom a roster brought without one; they claim the account
    by code. `activated_at` is null until the person has set a password of their own. An erased person
    stays as a tombstone, because the record points at them. `sessions_ended_at` is when the person last
    signed out everywhere.
    """

    email = models.EmailField(_("email"), null=True, blank=True, unique=True)
    given_name = models.CharField(_("given name"), max_length=150, blank=True)
    family_name = models.CharField(_("family name"), max_length=150, blank=True)
    sort_name = models.CharField(max_length=310, editable=False, db_index=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    theme = models.CharField(_("theme"), max_length=10, choices=Theme.choices, default=Theme.SYSTEM)
    is_school_admin = models.BooleanField(
        _("school admin"),
        default=False,
        help_text=_("May do everything that an admin may, for the whole school."),
    )
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    activated_at = models.DateTimeField(_("activated"), null=True, blank=True)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True)
    sessions_ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        ordering = ("sort_name", "pk")
        constraints = (
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique_any_case",
                violation_error_message=_(
                    "Somebody already has this address. Use another one, or find that person."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(email__isnull=True) | ~models.Q(email=""),
                name="user_email_null_not_empty",
                violation_error_message=_("Leave the address out instead of storing an empty one."),
            ),
        )

    def __str__(self) -> str:
        return self.get_full_name() or self.email or str(self.public_id)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the sort key kept beside the names it is made from."""
        self.sort_name = sort_name(given_name=self.given_name, family_name=self.family_name)
        super().save(*args, **kwargs)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Return what a session must carry to be valid: a new password or ending all sessions changes it."""
        ended = self.sessions_ended_at.isoformat() if self.sessions_ended_at else ""
        salt = "people.models.User.get_session_auth_hash"
        return salted_hmac(salt, f"{self.password}{ended}", secret=secret, algorithm="sha256").hexdigest()

    @property
    def is_staff(self) -> bool:
        """Whether Django's own admin opens: for superusers only."""
        return self.is_superuser

    @property
    def initials(self) -> str:
        """Up to two letters for the circle in the head of the page."""
        return initials(given_name=self.given_name, family_name=self.family_name)

    def get_full_name(self) -> str:
        """Return the given name and the family name, as written."""
        return f"{self.given_name} {self.family_name}".strip()

    def get_short_name(self) -> str:
        """Return the name used in a greeting."""
        return self.given_name or self.family_name


class ExternalId(models.Model):
    """What another system calls a person. Kept as text, exactly: `00417` is not `417`."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="external_ids")
    system = models.CharField(_("system"), max_length=100)
    sourced_id = models.CharField(_("identifier"), max_length=255)

    objects: ClassVar[ExternalIdQuerySet] = ExternalIdQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("system", "sourced_id")
        constraints = (
            models.UniqueConstraint(
                fields=("system", "sourced_id"),
                name="externalid_unique_in_system",
                violation_error_message=_("This identifier already belongs to somebody in that system."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.system}: {self.sourced_id}"


class ClaimCode(models.Model):
    """A one-time code by which a person without an address takes over the account a roster made.

    Only the digest is stored. `pending_email` is the address the person gave, until it is verified.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="claim_codes")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    pending_email = models.EmailField(blank=True)

    objects: ClassVar[ClaimCodeQuerySet] = ClaimCodeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"claim code for {self.user}"
