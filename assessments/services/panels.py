"""Expert panels: draw one up, invite its members, take their judgements, and make keys of them.

Members have no account. Each has a link with a secret of their own, of which only the digest is kept; it
opens the items without any key, and nothing else. They do not see one another's judgements.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any, Final

from django.db import transaction

from assessments.choices import KeyStatus, PanelRule
from assessments.kinds import get_kind
from assessments.models import ItemKey, ItemVersion, Panel, PanelItem, PanelJudgement, PanelMember
from assessments.panel_keys import RULES
from assessments.panel_results import results_of_panel
from assessments.services.authoring import correct_key
from assessments.services.panel_errors import (
    JudgementInvalid,
    LinkNotValid,
    NotForPanels,
    PanelIsEmpty,
    PanelNotDraft,
    PanelNotOpen,
)
from common.school_time import school_day
from people.models import User

LINK_LIFE: Final = timedelta(days=60)
FEWEST_MEMBERS: Final = 2


@dataclass(frozen=True, slots=True)
class Invitation:
    """A member and the secret of their link, which is shown or mailed once and never stored."""

    member: PanelMember
    secret: str


@transaction.atomic
def create_panel(
    *,
    title: str,
    instructions: str,
    rule: str,
    least_agreement: int,
    by: User,
    at: datetime,
    closes_on: date | None = None,
) -> Panel:
    """Draw up a panel. `least_agreement` is in per cent: what the most frequent answer needs. `closes_on` is
    the day by which answers are asked for; nothing happens by itself on that day."""
    panel = Panel(
        title=title,
        instructions=instructions,
        rule=PanelRule(rule),
        least_agreement=least_agreement,
        closes_on=closes_on,
        created_by=by,
        created_at=at,
    )
    panel.full_clean()
    panel.save()
    return panel


@transaction.atomic
def change_panel(
    *,
    panel: Panel,
    title: str,
    instructions: str,
    rule: str,
    least_agreement: int,
    closes_on: date | None,
) -> Panel:
    """Change what a panel is. Once it has begun, its rule and its least agreement stay: they would change
    what the answers come to. Raises PanelNotDraft for that, and PanelNotOpen for a closed panel."""
    current = _locked(panel)
    if current.state == Panel.State.CLOSED:
        raise PanelNotOpen
    moves = (current.rule, current.least_agreement) != (rule, least_agreement)
    if moves and current.state != Panel.State.DRAFT:
        raise PanelNotDraft
    current.title, current.instructions, current.closes_on = title, instructions, closes_on
    current.rule, current.least_agreement = PanelRule(rule), least_agreement
    current.full_clean()
    current.save()
    return current


@transaction.atomic
def add_panel_items(*, panel: Panel, items: Sequence[ItemVersion]) -> Panel:
    """Put these after the items that a panel has. Raises PanelNotDraft or NotForPanels."""
    current = _locked(panel)
    return _put(current, [*_versions(current), *items])


@transaction.atomic
def take_out_item(*, panel: Panel, position: int) -> Panel:
    """Leave out the item at that place; one that is not there is no matter. Raises PanelNotDraft."""
    current = _locked(panel)
    held = enumerate(_versions(current), start=1)
    return _put(current, [one for place, one in held if place != position])


@transaction.atomic
def invite_member(*, panel: Panel, name: str, email: str, expertise: str, at: datetime) -> Invitation:
    """Invite an expert and return their link's secret. Raises PanelNotOpen for a closed panel."""
    current = _locked(panel)
    if current.state == Panel.State.CLOSED:
        raise PanelNotOpen
    secret = token_urlsafe(32)
    member = PanelMember(
        panel=current,
        name=name,
        email=email,
        expertise=expertise,
        token_hash=_digest(secret),
        invited_at=at,
        expires_at=at + LINK_LIFE,
    )
    member.full_clean()
    member.save()
    return Invitation(member, secret)


@transaction.atomic
def renew_link(*, member: PanelMember, at: datetime) -> Invitation:
    """Give a member a new link; the old one opens nothing any more. What they judged stays."""
    current = PanelMember.objects.select_for_update().get(pk=member.pk)
    secret = token_urlsafe(32)
    current.token_hash, current.expires_at, current.withdrawn_at = _digest(secret), at + LINK_LIFE, None
    current.save(update_fields=["token_hash", "expires_at", "withdrawn_at"])
    return Invitation(current, secret)


@transaction.atomic
def withdraw_member(*, member: PanelMember, at: datetime) -> PanelMember:
    """Take a member's link back; their judgements count no more. Harmless twice."""
    current = PanelMember.objects.select_for_update().get(pk=member.pk)
    if current.withdrawn_at is None:
        current.withdrawn_at = at
        current.save(update_fields=["withdrawn_at"])
    return current


