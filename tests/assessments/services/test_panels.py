"""Expert panels: links, blind judgements, and the keys that come of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assessments.models import ItemKey, PanelJudgement, PanelMember
from assessments.panel_results import results_of_panel
from assessments.services.panel_errors import (
    LinkNotValid,
    NotForPanels,
    PanelIsEmpty,
    PanelNotDraft,
    PanelNotOpen,
)
from assessments.services.panels import (
    LINK_LIFE,
    add_panel_items,
    close_panel,
    create_panel,
    invite_member,
    member_of,
    open_panel,
    renew_link,
    save_judgement,
    withdraw_member,
)
from tests.assessments.services.school import DAY, NOW
from tests.factories.assessments import ItemVersionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def items(school):
    return ItemVersionFactory.create_batch(2, item__competency=school.competency)


@pytest.fixture
def panel(school, items):
    panel = create_panel(
        title="Clinicians, spring",
        instructions="",
        rule="mode",
        least_agreement=60,
        by=school.teacher,
        at=NOW,
    )
    return add_panel_items(panel=panel, items=items)


def invite(panel, name):
    return invite_member(panel=panel, name=name, email="", expertise="General practice", at=NOW)


@pytest.fixture
def members(panel):
    found = [invite(panel, name).member for name in ("Ada", "Ben", "Cem")]
    open_panel(panel=panel)
    return found


def judge(panel, member, position, choice):
    return save_judgement(
        member=member,
        panel_item=panel.items.get(position=position),
        values={"choice": choice},
        remark="",
        at=NOW,
    )


def test_link_opens_until_it_expires_and_its_secret_is_not_stored(panel) -> None:
    given = invite(panel, "Ada")
    assert member_of(secret=given.secret, at=NOW + DAY) == given.member
    assert given.secret not in str(PanelMember.objects.values_list().get())
    with pytest.raises(LinkNotValid):
        member_of(secret=given.secret, at=NOW + LINK_LIFE)
    with pytest.raises(LinkNotValid):
        member_of(secret=given.secret[:-1], at=NOW)


def test_renewed_link_replaces_the_old_one(panel) -> None:
    old = invite(panel, "Ada")
    new = renew_link(member=old.member, at=NOW + DAY)
    assert member_of(secret=new.secret, at=NOW + DAY) == old.member
    with pytest.raises(LinkNotValid):
        member_of(secret=old.secret, at=NOW + DAY)


def test_panel_begins_with_items_and_two_members_alone(panel) -> None:
    invite(panel, "Ada")
    with pytest.raises(PanelIsEmpty):
        open_panel(panel=panel)
    withdrawn = invite(panel, "Ben").member
    withdraw_member(member=withdrawn, at=NOW)
    with pytest.raises(PanelIsEmpty):
        open_panel(panel=panel)
    invite(panel, "Cem")
    assert open_panel(panel=panel).state == "open"


def test_items_stay_once_the_panel_has_begun(panel, members, items) -> None:
    with pytest.raises(PanelNotDraft):
        add_panel_items(panel=panel, items=items[:1])
    assert panel.items.count() == 2


def test_reflection_is_nothing_for_a_panel(panel) -> None:
    with pytest.raises(NotForPanels):
        add_panel_items(panel=panel, items=[ItemVersionFactory(kind="reflection")])


def test_judgement_is_changed_until_the_panel_closes(panel, members, school) -> None:
    judge(panel, members[0], 1, "A")
    judge(panel, members[0], 1, "C")
    assert PanelJudgement.objects.get().values == {"choice": "C"}
    close_panel(panel=panel, accepted=[], by=school.teacher, at=NOW)
    with pytest.raises(PanelNotOpen):
        judge(panel, members[0], 1, "B")
    assert PanelJudgement.objects.get().values == {"choice": "C"}


def test_closing_gives_agreed_items_a_confirmed_key_and_leaves_the_others(
    panel, members, school, items
) -> None:
    for member, first, second in zip(members, "CCA", "ABC", strict=True):
        judge(panel, member, 1, first)
        judge(panel, member, 2, second)
    keys = close_panel(panel=panel, accepted=[1, 2], by=school.teacher, at=NOW)
    assert [(key.version, key.values, key.n) for key in keys] == [(items[0], {"correct": "C"}, 2)]
    assert (keys[0].status, keys[0].panel_size, keys[0].panel_on) == ("panel_confirmed", 3, NOW.date())
    assert ItemKey.objects.get(version=items[1]).status == "proposed"


def test_closing_twice_keys_once_and_what_was_not_accepted_keeps_its_key(
    panel, members, school, items
) -> None:
    for member in members:
        judge(panel, member, 1, "C")
        judge(panel, member, 2, "C")
    assert len(close_panel(panel=panel, accepted=[2], by=school.teacher, at=NOW)) == 1
    assert close_panel(panel=panel, accepted=[1, 2], by=school.teacher, at=NOW) == []
    assert ItemKey.objects.filter(version=items[0]).count() == 1


def test_withdrawn_member_counts_no_more(panel, members) -> None:
    for member, choice in zip(members, "AAB", strict=True):
        judge(panel, member, 1, choice)
    withdraw_member(member=members[0], at=NOW + timedelta(hours=1))
    first = results_of_panel(panel)[0].result
    assert (first.size, first.is_agreed) == (2, False)


def test_results_take_two_queries_whatever_the_number(panel, members, django_assert_num_queries) -> None:
    for member in members:
        judge(panel, member, 1, "A")
    with django_assert_num_queries(2):
        results_of_panel(panel)
