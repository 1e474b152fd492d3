"""Addresses of people."""

from __future__ import annotations

from django.urls import path

from people.views import claiming, settings

app_name = "people"

urlpatterns = [
    path("claim/", claiming.claim_code, name="account-claim"),
    path("claim/address/", claiming.claim_address, name="claim-address"),
    path("claim/sent/", claiming.claim_sent, name="claim-sent"),
    path("claim/link/<str:token>/", claiming.claim_verify, name="claim-verify"),
    path("claim/password/", claiming.claim_password, name="claim-password"),
    path("account/", settings.settings, name="settings"),
    path("account/sessions/end/", settings.sessions_end, name="sessions-end"),
]