@transaction.atomic
def open_panel(*, panel: Panel) -> Panel:
    """Let the members judge. Harmless twice. Raises PanelIsEmpty, or PanelNotOpen for a closed one."""
    current = _locked(panel)
    if current.state == Panel.State.CLOSED:
        raise PanelNotOpen
    if not current.items.exists() or _active(current).count() < FEWEST_MEMBERS:
        raise PanelIsEmpty
    current.state = Panel.State.OPEN
    current.save(update_fields=["state"])
    return current


def member_of(*, secret: str, at: datetime) -> PanelMember:
    """Return whose link carries `secret`, and note that it was opened. Raises LinkNotValid."""
    found = member_by(digest=_digest(secret), at=at)
    if found.opened_at is None:
        PanelMember.objects.filter(pk=found.pk, opened_at__isnull=True).update(opened_at=at)
        found.opened_at = at
    return found


def member_by(*, digest: str, at: datetime) -> PanelMember:
    """Return whose link has this digest, by which a browser remembers that it was opened. Raises
    LinkNotValid, also once the link was renewed or taken back."""
    found = (
        PanelMember.objects.select_related("panel")
        .filter(token_hash=digest, expires_at__gt=at, withdrawn_at__isnull=True)
        .first()
    )
    if found is None:
        raise LinkNotValid
    return found


@transaction.atomic
def save_judgement(
    *, member: PanelMember, panel_item: PanelItem, values: Mapping[str, Any], remark: str, at: datetime
) -> PanelJudgement:
    """Write what a member keyed for an item, over what they keyed before.

    Raises PanelNotOpen, or JudgementInvalid for what the item does not offer.
    """
    if _locked(member.panel).state != Panel.State.OPEN:
        raise PanelNotOpen
    version = panel_item.item_version
    try:
        get_kind(version.kind).is_complete(version.body, values)
    except (AttributeError, TypeError, ValueError, KeyError) as error:
        raise JudgementInvalid from error
    judgement, _created = PanelJudgement.objects.update_or_create(
        member=member,
        panel_item=panel_item,
        defaults={"values": dict(values), "remark": remark.strip(), "saved_at": at},
    )
    return judgement


@transaction.atomic
def finish(*, member: PanelMember, at: datetime) -> PanelMember:
    """Note that a member is done. They may change answers until the panel closes."""
    current = PanelMember.objects.select_for_update().get(pk=member.pk)
    current.finished_at = at
    current.save(update_fields=["finished_at"])
    return current


@transaction.atomic
def close_panel(*, panel: Panel, accepted: Collection[int], by: User, at: datetime) -> list[ItemKey]:
    """Close a panel and give the items at the `accepted` places (from 1) the keys that it came to.

    Only items that the panel agreed on get a key; it marks sittings from now on, and a regrade brings it to
    earlier ones. Returns the new keys. Closing a closed panel changes nothing. Raises PanelNotOpen for a
    draft.
    """
    current = _locked(panel)
    if current.state == Panel.State.CLOSED:
        return []
    if current.state != Panel.State.OPEN:
        raise PanelNotOpen
    keys = [
        correct_key(
            item_version=one.panel_item.item_version,
            values=one.result.key,
            status=KeyStatus.PANEL_CONFIRMED,
            note=current.title,
            by=by,
            at=at,
            panel_size=one.result.size,
            panel_on=school_day(at),
        )
        for one in results_of_panel(current)
        if one.panel_item.position in accepted and one.result.is_agreed and one.result.key is not None
    ]
    current.state, current.closed_at = Panel.State.CLOSED, at
    current.save(update_fields=["state", "closed_at"])
    return keys


def _active(panel: Panel) -> Any:
    return panel.members.filter(withdrawn_at__isnull=True)


def _put(current: Panel, items: Sequence[ItemVersion]) -> Panel:
    """Make these the items of a panel that is locked."""
    if current.state != Panel.State.DRAFT:
        raise PanelNotDraft
    wanted = list(dict.fromkeys(items))
    if any(one.kind not in RULES for one in wanted):
        raise NotForPanels
    PanelItem.objects.filter(panel=current).delete()
    PanelItem.objects.bulk_create(
        PanelItem(panel=current, item_version=one, position=position)
        for position, one in enumerate(wanted, start=1)
    )
    return current


def _versions(panel: Panel) -> list[ItemVersion]:
    return [one.item_version for one in panel.items.select_related("item_version").order_by("position")]


def _locked(panel: Panel) -> Panel:
    return Panel.objects.select_for_update().get(pk=panel.pk)


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
