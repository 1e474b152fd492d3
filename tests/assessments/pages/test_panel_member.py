"""The side of a panel's members: a link without an account, questions without their keys."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import PanelJudgement, PanelMember
from assessments.services.authoring import store_picture
from assessments.services.panels import close_panel, renew_link, withdraw_member
from tests.assessments.kind_samples import SAMPLES
from tests.assessments.pages.bank import png
from tests.assessments.pages.panelling import begun, invited, panel_of, version_of

pytestmark = pytest.mark.django_db
KINDS = [kind for kind in SAMPLES if kind not in {"reflection", "short_answer", "numeric"}]


def link(secret: str) -> str:
    return reverse("assessments:panel-link", args=[secret])


def place(name: str, member: PanelMember, *more: object) -> str:
    return reverse(f"assessments:{name}", args=[member.public_id, *more])


@pytest.fixture
def opened(lead):
    """An open panel with two items; its first member has opened their link in `client`."""
    panel, members = begun(lead, version_of(), version_of("judgement_rating"))
    (member, secret), *others = members
    client = Client()
    client.get(link(secret))
    return client, panel, member, others


def test_link_leaves_the_address_and_the_session_does_not_hold_it(lead) -> None:
    _panel, [(member, secret), *_others] = begun(lead)
    client = Client()
    answer = client.get(link(secret))
    assert answer["Location"] == place("panel-member", member)
    assert secret not in answer["Location"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert secret not in str(dict(client.session))
    page = client.get(place("panel-member", member))
    assert "no-store" in page["Cache-Control"]
    assert secret not in page.content.decode()
    assert PanelMember.objects.get(pk=member.pk).opened_at is not None


def test_unknown_expired_or_renewed_link_says_what_to_do(opened) -> None:
    client, _panel, member, others = opened
    stale = client.get(link("nothing"), follow=True)
    assert stale.status_code == 410
    assert "newest link" in stale.content.decode()
    renew_link(member=member, at=timezone.now())
    assert client.get(place("panel-judge", member, 1)).status_code == 410
    other, secret = others[0]
    PanelMember.objects.filter(pk=other.pk).update(expires_at=timezone.now() - timedelta(1))
    assert client.get(link(secret), follow=True).status_code == 410


def test_link_of_one_member_opens_nothing_of_another(opened) -> None:
    client, _panel, _member, others = opened
    other, _secret = others[0]
    for name in ("panel-member", "panel-finish"):
        assert client.get(place(name, other)).status_code == 410
    assert client.post(place("panel-judge", other, 1), {"choice": "A"}).status_code == 410
    assert not PanelJudgement.objects.exists()


def test_link_taken_back_ends_the_open_page(opened) -> None:
    client, _panel, member, _others = opened
    withdraw_member(member=member, at=timezone.now())
    assert client.post(place("panel-judge", member, 1), {"choice": "A"}).status_code == 410
    assert not PanelJudgement.objects.exists()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_answered_without_its_key(lead, kind: str) -> None:
    _panel, [(member, secret), *_others] = begun(lead, version_of(kind))
    client = Client()
    client.get(link(secret))
    text = client.get(place("panel-judge", member, 1)).content.decode()
    assert "SECRET" not in text
    form = {**SAMPLES[kind].right_form, "remark": "Depends on the ward.", "go": "next"}
    answer = client.post(place("panel-judge", member, 1), form)
    assert answer["Location"] == place("panel-finish", member)
    judgement = PanelJudgement.objects.get()
    assert (judgement.values, judgement.remark) == (SAMPLES[kind].right_value, "Depends on the ward.")
    again = client.get(place("panel-judge", member, 1)).content.decode()
    assert "Depends on the ward." in again
    assert "SECRET" not in again


def test_answers_of_others_are_not_shown(opened) -> None:
    client, _panel, member, others = opened
    other, secret = others[0]
    colleague = Client()
    colleague.get(link(secret))
    colleague.post(place("panel-judge", other, 1), {"choice": "B", "remark": "Mine alone", "go": "next"})
    text = client.get(place("panel-judge", member, 1)).content.decode()
    assert "Mine alone" not in text
    assert "checked" not in text


def test_nothing_is_kept_of_a_question_passed_by(opened) -> None:
    client, _panel, member, _others = opened
    answer = client.post(place("panel-judge", member, 1), {"remark": " ", "go": "next"})
    assert answer["Location"] == place("panel-judge", member, 2)
    assert not PanelJudgement.objects.exists()


def test_member_says_that_they_are_done_and_may_still_change(opened) -> None:
    client, _panel, member, _others = opened
    client.post(place("panel-judge", member, 1), {"choice": "A", "go": "next"})
    finish = client.get(place("panel-finish", member)).content.decode()
    assert "1 question of 2 has something left to answer" in finish
    client.post(place("panel-finish", member))
    member.refresh_from_db()
    assert member.finished_at is not None
    assert "Thank you" in client.get(place("panel-member", member)).content.decode()
    client.post(place("panel-judge", member, 1), {"choice": "B", "go": "next"})
    assert PanelJudgement.objects.get().values == {"choice": "B"}


def test_closed_panel_takes_nothing(opened, lead) -> None:
    client, panel, member, _others = opened
    close_panel(panel=panel, accepted=[], by=lead, at=timezone.now())
    answer = client.post(place("panel-judge", member, 1), {"choice": "A", "go": "next"}, follow=True)
    assert "This panel is closed." in answer.content.decode()
    assert not PanelJudgement.objects.exists()


def test_draft_panel_says_that_it_has_not_begun(lead) -> None:
    [(member, secret)] = invited(panel_of(lead), "Ada")
    client = Client()
    text = client.get(link(secret), follow=True).content.decode()
    assert "has not begun yet" in text
    assert place("panel-judge", member, 1) not in text


def test_question_is_shown_in_the_language_chosen(lead) -> None:
    version = version_of()
    version.translations = {"fr": {**version.body, "stem": "Que faites-vous de la photo ?"}}
    version.save()
    _panel, [(member, secret), *_others] = begun(lead, version)
    client = Client()
    client.get(link(secret))
    client.post(reverse("people:language-choose"), {"language": "fr", "next": "/"})
    text = client.get(place("panel-judge", member, 1)).content.decode()
    assert "Que faites-vous de la photo" in text
    assert '<html lang="fr"' in text


def test_picture_of_an_item_is_given_to_its_members_alone(lead) -> None:
    picture, other = (store_picture(content=png(width), by=None, at=timezone.now()) for width in (20, 30))
    version = version_of()
    version.body = {**version.body, "stem": f"![A feed](picture:{picture.public_id}) What now?"}
    version.save()
    _panel, [(_member, secret), *_others] = begun(lead, version)
    client = Client()
    shown = reverse("assessments:picture-detail", args=[picture.public_id])
    assert client.get(shown).status_code == 302
    client.get(link(secret))
    assert client.get(shown)["Content-Type"] == "image/png"
    assert client.get(reverse("assessments:picture-detail", args=[other.public_id])).status_code == 302


def test_question_costs_the_same_number_of_queries(lead, django_assert_num_queries) -> None:
    for count in (1, 3, 6):
        _panel, [(member, secret), *_others] = begun(lead, *(version_of() for _one in range(count)))
        client = Client()
        client.get(link(secret))
        with django_assert_num_queries(4):
            assert client.get(place("panel-judge", member, 1)).status_code == 200
