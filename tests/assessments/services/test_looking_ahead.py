"""Previews of corrected keys that the worker makes: added up lot by lot, nothing twice."""

from __future__ import annotations

import pytest

from assessments.models import ItemVersion, RegradePreview
from assessments.regrade_preview import look, to_mark
from assessments.services import looking_ahead
from assessments.services.authoring import correct_key
from assessments.services.background import FORGOTTEN
from assessments.services.looking_ahead import KEPT_FOR, ask_preview, found_in, previews_due, work_out
from people.models import User
from tests.assessments.services.school import HOUR, NOW, School
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
LATER = NOW + HOUR


@pytest.fixture
def version(school: School) -> ItemVersion:
    """A question with the wrong key that five people answered: three of them move."""
    quiz = school.quiz(kinds=("single_best_answer",) * 2)
    for pattern in ("BB", "AB", "CB", "BA", "CA"):
        attempt = school.start(quiz, user=UserFactory())
        for position, letter in enumerate(pattern, start=1):
            school.answer(attempt, position, {"choice": letter})
        school.submit(attempt)
    return quiz.version.items.get(position=1).item_version


@pytest.fixture
def one_by_one(monkeypatch):
    monkeypatch.setattr(looking_ahead, "SITTINGS_AT_A_TIME", 1)


def asked(school, version, correct="A") -> RegradePreview:
    return ask_preview(
        version=version, key=version.keys.get(), values={"correct": correct}, reason="Wrong.",
        by=school.teacher, at=LATER,
    )  # fmt: skip


def at_once(version, correct="A"):
    key, values = version.keys.get(), {"correct": correct}
    return look(version, values, to_mark(version, values, key), User.objects.all())


def test_lots_add_up_to_what_all_at_once_come_to(school, version, one_by_one):
    preview = asked(school, version)
    assert (preview.state, preview.total, preview.done) == ("waiting", 5, 0)
    assert work_out(preview_id=preview.pk, at=LATER) == 5
    preview.refresh_from_db()
    assert (preview.state, preview.done, preview.finished_at) == ("done", 5, LATER)
    whole = at_once(version)
    assert found_in(preview).counts == whole.counts
    assert (whole.counts.up, whole.counts.down, whole.counts.same) == (1, 2, 2)


def test_who_may_be_seen_is_kept_with_the_largest_change_first(school, version, one_by_one, monkeypatch):
    preview = asked(school, version)
    monkeypatch.setattr(looking_ahead, "learners_where", lambda *_given, **_more: User.objects.all())
    work_out(preview_id=preview.pk, at=LATER)
    preview.refresh_from_db()
    found = found_in(preview).largest
    assert len(found) == 3
    assert list(found) == sorted(found, key=lambda one: one.size)


def test_killed_in_the_middle_it_goes_on_and_counts_nobody_twice(school, version, one_by_one, monkeypatch):
    preview = asked(school, version)
    calls = []

    def dies(*given):
        calls.append(given)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return look(*given)

    monkeypatch.setattr(looking_ahead, "look", dies)
    with pytest.raises(KeyboardInterrupt):
        work_out(preview_id=preview.pk, at=LATER)
    preview.refresh_from_db()
    assert (preview.state, preview.done, preview.total) == ("running", 2, 5)
    assert previews_due(at=LATER + FORGOTTEN / 2) == 0
    assert previews_due(at=LATER + FORGOTTEN) == 3
    preview.refresh_from_db()
    assert (preview.state, preview.done) == ("done", 5)
    assert found_in(preview).counts == at_once(version).counts
    assert work_out(preview_id=preview.pk, at=LATER) == 0


def test_two_workers_with_the_same_lot_count_it_once(school, version, one_by_one):
    preview = asked(school, version)
    other = RegradePreview.objects.select_related("version__item", "key", "by").get(pk=preview.pk)
    assert work_out(preview_id=preview.pk, at=LATER, lots=1) == 1
    assert looking_ahead._look_at_lot(other, at=LATER) == 0
    preview.refresh_from_db()
    assert preview.done == 1


def test_error_is_told_and_not_tried_for_ever(school, version, monkeypatch):
    preview = asked(school, version)
    monkeypatch.setattr(looking_ahead, "look", lambda *_given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        work_out(preview_id=preview.pk, at=LATER)
    preview.refresh_from_db()
    assert preview.state == "failed"
    assert previews_due(at=LATER + HOUR) == 0


def test_asking_again_drops_what_was_asked_and_old_ones_go(school, version):
    first = asked(school, version)
    second = asked(school, version, "C")
    assert list(RegradePreview.objects.all()) == [second]
    assert work_out(preview_id=first.pk, at=LATER) == 0
    previews_due(at=LATER + KEPT_FOR + HOUR)
    assert not RegradePreview.objects.exists()


def test_key_that_is_there_looks_at_what_older_ones_marked(school, version):
    values = {"correct": "A"}
    correct_key(item_version=version, values=values, status="proposed", note="", by=school.teacher, at=LATER)
    key = version.keys.get(n=2)
    assert to_mark(version, values, key).count() == 5
    assert to_mark(version, values, version.keys.get(n=1)).count() == 5
