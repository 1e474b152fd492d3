"""What tests of the pages of expert panels share."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from assessments.models import Panel, PanelMember
from assessments.services.panels import add_panel_items, create_panel, invite_member, open_panel
from tests.factories.assessments import ItemVersionFactory


def staff_page(name: str, panel: Panel, *more: object) -> str:
    return reverse(f"assessments:{name}", args=[panel.public_id, *more])


def version_of(kind: str = "single_best_answer", **item):
    """A version of the sample of a kind, with its key."""
    return ItemVersionFactory(kind=kind, **item)


def panel_of(by, *versions, title: str = "Clinicians, spring", **facts) -> Panel:
    """A panel that is drawn up, with these items."""
    made = {"instructions": "", "rule": "mode", "least_agreement": 60, **facts}
    panel = create_panel(title=title, by=by, at=timezone.now(), **made)
    return add_panel_items(panel=panel, items=versions or (version_of(),))


def invited(panel: Panel, *names: str) -> list[tuple[PanelMember, str]]:
    """Members with their secrets."""
    made = [
        invite_member(panel=panel, name=name, email="", expertise="", at=timezone.now()) for name in names
    ]
    return [(one.member, one.secret) for one in made]


def begun(by, *versions, names=("Ada", "Ben", "Cem"), **facts):
    """An open panel, and its members with their secrets."""
    panel = panel_of(by, *versions, **facts)
    members = invited(panel, *names)
    return open_panel(panel=panel), members
