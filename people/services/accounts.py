"""Making and changing people as a roster names them, and activating their accounts.

A file never changes the address of somebody who has a password of their own or any role as staff: who can
write an address into a file must not thereby take over an account.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from people.models import AccessLog, ExternalId, StaffRole, User
from people.names import sort_name
from people.services.access_log import log_access
from people.services.locks import batches, lock_people


@dataclass(frozen=True, slots=True)
class NewPerson:
    """One person of a roster: names as written, address (None: has none), (system, identifier) pairs."""

    given_name: str
    family_name: str
    email: str | None = None
    external_ids: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ChangedPerson:
    """What a roster says about somebody who is here. None leaves a value as it is; an address may be added
    or replaced, never removed. `external_ids` are added to those there are.
    """

    user_id: int
    given_name: str | None = None
    family_name: str | None = None
    email: str | None = None
    external_ids: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What `update_people` did: the ids it changed, and those whose address it kept against the file."""

    changed: list[int] = field(default_factory=list)
    email_kept: list[int] = field(default_factory=list)


def tidy_email(email: str | None) -> str | None:
    """Return the address as it is stored: trimmed, in lower case, None instead of empty."""
    return (email or "").strip().lower() or None


def email_is_protected(*, user_ids: Collection[int]) -> set[int]:
    """Return which of these people keep their address whatever a file says.

    These are activated accounts, school admins, superusers, and whoever holds, held or will hold a role.
    """
    held = StaffRole.objects.filter(user_id=OuterRef("pk"))
    privileged = Q(activated_at__isnull=False) | Q(is_school_admin=True) | Q(is_superuser=True)
    protected: set[int] = set()
    for batch in batches(sorted(set(user_ids))):
        rows = User.objects.filter(privileged | Exists(held), pk__in=batch)
        protected.update(rows.values_list("pk", flat=True))
    return protected


def create_person(
    *,
    given_name: str,
    family_name: str,
    at: datetime,
    email: str | None = None,
    external_ids: tuple[tuple[str, str], ...] = (),
) -> User:
    """Make one person without a password. Raises IntegrityError when the address or identifier is taken."""
    person = NewPerson(given_name, family_name, email, external_ids)
    return create_people(people=[person], at=at)[0]


@transaction.atomic
def create_people(*, people: Sequence[NewPerson], at: datetime) -> list[User]:
    """Make many people without passwords, and return them in the order given.

    Raises IntegrityError, and makes nobody, when an address or an identifier is taken: look before.
    """
    made: list[User] = User.objects.bulk_create(
        [
            User(
                email=tidy_email(person.email),
                given_name=person.given_name,
                family_name=person.family_name,
                sort_name=sort_name(given_name=person.given_name, family_name=person.family_name),
                password=make_password(None),
                created_at=at,
            )
            for person in people
        ],
        batch_size=500,
    )
    _add_external_ids(
        zip((user.pk for user in made), (person.external_ids for person in people), strict=True)
    )
    return made


@transaction.atomic
def update_people(*, changes: Sequence[ChangedPerson]) -> Changes:
    """Change names and, where a file may, addresses. Doing it twice changes nothing the second time.

    Raises IntegrityError, and changes nobody, when an address or an identifier is somebody else's.
    """
    ids = [change.user_id for change in changes]
    lock_people(ids)
    protected = email_is_protected(user_ids=ids)
    users = {user.pk: user for batch in batches(ids) for user in User.objects.living().filter(pk__in=batch)}
    done = Changes()
    readdressed: list[int] = []
    for change in changes:
        user = users.get(change.user_id)
        if user is None:
            continue
        email = tidy_email(change.email) or user.email
        if email != user.email and user.pk in protected:
            done.email_kept.append(user.pk)
            email = user.email
        if email != user.email:
            readdressed.append(user.pk)
        if _apply(user, change, email):
            done.changed.append(user.pk)
    _write(users, done.changed, readdressed)
    _add_external_ids((change.user_id, change.external_ids) for change in changes if change.user_id in users)
    return done


