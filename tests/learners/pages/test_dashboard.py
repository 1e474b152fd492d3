"""The dashboard as a page: order by its heads, typing, what moved, columns that are kept, what is offered."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse

from common.school_time import school_day
from competencies.models import Domain
from learners.models import ColumnChoice
from tests.factories import (
    AssessmentCompetencyFactory,
    AssignmentFactory,
    CohortFactory,
    CompetencyFactory,
    StaffRoleFactory,
    UserFactory,
)
from tests.learners.classroom import DAY, Classroom


@pytest.fixture
def reader(room: Classroom) -> Client:
    client = Client()
    client.force_login(room.school.other_teacher)
    return client


def address(room: Classroom, name: str = "cohort-detail") -> str:
    return reverse(f"learners:{name}", args=[room.cohort.public_id])


def names(page: str) -> list[str]:
    """The family names on the map, from the top."""
    rows = page.split('<tbody role="rowgroup">')[1].split("</tbody>", maxsplit=1)[0]
    return [name.split(",")[0] for name in re.findall(r'<th scope="row".*?>([^<]+)</a>', rows)]


def test_heads_sort_by_a_competency_and_turn_the_order_around(room: Classroom, reader: Client) -> None:
    here = str(room.school.competency.public_id)
    for name, level in (("Low", 1), ("High", 4)):
        person = UserFactory(family_name=name)
        room.admit(person)
        room.observe(person, room.school.competency, level)
    plain = reader.get(address(room), {"name": "o"}).content.decode()
    assert f'href="?name=o&amp;sort={here}#standing"' in plain
    assert plain.count("aria-sort") == 1
    assert 'aria-sort="ascending"' in plain.split('class="name"')[1].split(">")[0]

    lowest = reader.get(address(room), {"sort": here}).content.decode()
    assert names(lowest)[:2] == ["Low", "High"]
    assert f'href="?sort=-{here}#standing"' in lowest
    highest = reader.get(address(room), {"sort": f"-{here}"}).content.decode()
    assert names(highest)[:2] == ["High", "Low"]
    assert 'aria-sort="descending"' in highest
    assert f'<input type="hidden" name="sort" value="-{here}"' in highest


def test_order_is_kept_by_the_pages_of_a_long_list(room: Classroom, reader: Client) -> None:
    room.admit(*UserFactory.create_batch(55))
    here = f"-{room.school.competency.public_id}"
    page = reader.get(address(room), {"sort": here, "page": 2}).content.decode()
    assert len(names(page)) == 6
    assert f"?sort={here}&amp;page=1" in page
    long = reader.get(address(room), {"sort": here, "long": "on"}).content.decode()
    assert len(names(long)) == 56


@pytest.mark.parametrize("typing", [True, False])
def test_learner_is_found_by_typing_and_without_scripts(
    room: Classroom, reader: Client, typing: bool
) -> None:
    room.admit(UserFactory(given_name="Zoé", family_name="Willowherb"), UserFactory(family_name="Alder"))
    headers = {"HX-Request": "true", "HX-Target": "map"} if typing else {}
    answer = reader.get(address(room), {"name": "zoe will"}, headers=headers)
    page = answer.content.decode()
    assert names(page) == ["Willowherb"]
    assert ("<html" in page) is not typing
    assert ('hx-swap-oob="innerHTML:#map-status"' in page) is typing
    assert "1 learner fits." in " ".join(page.split()) or not typing
    assert "HX-Target" in answer["Vary"]


def test_domains_stand_over_their_competencies_together(room: Classroom, reader: Client) -> None:
    version = room.school.competency.version
    first = room.school.competency.domain
    other = Domain.objects.create(version=version, code="B", name="Beta", position=first.position + 1)
    Domain.objects.filter(pk=first.pk).update(name="Alpha")
    codes = [room.school.competency.code, room.school.other_competency.code]
    last = room.school.other_competency.position
    late = CompetencyFactory(version=version, domain=first, position=last + 1)
    room.school.other_competency.domain = other
    room.school.other_competency.save()
    page = reader.get(address(room)).content.decode()
    heads = page.split('class="hm-domains"')[1].split("</tr>")[0]
    assert re.findall(r'colspan="(\d)">(?:<span[^>]*>)?(\w+)', heads) == [("2", "Alpha"), ("1", "Beta")]
    row = page.split('class="hm-domains"')[1].split("</thead>")[0]
    assert re.findall(r'class="code">(.*?)<', row) == [codes[0], late.code, codes[1]]


def test_cells_say_how_they_moved_since_the_day_compared_with(room: Classroom, reader: Client) -> None:
    up, down, new = (UserFactory(family_name=name) for name in ("Up", "Down", "New"))
    room.admit(up, down, new)
    for person, before, now in ((up, 2, 4), (down, 4, 1), (new, None, 3)):
        if before:
            room.observe(person, room.school.competency, before, days_ago=9)
        for days_ago in (3, 2, 1):
            room.observe(person, room.school.competency, now, days_ago=days_ago)
    since = school_day(room.now - 5 * DAY).isoformat()
    page = reader.get(address(room), {"since": since}).content.decode()
    said = {row.split(",")[0]: row for row in re.findall(r'rowheader"><a[^>]*>(.*?)</tr>', page, re.DOTALL)}
    assert "higher than level 2 then" in said["Up"]
    assert "from 2" in said["Up"]
    assert "lower than level 4 then" in said["Down"]
    assert "first assessed since then" in said["New"]
    assert "then" not in said[room.school.learner.family_name]
    assert 'class="mv"' not in reader.get(address(room)).content.decode()


def test_columns_are_chosen_kept_and_shown_again(room: Classroom, reader: Client) -> None:
    shown, hidden = room.school.competency, room.school.other_competency
    asked = reader.get(address(room, "cohort-columns")).content.decode()
    assert asked.count("checked") == 2
    assert ColumnChoice.objects.count() == 0
    for _press in range(2):
        reader.post(address(room, "cohort-columns"), {"domain-0": [str(shown.public_id)]})
    page = reader.get(address(room)).content.decode()
    map_ = page.split('<table class="hm"')[1].split("</table>")[0]
    assert (shown.code in map_, hidden.code in map_) == (True, False)
    assert "1 of 2 competencies are shown" in " ".join(page.split())
    other = Client()
    other.force_login(room.school.teacher)
    assert hidden.code in other.get(address(room)).content.decode().split('<table class="hm"')[1]
    both = [str(shown.public_id), str(hidden.public_id)]
    reader.post(address(room, "cohort-columns"), {"domain-0": both})
    assert ColumnChoice.objects.count() == 0


def test_choosing_no_column_asks_for_one(room: Classroom, reader: Client) -> None:
    answer = reader.post(address(room, "cohort-columns"), {})
    assert answer.status_code == 422
    assert "Choose at least one competency." in answer.content.decode()
    assert not ColumnChoice.objects.exists()


def test_needs_lead_to_the_page_that_deals_with_them(room: Classroom, reader: Client) -> None:
    school = room.school
    quiz = school.quiz(type_="judgement").version.assessment
    AssessmentCompetencyFactory(assessment=quiz, competency=school.other_competency)
    quiz.state = "published"
    quiz.save()
    AssignmentFactory(to=[room.cohort], opens_at=room.now - 9 * DAY, due_at=room.now - DAY)
    room.observe(school.learner, school.competency, 4)
    page = reader.get(address(room)).content.decode()
    needs = page.split('id="needs"')[1].split("</section>")[0]
    mail = unquote(re.findall(r'href="(mailto:\?bcc[^"]*)"', needs)[0].replace("&amp;", "&"))
    assert school.learner.email in mail
    assert "level" not in mail
    assert f"?cohort={room.cohort.public_id}&amp;assessment={quiz.public_id}" in needs
    asks = unquote(re.findall(r'href="(mailto:\?subject[^"]*)"', needs)[0])
    grid = reverse("assessments:encounter-group", args=[room.cohort.public_id])
    assert f"http://testserver{grid}?competency={school.competency.public_id}" in asks
    assert f"{grid}?competency={school.competency.public_id}" in needs
    near = f"?status=in_progress&amp;of={school.competency.public_id}"
    assert near in needs
    listed = reader.get(address(room), {"status": "in_progress", "of": str(school.competency.public_id)})
    assert names(listed.content.decode()) == [school.learner.family_name]


def test_signer_is_offered_no_act_that_is_not_theirs(room: Classroom) -> None:
    client = Client()
    client.force_login(room.school.signer)
    room.observe(room.school.learner, room.school.competency, 4)
    needs = client.get(address(room)).content.decode().split('id="needs"')[1].split("</section>")[0]
    assert "Ask for observation" in needs
    grid = reverse("assessments:encounter-group", args=[room.cohort.public_id])
    assert f'href="{grid}' not in needs
    assert reverse("learners:assignment-create") not in needs


@pytest.mark.parametrize("name", ["cohort-detail", "cohort-figures", "cohort-assignments"])
def test_cohort_of_nothing_is_calm(name: str, db: None) -> None:
    cohort, lead = CohortFactory(), UserFactory()
    StaffRoleFactory(user=lead, cohort=cohort, role="lead")
    client = Client()
    client.force_login(lead)
    page = client.get(reverse(f"learners:{name}", args=[cohort.public_id])).content.decode()
    assert {
        "cohort-detail": "Nobody needs anything right now.",
        "cohort-figures": "There is nothing to count yet",
        "cohort-assignments": "Nothing is assigned yet",
    }[name] in page
    assert '<svg class="bar"' not in page
    assert 'class="trend"' not in page


def test_work_names_who_is_past_the_date_and_who_has_not_begun(room: Classroom, reader: Client) -> None:
    past = AssignmentFactory(to=[room.cohort], opens_at=room.now - 9 * DAY, due_at=room.now - DAY)
    AssignmentFactory(to=[room.cohort], opens_at=room.now - 9 * DAY, due_at=room.now + DAY)
    room.admit(*UserFactory.create_batch(6))
    page = " ".join(reader.get(address(room, "cohort-assignments")).content.decode().split())
    late, idle = page.split("Past the date:")[1], page.split("Not started:")[1]
    assert late.split("</p>")[0].count("<a ") == idle.split("</p>")[0].count("<a ") == 5
    assert "and 2 more" in late.split("</p>")[0]
    assert f"{past.get_absolute_url()}#everyone" in page
    assert "Message who is past the date" in page
    mail = re.findall(r'href="(mailto:\?bcc[^"]*)"', page)[0]
    assert unquote(mail.split("&")[0]).count("@") == 7
    viewer = UserFactory()
    StaffRoleFactory(user=viewer, cohort=room.cohort, role="viewer")
    reader.force_login(viewer)
    figures = reader.get(address(room, "cohort-assignments")).content.decode()
    assert "0 of 7" in figures
    assert room.school.learner.family_name not in figures
