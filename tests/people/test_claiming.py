"""Claiming an account by code: the way through, and every way that must not lead through."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone

from people import codes
from people.models import AccessLog, ClaimCode, User
from people.services import claiming
from people.services.errors import RefusedError
from tests.factories.people import EnrolmentFactory, StaffRoleFactory, UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "a long new password"


@pytest.fixture
def learner(cohort) -> User:
    return EnrolmentFactory(user__unclaimed=True, user__given_name="Zoé", cohort=cohort).user


@pytest.fixture
def code(learner, lead) -> str:
    return claiming.issue_claim_code(user=learner, by=lead, at=timezone.now()).code


def link_in_mail() -> str:
    return re.search(r"http://testserver(\S+)", mail.outbox[-1].body).group(1)


def without_tokens(answer) -> str:
    """Return the page without what differs each time it is asked for."""
    return re.sub(r"[0-9A-Za-z]{64}", "", answer.content.decode())


def walk_to_password(client: Client, code: str, email: str = "zoe@home.example") -> None:
    client.post("/claim/", {"code": code})
    client.post("/claim/address/", {"email": email})
    client.get(link_in_mail())


# The way through


def test_claim_leads_from_the_code_to_a_signed_in_person(client, learner, code):
    answer = client.post("/claim/", {"code": code.lower().replace("-", " ")}, follow=True)
    assert "Zoé" in answer.content.decode()
    answer = client.post("/claim/address/", {"email": "Zoe@Home.Example"}, follow=True)
    assert "Look into your mail" in answer.content.decode()
    assert mail.outbox[0].to == ["Zoe@Home.Example"]
    learner.refresh_from_db()
    assert (learner.email, learner.activated_at) == (None, None)

    answer = client.get(link_in_mail(), follow=True)
    assert answer.redirect_chain == [("/claim/password/", 302)]
    assert "zoe@home.example" in answer.content.decode()
    client.post("/claim/password/", {"new_password1": PASSWORD, "new_password2": PASSWORD})
    learner.refresh_from_db()
    assert learner.email == "zoe@home.example"
    assert learner.activated_at is not None
    assert client.session["_auth_user_id"] == str(learner.pk)
    assert EmailAddress.objects.get(user=learner).verified

    fresh = Client()
    fresh.post("/accounts/login/", {"login": "zoe@home.example", "password": PASSWORD})
    assert fresh.session["_auth_user_id"] == str(learner.pk)


def test_mailed_link_opens_in_another_browser(client, learner, code):
    client.post("/claim/", {"code": code})
    client.post("/claim/address/", {"email": "zoe@home.example"})
    other = Client()
    other.get(link_in_mail())
    other.post("/claim/password/", {"new_password1": PASSWORD, "new_password2": PASSWORD})
    assert other.session["_auth_user_id"] == str(learner.pk)


def test_opening_the_link_changes_nothing_by_itself(client, learner, code):
    walk_to_password(client, code)
    learner.refresh_from_db()
    assert (learner.email, learner.activated_at) == (None, None)
    assert ClaimCode.objects.get().used_at is None


# The code


def test_code_is_kept_as_a_digest_only(code):
    kept = ClaimCode.objects.get()
    assert codes.typed(code) not in "".join(str(value) for value in kept.__dict__.values()).upper()
    assert kept.digest == codes.digest(code.lower())


def test_code_reads_what_people_misread(code):
    assert codes.digest("O1L0-0000-000I") == codes.digest("0110 0000 0001")
    assert len({codes.new_code() for _ in range(100)}) == 100


@pytest.mark.parametrize("what", ["wrong", "used", "expired", "replaced", "closed", "erased", "activated"])
def test_code_that_opens_nothing_answers_alike(client, learner, lead, code, what):
    now = timezone.now()
    if what == "wrong":
        code = "0000-0000-0000"
    elif what == "used":
        ClaimCode.objects.update(used_at=now)
    elif what == "expired":
        ClaimCode.objects.update(expires_at=now - timedelta(seconds=1))
    elif what == "replaced":
        claiming.issue_claim_code(user=learner, by=lead, at=now)
    else:
        changes = {
            "closed": {"is_active": False},
            "erased": {"erased_at": now},
            "activated": {"activated_at": now},
        }
        User.objects.filter(pk=learner.pk).update(**changes[what])
    answer = client.post("/claim/", {"code": code})
    assert answer.status_code == 422
    assert "This code opens nothing." in answer.content.decode()
    assert "Zoé" not in answer.content.decode()
    assert client.get("/claim/address/")["Location"] == "/claim/"


def test_guessing_codes_is_slowed_down(client, code):
    answers = [client.post("/claim/", {"code": f"{n:012d}"}) for n in range(61)]
    assert {answer.status_code for answer in answers[:60]} == {422}
    assert answers[60].status_code == 429
    assert "Wait a little" in answers[60].content.decode()


def test_new_code_ends_the_one_before(learner, lead, code):
    now = timezone.now()
    again = claiming.issue_claim_code(user=learner, by=lead, at=now).code
    assert claiming.find_claim(code=code, at=now) is None
    assert claiming.find_claim(code=again, at=now).user == learner
    assert claiming.find_claim(code=again, at=now + timedelta(days=31)) is None


def test_issuing_is_logged_without_the_code(learner, lead, code):
    line = AccessLog.objects.get()
    assert (line.actor, line.action, line.subject) == (lead, "issued_claim_code", learner)


def test_lead_cannot_come_by_the_powers_of_staff(lead, admin, cohort):
    unclaimed = StaffRoleFactory(user__unclaimed=True).user
    EnrolmentFactory(user=unclaimed, cohort=cohort)
    with pytest.raises(RefusedError, match="Ask an admin"):
        claiming.issue_claim_code(user=unclaimed, by=lead, at=timezone.now())
    assert not ClaimCode.objects.exists()
    assert claiming.issue_claim_code(user=unclaimed, by=admin, at=timezone.now()).user == unclaimed


def test_activated_account_gets_no_code(student, admin):
    with pytest.raises(RefusedError, match="already set a password"):
        claiming.issue_claim_code(user=student, by=admin, at=timezone.now())


def test_many_codes_come_in_the_order_of_names(django_assert_max_num_queries, cohort, admin, student):
    people = [UserFactory(unclaimed=True, family_name=name) for name in ("Zimmer", "Éluard", "Abel")]
    with django_assert_max_num_queries(12):
        issued = claiming.issue_claim_codes(
            user_ids=[*(p.pk for p in people), student.pk], by=admin, at=timezone.now()
        )
    assert [each.user.family_name for each in issued] == ["Abel", "Éluard", "Zimmer"]
    assert len({each.code for each in issued}) == 3


# The address


def test_address_of_somebody_else_is_not_told_apart(client, learner, code, other_student):
    client.post("/claim/", {"code": code})
    known = client.post("/claim/address/", {"email": other_student.email.upper()}, follow=True)
    unknown = client.post("/claim/address/", {"email": "nobody@home.example"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    assert without_tokens(known) == without_tokens(unknown)
    assert "has one already" in mail.outbox[0].body
    assert "/claim/link/" not in mail.outbox[0].body
    assert "/claim/link/" in mail.outbox[1].body


def test_mail_names_nobody_and_carries_no_code(client, code):
    client.post("/claim/", {"code": code})
    client.post("/claim/address/", {"email": "zoe@home.example"})
    assert "Zoé" not in mail.outbox[0].body
    assert codes.typed(code) not in mail.outbox[0].body


def test_mails_for_one_code_are_slowed_down(client, code):
    client.post("/claim/", {"code": code})
    answers = [client.post("/claim/address/", {"email": f"a{n}@home.example"}).status_code for n in range(6)]
    assert answers == [302, 302, 302, 302, 302, 429]
    assert len(mail.outbox) == 5


def test_address_step_needs_the_code(client):
    for method in (client.get, client.post):
        assert method("/claim/address/")["Location"] == "/claim/"
    assert client.get("/claim/sent/")["Location"] == "/claim/"
    assert mail.outbox == []


# The link


@pytest.mark.parametrize("what", ["old", "used", "overtaken", "forged", "expired code"])
def test_link_that_opens_nothing_answers_alike(client, learner, code, what):
    walk_to_password(client, code)
    link = link_in_mail()
    if what == "old":
        found = ClaimCode.objects.get()
        long_ago = timezone.now() - timedelta(hours=25)
        token = claiming.give_address(claim=found, email="zoe@home.example", at=long_ago)
        link = f"/claim/link/{token}/"
    elif what == "used":
        ClaimCode.objects.update(used_at=timezone.now())
    elif what == "overtaken":
        client.post("/claim/address/", {"email": "better@home.example"})
    elif what == "forged":
        link = link[:-3] + "xx/"
    else:
        ClaimCode.objects.update(expires_at=timezone.now())
    other = Client()
    answer = other.get(link)
    assert answer.status_code == 410
    assert "does not work any more" in answer.content.decode()
    assert "Zoé" not in answer.content.decode()
    answer = other.post("/claim/password/", {"new_password1": PASSWORD, "new_password2": PASSWORD})
    assert answer.status_code == 410
    learner.refresh_from_db()
    assert learner.activated_at is None


def test_claim_works_once(client, learner, code):
    walk_to_password(client, code)
    link = link_in_mail()
    client.post("/claim/password/", {"new_password1": PASSWORD, "new_password2": PASSWORD})
    other = Client()
    assert other.get(link).status_code == 410
    assert claiming.find_claim(code=code, at=timezone.now()) is None


def test_address_taken_meanwhile_is_refused(client, learner, code):
    walk_to_password(client, code)
    UserFactory(email="zoe@home.example")
    answer = client.post("/claim/password/", {"new_password1": PASSWORD, "new_password2": PASSWORD})
    assert answer.status_code == 410
    learner.refresh_from_db()
    assert (learner.email, learner.activated_at) == (None, None)


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("short", "short", "too short"),
        (PASSWORD, "another password", "match"),
        ("zoe@home.example", "zoe@home.example", "similar"),
    ],
)
def test_weak_password_is_refused_with_a_reason(client, learner, code, first, second, said):
    walk_to_password(client, code)
    answer = client.post("/claim/password/", {"new_password1": first, "new_password2": second})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    learner.refresh_from_db()
    assert (learner.email, learner.activated_at) == (None, None)


def test_pages_of_the_claim_are_not_kept_by_the_browser(client, code):
    client.post("/claim/", {"code": code})
    for page in ("/claim/", "/claim/address/", "/claim/sent/"):
        assert "no-store" in client.get(page)["Cache-Control"]