@transaction.atomic
def set_password(*, user: User, password: str, at: datetime) -> None:
    """Set a password of the person's own. The first one activates the account.

    Only a link that was mailed to the person's address leads to a first password, so it verifies the address.
    """
    user.set_password(password)
    first = user.activated_at is None
    if first:
        user.activated_at = at
    user.save(update_fields=["password", "activated_at"])
    if first and user.email and not _verified_by_another(user):
        EmailAddress.objects.update_or_create(
            user=user, email=user.email, defaults={"verified": True, "primary": True}
        )


@transaction.atomic
def mend_person(
    *, user: User, given_name: str, family_name: str, email: str | None, by: User, at: datetime
) -> None:
    """Change a person's names and, while they have no password of their own, their address, by hand.

    Raises IntegrityError when the address is somebody else's. An activated person's address stays.
    """
    lock_people([user.pk])
    user.refresh_from_db()
    user.given_name, user.family_name = given_name, family_name
    address = user.email if user.activated_at is not None else tidy_email(email)
    if address != user.email:
        EmailAddress.objects.filter(user=user).delete()
    user.email = address
    user.save(update_fields=["given_name", "family_name", "sort_name", "email"])
    log_access(actor=by, action=AccessLog.Action.CHANGED_PERSON, subject=user, at=at)


@transaction.atomic
def close_account(*, user: User, by: User, at: datetime) -> None:
    """Let nobody sign in to this account any more, from this moment on. The record stays as it is."""
    _open_or_close(user, is_active=False)
    end_sessions(user=user, at=at)
    log_access(actor=by, action=AccessLog.Action.CLOSED_ACCOUNT, subject=user, at=at)


@transaction.atomic
def reopen_account(*, user: User, by: User, at: datetime) -> None:
    """Let the person sign in again, with the password they had."""
    _open_or_close(user, is_active=True)
    log_access(actor=by, action=AccessLog.Action.REOPENED_ACCOUNT, subject=user, at=at)


@transaction.atomic
def end_sessions(*, user: User, at: datetime) -> None:
    """Sign the person out everywhere. A page that keeps its own session renews it afterwards."""
    user.sessions_ended_at = at
    user.save(update_fields=["sessions_ended_at"])


def choose_language(*, user: User, language: str) -> None:
    """Note the language in which the person wants pages and mails."""
    user.language = language
    user.save(update_fields=["language"])


def _open_or_close(user: User, *, is_active: bool) -> None:
    lock_people([user.pk])
    user.refresh_from_db()
    user.is_active = is_active and user.erased_at is None
    user.save(update_fields=["is_active"])


def _verified_by_another(user: User) -> bool:
    return bool(EmailAddress.objects.filter(email=user.email, verified=True).exclude(user=user).exists())


def _apply(user: User, change: ChangedPerson, email: str | None) -> bool:
    """Set the new values on the person and return whether anything differs."""
    before = (user.given_name, user.family_name, user.email)
    user.given_name = user.given_name if change.given_name is None else change.given_name
    user.family_name = user.family_name if change.family_name is None else change.family_name
    user.email = email
    user.sort_name = sort_name(given_name=user.given_name, family_name=user.family_name)
    return before != (user.given_name, user.family_name, user.email)


def _write(users: dict[int, User], changed: list[int], readdressed: list[int]) -> None:
    # Two people may swap their addresses in one file, which the unique key would refuse row by row.
    for batch in batches(readdressed):
        User.objects.filter(pk__in=batch).update(email=None)
        EmailAddress.objects.filter(user__in=batch).delete()
    User.objects.bulk_update(
        [users[pk] for pk in changed], ["given_name", "family_name", "sort_name", "email"], batch_size=200
    )


def _add_external_ids(pairs: Iterable[tuple[int, tuple[tuple[str, str], ...]]]) -> None:
    wanted = {(user_id, system, sourced) for user_id, ids in pairs for system, sourced in ids}
    there: set[tuple[int, str, str]] = set()
    for batch in batches({user_id for user_id, _, _ in wanted}):
        rows = ExternalId.objects.filter(user__in=batch)
        there.update(rows.values_list("user_id", "system", "sourced_id"))
    ExternalId.objects.bulk_create(
        [
            ExternalId(user_id=user_id, system=system, sourced_id=sourced)
            for user_id, system, sourced in sorted(wanted - there)
        ],
        batch_size=500,
    )
