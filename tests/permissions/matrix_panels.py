"""Addresses of expert panels. Keepers of the bank draw them up, those who publish close them; who learns here
is kept out. The pages of members open by a link alone, to nobody who merely signed in."""

from __future__ import annotations

from assessments.models import Panel, PanelItem, PanelMember
from tests.assessments.pages.panelling import begun, invited, panel_of, version_of
from tests.cast import Cast
from tests.permissions.matrix import Scene, SceneMaker

TABLE = """
admin lead faculty signer viewer other_lead former_staff faculty_student student other_student anonymous
GET  assessments:panel-list                ok   ok   ok   no   no   ok   no   no   no   no   in
GET  assessments:panel-create              ok   ok   ok   no   no   ok   no   no   no   no   in
POST assessments:panel-create              go   go   go   no   no   go   no   no   no   no   in
GET  assessments:panel-detail              ok   ok   ok   no   no   ok   no   no   no   no   in
GET  assessments:panel-edit                ok   ok   ok   no   no   ok   no   no   no   no   in
POST assessments:panel-edit                go   go   go   no   no   go   no   no   no   no   in
GET  assessments:panel-items               ok   ok   ok   no   no   ok   no   no   no   no   in
POST assessments:panel-items               go   go   go   no   no   go   no   no   no   no   in
POST assessments:panel-item-out            go   go   go   no   no   go   no   no   no   no   in
GET  assessments:panel-invite              ok   ok   ok   no   no   ok   no   no   no   no   in
POST assessments:panel-invite              ok   ok   ok   no   no   ok   no   no   no   no   in
POST assessments:panel-renew               ok   ok   ok   no   no   ok   no   no   no   no   in
GET  assessments:panel-withdraw            ok   ok   ok   no   no   ok   no   no   no   no   in
POST assessments:panel-withdraw            go   go   go   no   no   go   no   no   no   no   in
GET  assessments:panel-open                ok   ok   ok   no   no   ok   no   no   no   no   in
POST assessments:panel-open                go   go   go   no   no   go   no   no   no   no   in
GET  assessments:panel-results             ok   ok   ok   no   no   ok   no   no   no   no   in
GET  assessments:panel-close               ok   ok   no   no   no   ok   no   no   no   no   in
POST assessments:panel-close               go   go   no   no   no   go   no   no   no   no   in
# By a link alone: nobody here has opened one.
GET  assessments:panel-stale               gone gone gone gone gone gone gone gone gone gone gone
GET  assessments:panel-link                go   go   go   go   go   go   go   go   go   go   go
GET  assessments:panel-member              gone gone gone gone gone gone gone gone gone gone gone
GET  assessments:panel-judge               gone gone gone gone gone gone gone gone gone gone gone
POST assessments:panel-judge               gone gone gone gone gone gone gone gone gone gone gone
GET  assessments:panel-finish              gone gone gone gone gone gone gone gone gone gone gone
POST assessments:panel-finish              gone gone gone gone gone gone gone gone gone gone gone
"""

SECRET = "Clinicians on ward photos"


def states() -> tuple[object, ...]:
    """All that a page of a panel can change."""
    return (
        list(Panel.objects.order_by("pk").values_list("title", "state")),
        PanelItem.objects.count(),
        list(PanelMember.objects.order_by("pk").values_list("token_hash", "withdrawn_at", "finished_at")),
    )


def drawn_up(cast: Cast) -> Panel:
    panel = panel_of(cast.lead, version_of(), title=SECRET)
    invited(panel, "Ada", "Ben")
    return panel


def _scene(panel: Panel, data: dict[str, object] | None = None, **more: object) -> Scene:
    return Scene(
        kwargs={"public_id": panel.public_id, **more}, data=data or {}, secret=(SECRET,), state=states
    )


def listed(cast: Cast) -> Scene:
    drawn_up(cast)
    return Scene(secret=(SECRET,))


def creating(cast: Cast) -> Scene:
    data = {"title": "Spring", "rule": "mode", "least_agreement": "60"}
    return Scene(data=data, secret=("Go on to the items",), state=states)


def draft(cast: Cast) -> Scene:
    return _scene(drawn_up(cast))


def editing(cast: Cast) -> Scene:
    return _scene(drawn_up(cast), {"title": "Summer", "rule": "mode", "least_agreement": "60"})


def choosing(cast: Cast) -> Scene:
    return _scene(drawn_up(cast), {"item": [str(version_of().item.public_id)]})


def item_out(cast: Cast) -> Scene:
    return _scene(drawn_up(cast), position=1)


def inviting(cast: Cast) -> Scene:
    return _scene(drawn_up(cast), {"name": "Cem"})


def member(cast: Cast) -> Scene:
    panel = drawn_up(cast)
    return _scene(panel, member_id=panel.members.get(name="Ada").public_id)


def opened(cast: Cast) -> Scene:
    panel, _members = begun(cast.lead, title=SECRET)
    return _scene(panel)


def _of_member(cast: Cast, **more: object) -> Scene:
    _panel, [(one, _secret), *_others] = begun(cast.lead, title=SECRET)
    return Scene(
        kwargs={"public_id": one.public_id, **more}, data={"choice": "A"}, secret=(SECRET,), state=states
    )


def link(cast: Cast) -> Scene:
    _panel, [(_one, secret), *_others] = begun(cast.lead, title=SECRET)
    return Scene(kwargs={"token": secret})


def judging(cast: Cast) -> Scene:
    return _of_member(cast, position=1)


SCENES: dict[str, SceneMaker] = {
    "assessments:panel-list": listed,
    "assessments:panel-create": creating,
    "assessments:panel-detail": draft,
    "assessments:panel-edit": editing,
    "assessments:panel-items": choosing,
    "assessments:panel-item-out": item_out,
    "assessments:panel-invite": inviting,
    "assessments:panel-renew": member,
    "assessments:panel-withdraw": member,
    "assessments:panel-open": draft,
    "assessments:panel-results": opened,
    "assessments:panel-close": opened,
    "assessments:panel-link": link,
    "assessments:panel-member": _of_member,
    "assessments:panel-judge": judging,
    "assessments:panel-finish": _of_member,
}
