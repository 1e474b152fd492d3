"""How people are made. Kept apart from the model so that the model reads on one screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import BaseUserManager

from people.querysets import UserQuerySet

if TYPE_CHECKING:
    from people.models import User


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Makes users by address; a user without a password has an unusable one until they activate."""

    use_in_migrations = False

    def create_user(self, email: str | None = None, password: str | None = None, **fields: Any) -> User:
        """Create a person. An empty address is stored as null; addresses are kept in lower case."""
        user: User = self.model(email=email.lower() if email else None, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Create the person who runs the deployment: school admin, and let into Django's own admin."""
        return self.create_user(email, password, is_superuser=True, is_school_admin=True, **fields)
