"""Which language a person reads, and speaking it to them."""

from __future__ import annotations

from contextlib import AbstractContextManager

from django.conf import settings
from django.http import HttpResponseBase
from django.utils import translation

from people.models import User


def known(code: str) -> bool:
    """Return whether Webside speaks this language."""
    return code in {language for language, _name in settings.LANGUAGES}


def language_of(person: User) -> str:
    """Return the language that the person chose, or the school's: nobody's browser is asked for a mail."""
    return person.language if known(person.language) else settings.LANGUAGE_CODE


def speaking_to(person: User) -> AbstractContextManager[None]:
    """Speak the person's language inside the block: for mails, which others and the worker send."""
    return translation.override(language_of(person))


def remember(response: HttpResponseBase, language: str) -> None:
    """Keep the choice in this browser, for when nobody is signed in; an empty one is forgotten."""
    if not language:
        response.delete_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            path=settings.LANGUAGE_COOKIE_PATH,
            domain=settings.LANGUAGE_COOKIE_DOMAIN,
            samesite="Lax",
        )
        return
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        path=settings.LANGUAGE_COOKIE_PATH,
        domain=settings.LANGUAGE_COOKIE_DOMAIN,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
