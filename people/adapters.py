"""How django-allauth behaves here: nobody signs up, the school enrols; the first password activates."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override

from people.languages import known
from people.models import User
from people.services.accounts import set_password


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from rosters and staff. Closed and erased ones look like wrong passwords."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: sign-up is closed, and the page says how to get in."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Return the person, or None for a wrong password and for an account that is closed or erased."""
        user: User | None = super().authenticate(request, **credentials)
        if user is None or (user.is_active and user.erased_at is None):
            return user
        self.authentication_failed(request, **credentials)
        return None

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """Send whoever comes in by another way than a password back to the sign-in page."""
        return redirect("account_login")

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Mail the link to set a password. It names the person by public id: keys of rows never show."""
        kwargs = {"uidb36": user.public_id.hex, "key": context["key"]}
        path = reverse("account_reset_password_from_key", kwargs=kwargs)
        context["password_reset_url"] = self.request.build_absolute_uri(path)
        super().send_password_reset_mail(user, email, context)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Mail in the language of whom it is for, who need not be whoever asked for it."""
        person = (
            context.get("user") or context.get("person") or User.objects.filter(email__iexact=email).first()
        )
        language = person.language if isinstance(person, User) and known(person.language) else get_language()
        with override(language):
            super().send_mail(template_prefix, email, context)

    def set_password(self, user: User, password: str) -> None:
        """Set the password; the first one activates the account."""
        set_password(user=user, password=password, at=timezone.now())

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Confirm an address unless it became somebody else's since it was asked for."""
        others = User.objects.filter(email__iexact=email_address.email).exclude(pk=email_address.user_id)
        if others.exists():
            return False
        return bool(super().confirm_email(request, email_address))
