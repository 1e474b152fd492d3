"""Taking over the account that a roster made, for people who came without an address.

Staff issue a one-time code and hand it over on paper. The person enters it, gives an address, opens the
link that is mailed there, and sets a password: only then does anything about the account change. No step
tells whether an address is known here.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from allauth.account.models import EmailAddress
from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from people.codes import digest, new_code
from people.models import AccessLog, ClaimCode, StaffRole, User
from people.querysets import UserQuerySet
from people.services.accounts import tidy_email
from people.services.errors import RefusedError
from people.services.locks import lock_people

LIFE: Final = timedelta(days=30)
LINK_LIFE: Final = timedelta(hours=24)
_SALT: Final = "people.claim-link"


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """A code as it is shown, once, to who issued it; the database keeps only its digest."""

    user: User
    code: str
    expires_at: datetime


def issue_claim_code(*, user: User, by: User, at: datetime) -> IssuedCode:
    """Issue a code for one person and return it; codes issued before stop working.

    Raises RefusedError when the account is activated, closed or erased, or when the person is staff and
    `by` is no admin: a lead must not come to hold the powers of somebody else through their code.
    """
    issued = issue_claim_codes(user_ids=[user.pk], by=by, at=at)
    if issued:
        return issued[0]
    if user.activated_at is not None:
        raise RefusedError(
            _("This person has already set a password. They can reset it on the sign-in page.")
        )
    raise RefusedError(_("No code can be issued for this person here. Ask an admin of the school."))


@transaction.atomic
def issue_claim_codes(*, user_ids: Collection[int], by: User, at: datetime) -> list[IssuedCode]:
    """Issue a code for each of these people who can claim, in the order of names; leave out the others."""
    lock_people(user_ids)
    people = list(claimable(by=by).filter(pk__in=user_ids))
    ClaimCode.objects.filter(user__in=people, used_at__isnull=True, expires_at__gt=at).update(expires_at=at)
    issued = [IssuedCode(user=user, code=new_code(), expires_at=at + LIFE) for user in people]
    ClaimCode.objects.bulk_create(
        [
            ClaimCode(
                user=each.user,
                digest=digest(each.code),
                created_by=by,
                created_at=at,
                expires_at=each.expires_at,
            )
            for each in issued
        ],
        batch_size=500,
    )
    action = AccessLog.Action.ISSUED_CLAIM_CODE
    AccessLog.objects.bulk_create(
        [AccessLog(actor=by, action=action, subject=each.user, at=at) for each in issued]
    )
    return issued


def claimable(*, by: User | None = None) -> UserQuerySet:
    """Return the people whose account can still be claimed; with `by`, by a code that this person issues."""
    people: UserQuerySet = User.objects.living().filter(activated_at__isnull=True, is_active=True)
    if by is None or by.is_school_admin:
        return people
    staff = Q(is_school_admin=True) | Q(is_superuser=True) | Q(pk__in=StaffRole.objects.values("user_id"))
    return people.exclude(staff)


def find_claim(*, code: str, at: datetime) -> ClaimCode | None:
    """Return the claim that a typed code opens, or None when it opens nothing (any more)."""
    return open_claim(code_digest=digest(code), at=at)


def open_claim(*, code_digest: str, at: datetime) -> ClaimCode | None:
    """Return the claim with this digest while it can be used: not used, not expired, account unclaimed."""
    return (
        ClaimCode.objects.filter(digest=code_digest, used_at__isnull=True, expires_at__gt=at)
        .filter(user__activated_at__isnull=True, user__is_active=True, user__erased_at__isnull=True)
        .select_related("user")
        .first()
    )


@transaction.atomic
def give_address(*, claim: ClaimCode, email: str, at: datetime) -> str | None:
    """Note the address that the claimant gave, and return the token for the link to be mailed there.

    Returns None, and notes nothing, when the address is somebody else's: the mail then says so instead.
    """
    address = tidy_email(email) or ""
    if _taken(address, claim.user_id):
        return None
    claim.pending_email = address
    claim.save(update_fields=["pending_email"])
    return signing.dumps([claim.digest, address, int(at.timestamp())], salt=_SALT)


def verified_claim(*, token: str, at: datetime) -> ClaimCode | None:
    """Return the claim whose mailed link carries `token`; None for a link that is old, used or overtaken."""
    try:
        code_digest, address, sent = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    if at - datetime.fromtimestamp(sent, tz=UTC) > LINK_LIFE:
        return None
    claim = open_claim(code_digest=code_digest, at=at)
    return claim if claim is not None and claim.pending_email == address else None


@transaction.atomic
def claim(*, token: str, password: str, at: datetime) -> User:
    """Give the account its verified address and password, use up every code of the person, and return them.

    Raises RefusedError when the link stopped working meanwhile or the address was taken.
    """
    found = verified_claim(token=token, at=at)
    if found is None:
        raise RefusedError(_("This link does not work any more. Enter your code again."))
    lock_people([found.user_id])
    found = verified_claim(token=token, at=at)
    if found is None or _taken(found.pending_email, found.user_id):
        raise RefusedError(_("This link does not work any more. Enter your code again."))
    user = found.user
    user.email = found.pending_email
    user.activated_at = at
    user.set_password(password)
    user.save(update_fields=["email", "activated_at", "password"])
    EmailAddress.objects.filter(Q(user=user) | Q(email=user.email, verified=False)).delete()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    ClaimCode.objects.filter(pk=found.pk).update(used_at=at)
    ClaimCode.objects.filter(user=user, used_at__isnull=True).update(expires_at=at)
    return user


def _taken(address: str, user_id: int) -> bool:
    users = User.objects.filter(email__iexact=address).exclude(pk=user_id)
    verified = EmailAddress.objects.filter(email__iexact=address, verified=True).exclude(user_id=user_id)
    return bool(users.exists() or verified.exists())
