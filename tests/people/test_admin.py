"""Django's admin site lets a superuser read people, and change none of them."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from people.models import ClaimCode, User
from tests.factories.people import AccessLogFactory, ClaimCodeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def superuser(client, cast) -> User:
    root = User.objects.create_superuser("root@school.example", "a long password of root")
    client.force_login(root)
    return root


def test_every_model_of_the_room_can_be_read_and_none_changed(client, superuser, cast):
    AccessLogFactory(actor=cast.lead, subject=cast.student)
    ClaimCodeFactory(user=cast.student)
    for model in apps.get_app_config("people").get_models():
        kind = f"admin:people_{model._meta.model_name}"
        assert admin.site.is_registered(model)
        assert client.get(reverse(f"{kind}_changelist")).status_code == 200
        assert client.get(reverse(f"{kind}_add")).status_code == 403
        row = model.objects.first()
        if row is not None:
            assert client.post(reverse(f"{kind}_change", args=[row.pk])).status_code == 403
            assert client.post(reverse(f"{kind}_delete", args=[row.pk])).status_code == 403


def test_password_is_not_shown(client, superuser):
    superuser.refresh_from_db()
    page = client.get(reverse("admin:people_user_change", args=[superuser.pk])).content.decode()
    assert "root@school.example" in page
    assert superuser.password not in page
    assert not ClaimCode.objects.exists()
