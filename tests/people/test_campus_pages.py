"""Who manages a program keeps its campuses; who manages a cohort says where its groups are."""

from __future__ import annotations

from django.urls import reverse

from people.models import Campus
from tests.cast import Cast
from tests.factories.people import CampusFactory


def test_admin_makes_a_campus_and_says_which_groups_are_there(cast: Cast) -> None:
    client = cast.client("admin")
    create = reverse("people:campus-create", args=[cast.program.public_id])
    client.post(create, {"name": "Riverside", "code": "R"})
    campus = Campus.objects.get(program=cast.program)
    groups = reverse("people:campus-groups", args=[campus.public_id])
    assert f"{cast.cohort.name}: {cast.group.name}" in client.get(groups).content.decode()
    page = client.post(groups, {"groups": [str(cast.group.public_id)]}, follow=True).content.decode()
    assert cast.group.name in page
    assert "No group is at this campus yet" not in page
    program = client.get(reverse("people:program-detail", args=[cast.program.public_id])).content.decode()
    assert "Riverside" in program
    assert "1 group" in program
    again = client.post(create, {"name": "Riverside", "code": "R"})
    assert again.status_code == 422
    assert "already has a campus with that code" in again.content.decode()


def test_lead_of_a_cohort_says_at_which_campus_its_group_is(cast: Cast) -> None:
    client = cast.client("lead")
    edit = reverse("people:group-edit", args=[cast.group.public_id])
    assert "Campus" not in client.get(edit).content.decode(), "the program has none"
    campus, foreign = CampusFactory(program=cast.program, name="Riverside"), CampusFactory(name="Elsewhere")
    page = client.get(edit).content.decode()
    assert "Riverside" in page
    assert "Elsewhere" not in page
    data = {"name": cast.group.name, "code": "A"}
    assert client.post(edit, {**data, "campus": str(foreign.public_id)}).status_code == 422
    shown = client.post(edit, {**data, "campus": str(campus.public_id)}, follow=True).content.decode()
    assert "At Riverside." in shown
    cast.group.refresh_from_db()
    assert cast.group.campus == campus
    client.post(edit, {**data, "campus": ""})
    cast.group.refresh_from_db()
    assert cast.group.campus is None
