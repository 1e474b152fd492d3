"""Expert panels for those who keep the bank: drawing up, inviting, results, closing."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import ItemKey, Panel, PanelItem, PanelMember
from assessments.panel_words import alpha_words
from assessments.services.panels import close_panel, save_judgement, withdraw_member
from competencies.models.state import ContentState
from tests.assessments.kind_samples import SAMPLES
from tests.assessments.pages.panelling import begun, invited, panel_of, staff_page, version_of

pytestmark = pytest.mark.django_db
NEW = {"title": "Spring", "rule": "mode", "least_agreement": "70", "instructions": "As you would today."}


@pytest.fixture
def client(cast):
    return cast.client("lead")


def words(answer) -> str:
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", text).replace("&#x27;", "'")


def judge(panel, member, values, remark="", position=1):
    row = panel.items.select_related("item_version").get(position=position)
    save_judgement(member=member, panel_item=row, values=values, remark=remark, at=timezone.now())


def test_panel_is_drawn_up_and_leads_to_its_items(client) -> None:
    answer = client.post(reverse("assessments:panel-create"), NEW)
    panel = Panel.objects.get()
    assert answer["Location"] == staff_page("panel-items", panel)
    assert (panel.title, panel.least_agreement, panel.state) == ("Spring", 70, "draft")


def test_only_items_in_use_of_kinds_with_a_key_are_offered(client, lead) -> None:
    panel = panel_of(lead)
    shown = version_of(item__state=ContentState.IN_REVIEW, item__title="In review indeed")
    hidden = [
        version_of(item__state=ContentState.DRAFT, item__title="A draft"),
        version_of("short_answer", item__state=ContentState.PUBLISHED, item__title="A short one"),
    ]
    text = client.get(staff_page("panel-items", panel)).content.decode()
    assert "In review indeed" in text
    assert "A draft" not in text
    assert "A short one" not in text
    refused = client.post(staff_page("panel-items", panel), {"item": [hidden[0].item.public_id]})
    assert refused.status_code == 422
    client.post(staff_page("panel-items", panel), {"item": [shown.item.public_id]})
    assert PanelItem.objects.get(panel=panel, position=2).item_version == shown
    client.post(staff_page("panel-item-out", panel, 1))
    assert PanelItem.objects.get(panel=panel).item_version == shown


def test_link_is_shown_once_and_opens(client, lead) -> None:
    panel = panel_of(lead)
    answer = client.post(staff_page("panel-invite", panel), {"name": "Ada Quill", "expertise": "Ethics"})
    address = re.search(r"http://testserver(/panel/[^<\s]+/)", answer.content.decode())[1]
    assert Client().get(address).status_code == 302
    assert PanelMember.objects.get().opened_at is not None
    assert "/panel/" not in client.get(staff_page("panel-detail", panel)).content.decode()
    assert mail.outbox == []


def test_link_is_mailed_where_there_is_an_address(client, lead) -> None:
    panel = panel_of(lead)
    given = {"name": "Ada Quill", "email": "ada@clinic.example"}
    text = words(client.post(staff_page("panel-invite", panel), given))
    assert "It was mailed to Ada Quill" in text
    assert mail.outbox[0].to == ["ada@clinic.example"]
    assert "/panel/" in mail.outbox[0].body
    assert "Clinicians, spring" in mail.outbox[0].body


def test_link_is_shown_where_the_server_cannot_mail(client, lead, monkeypatch) -> None:
    def refuse(*_args, **_more):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    given = {"name": "Ada Quill", "email": "ada@clinic.example"}
    answer = client.post(staff_page("panel-invite", panel_of(lead)), given)
    assert "It could not be mailed" in words(answer)
    assert "http://testserver/panel/" in answer.content.decode()


def test_progress_says_who_opened_who_is_done_and_how_much(client, lead) -> None:
    panel, members = begun(lead)
    (ada, secret), _ben, (cem, _) = members
    Client().get(reverse("assessments:panel-link", args=[secret]))
    judge(panel, ada, SAMPLES["single_best_answer"].right_value)
    withdraw_member(member=cem, at=timezone.now())
    text = words(client.get(staff_page("panel-detail", panel)))
    assert "Members who are done" in text
    assert "0 of 2" in text
    assert re.search(r"Ada First opened on .{8,20}\. 1 of 1 judged", text)
    assert re.search(r"Ben Not opened yet\. 0 of 1 judged", text)
    assert "the answers count no more" in text


def test_rule_and_items_stay_once_the_panel_has_begun(client, lead) -> None:
    panel = panel_of(lead)
    invited(panel, "Ada", "Ben")
    client.post(staff_page("panel-open", panel))
    panel.refresh_from_db()
    assert panel.state == "open"
    client.post(staff_page("panel-edit", panel), {**NEW, "title": "Summer", "rule": "median"})
    client.post(staff_page("panel-item-out", panel, 1))
    panel.refresh_from_db()
    assert (panel.title, panel.rule, panel.items.count()) == ("Summer", "mode", 1)


def test_results_say_how_far_the_members_agree_and_leave_out_names(client, lead) -> None:
    panel, members = begun(lead, version_of(), version_of("judgement_rating"))
    for (member, _secret), choice in zip(members, "AAB", strict=True):
        judge(panel, member, {"choice": choice}, remark="Hm, not sure." if choice == "B" else "")
    text = words(client.get(staff_page("panel-results", panel)))
    assert "33% of all pairs of members gave the same answer" in text
    assert "Hm, not sure." in text
    assert "Cem" not in text
    assert "Nobody has judged it yet." in text


def test_results_say_how_far_the_whole_panel_agrees_on_each_kind(client, lead) -> None:
    panel, members = begun(lead, version_of(), version_of(), version_of("judgement_rating"))
    for (member, _secret), choices in zip(members, ("AB", "AB", "BB"), strict=True):
        for position, choice in enumerate(choices, start=1):
            judge(panel, member, {"choice": choice}, position=position)
    text = words(client.get(staff_page("panel-results", panel)))
    choice = text[text.index("Krippendorff's alpha What it says") :]
    # Ordered pairs that differ: 4 of 6 in the first question, none in the second; 16 of 30 by chance.
    assert re.search(
        r"Single best answer .*Members 3 .*2 of 2 .*missing 0 .*67 % .*alpha 0\.38 nominal", choice
    )
    assert re.search(
        r"Judgement case, rating .*Members 0 .*– ordinal There is nothing to tell apart yet", choice
    )


@pytest.mark.parametrize("kind", sorted(set(SAMPLES) - {"reflection", "short_answer", "numeric"}))
def test_results_of_every_kind_show_what_was_answered(client, lead, kind: str) -> None:
    panel, members = begun(lead, version_of(kind))
    for member, _secret in members:
        judge(panel, member, SAMPLES[kind].right_value)
    answer = client.get(staff_page("panel-results", panel))
    text = words(answer)
    assert "100% of all pairs of members gave the same answer" in text
    assert "Judged by 3 members" in text
    rows = re.findall(r'<td[^>]*class="num"[^>]*>(\d+)</td>', answer.content.decode())
    assert "3" in rows
    assert "2" not in rows


def test_closing_takes_over_the_keys_that_were_chosen(client, lead) -> None:
    first, second = version_of(), version_of()
    panel, members = begun(lead, first, second)
    for member, _secret in members:
        judge(panel, member, {"choice": "A"}, position=1)
        judge(panel, member, {"choice": "B"}, position=2)
    answer = client.post(staff_page("panel-close", panel), {"accept": ["2"]}, follow=True)
    key = ItemKey.objects.filter(version=second).latest("n")
    assert (key.status, key.panel_size, key.values["correct"]) == ("panel_confirmed", 3, "B")
    assert ItemKey.objects.filter(version=first).count() == 1
    text = words(answer)
    assert text.count("the key was taken over") == 1
    assert (
        reverse("assessments:key-correct", args=[second.item.public_id, second.n]) in answer.content.decode()
    )
    item = words(client.get(reverse("assessments:item-detail", args=[second.item.public_id])))
    assert "Confirmed by a panel of 3 experts" in item


def test_item_without_agreement_is_flagged_and_cannot_be_taken_over(client, lead) -> None:
    version = version_of()
    panel, members = begun(lead, version)
    for (member, _secret), choice in zip(members, "ABC", strict=True):
        judge(panel, member, {"choice": choice})
    assert "33% gave the most frequent answer; 60% are asked for." in words(
        client.get(staff_page("panel-results", panel))
    )
    assert "agreed on no item" in words(client.get(staff_page("panel-close", panel)))
    client.post(staff_page("panel-close", panel), {"accept": ["1"]})
    panel.refresh_from_db()
    assert panel.state == "closed"
    assert ItemKey.objects.filter(version=version).count() == 1


def test_faculty_cannot_close(cast, lead) -> None:
    panel, _members = begun(lead)
    assert cast.client("other_lead").get(staff_page("panel-close", panel)).status_code == 200
    close_panel(panel=panel, accepted=[], by=lead, at=timezone.now())
    assert cast.client("lead").get(staff_page("panel-close", panel)).status_code == 302


def test_meaning_of_alpha_is_said_for_every_value() -> None:
    values = (None, 0.9, 0.8, 0.7, 0.3, 0, -0.4)
    assert len({alpha_words(value) for value in values}) == 5


def test_pages_cost_the_same_number_of_queries(client, lead, django_assert_max_num_queries) -> None:
    def count(name, number):
        panel, members = begun(
            lead, *(version_of() for _one in range(number)), names=[f"M{n}" for n in range(number + 1)]
        )
        for member, _secret in members:
            judge(panel, member, {"choice": "A"})
        with django_assert_max_num_queries(40) as found:
            assert client.get(staff_page(name, panel)).status_code == 200
        return len(found)

    for name in ("panel-detail", "panel-results", "panel-close"):
        assert len({count(name, number) for number in (1, 3, 5)}) == 1, name
