"""The pages of a self-rating: saved one by one, looked over, handed in once, read by who may."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Attainment, Evidence, SelfRating
from assessments.services.self_rating import open_self_assessment, rate, submit_self_assessment
from people.models import AccessLog
from tests.assessments.pages.seeing import body, competencies, descriptors, form_for, opened_by, queries
from tests.factories import AdministrationFactory

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def page(held, name="detail", *args) -> str:
    return reverse(f"assessments:selfassessment-{name}", args=[held.public_id, *args])


def fields(competency, level="", confidence="") -> dict[str, object]:
    key = competency.public_id.hex
    return {f"{key}-level": level, f"{key}-confidence": confidence}


@pytest.fixture
def asked():
    return competencies(3)


@pytest.fixture
def held(student, asked):
    return opened_by(student, *asked, at=timezone.now())


@pytest.fixture
def mine(cast):
    return cast.client("student")


def hand_in(held, at=None):
    return submit_self_assessment(
        self_assessment=held, reflection="I saw gaps.", goal="Ask first.", at=at or timezone.now()
    )


def ratings(held) -> dict[str, tuple[int, int | None]]:
    return {
        one.competency.code: (one.level, one.confidence) for one in held.ratings.select_related("competency")
    }


def test_form_asks_about_its_competencies_with_prompts_and_descriptors(mine, held, asked) -> None:
    descriptors(asked[0], "Finds the source")
    shown = body(mine.get(page(held)))
    for competency in asked:
        assert competency.title in shown
        assert competency.self_prompt in shown
    assert "Finds the source at 1" in shown
    assert "Finds the source at 5" in shown
    assert "never counts toward a level" in shown
    assert "0 of 3 rated" in shown


def test_form_leaves_out_what_it_does_not_ask_about(mine, held) -> None:
    other = competencies(1)[0]
    other.title = "Quite another thing"
    other.save()
    assert other.title not in body(mine.get(page(held)))


def test_form_without_attachments_asks_about_all_in_force(mine, student, asked) -> None:
    everything = opened_by(student, at=timezone.now())
    assert "0 of 3 rated" in body(mine.get(page(everything)))


def test_rating_is_saved_in_the_background_and_says_so(mine, held, asked) -> None:
    given = fields(asked[0], 3, 75)
    answer = mine.post(page(held, "rate", asked[0].public_id), given, headers=HTMX)
    assert "Saved" in body(answer)
    assert "1 of 3 rated" in body(answer)
    assert ratings(held) == {"SM-1": (3, 75)}
    shown = body(mine.get(page(held)))
    assert "1 of 3 rated" in shown
    assert "Saved" in shown


def test_rating_again_replaces_the_first(mine, held, asked) -> None:
    for level, confidence in ((2, 0), (4, "")):
        mine.post(page(held, "rate", asked[0].public_id), fields(asked[0], level, confidence))
    assert ratings(held) == {"SM-1": (4, None)}


@pytest.mark.parametrize(
    ("level", "confidence", "said"),
    [
        (6, "", "This level is not on the scale"),
        (0, "", "This level is not on the scale"),
        ("x", "", "This level is not on the scale"),
        (3, 60, "in steps of 25"),
        ("", 50, "Choose a level; how sure you are goes with it"),
        ("", "", "Choose a level"),
    ],
)
def test_rating_refuses_what_does_not_fit(mine, held, asked, level, confidence, said) -> None:
    given = fields(asked[0], level, confidence)
    assert said in body(mine.post(page(held, "rate", asked[0].public_id), given, headers=HTMX), 422)
    assert ratings(held) == {}


def test_rating_of_a_competency_that_is_not_asked_is_not_found(mine, held) -> None:
    other = competencies(1)[0]
    answer = mine.post(page(held, "rate", other.public_id), fields(other, 3), headers=HTMX)
    body(answer, 404)
    assert ratings(held) == {}


def test_one_post_saves_everything_that_was_filled_in(mine, held, asked) -> None:
    given = {
        **fields(asked[0], 2, 25), **fields(asked[2], 5), "reflection": "I guess often.",
        "goal": "Look it up.", "go": asked[0].public_id.hex,
    }  # fmt: skip
    answer = mine.post(page(held), given)
    assert answer["Location"] == f"{page(held)}#c-{asked[0].public_id.hex}"
    assert ratings(held) == {"SM-1": (2, 25), "SM-3": (5, None)}
    held.refresh_from_db()
    assert (held.reflection, held.goal) == ("I guess often.", "Look it up.")


def test_one_post_saves_what_fits_and_keeps_what_does_not(mine, held, asked) -> None:
    given = {**fields(asked[0], 2), **fields(asked[1], "", 50), "reflection": "Half a thought", "goal": ""}
    shown = body(mine.post(page(held), given), 422)
    assert "Choose a level; how sure you are goes with it" in shown
    assert "Half a thought" in shown
    assert ratings(held) == {"SM-1": (2, None)}


def test_what_was_not_saved_is_named_on_top_with_a_link_and_the_focus(mine, held, asked) -> None:
    given = {**fields(asked[0], 2), **fields(asked[1], "", 50), "goal": "x" * 1_001}
    shown = body(mine.post(page(held), given), 422)
    summary = shown[shown.index("error-summary") : shown.index("<h1")]
    assert "autofocus" in summary
    assert "everything else is saved" in summary
    assert f'href="#id_{asked[1].public_id.hex}-level_0"' in summary
    assert f"{asked[1].code}: Choose a level" in summary
    assert 'href="#id_goal"' in summary
    assert f'id="id_{asked[1].public_id.hex}-level_0"' in shown


def test_posting_the_same_again_leaves_the_instant_of_a_rating(mine, held, asked) -> None:
    mine.post(page(held), fields(asked[0], 2))
    first = SelfRating.objects.get().rated_at
    mine.post(page(held), fields(asked[0], 2))
    assert SelfRating.objects.get().rated_at == first


def test_words_are_saved_in_the_background(mine, held) -> None:
    given = {"reflection": "So far", "goal": "Soon"}
    assert "Saved" in body(mine.post(page(held, "words"), given, headers=HTMX))
    held.refresh_from_db()
    assert (held.reflection, held.goal) == ("So far", "Soon")


def test_words_that_are_too_long_are_refused(mine, held) -> None:
    answer = mine.post(page(held, "words"), {"reflection": "x" * 5001, "goal": ""}, headers=HTMX)
    assert "5000 characters" in body(answer, 422)
    held.refresh_from_db()
    assert held.reflection == ""


def test_looking_over_names_what_is_not_rated(mine, held, asked) -> None:
    answer = mine.post(page(held), {**fields(asked[0], 3), "go": "hand-in"})
    assert answer["Location"] == page(held, "submit")
    shown = body(mine.get(page(held, "submit")))
    assert "2 of 3 competencies are not rated" in shown
    assert asked[1].title in shown
    assert asked[0].title not in shown
    assert "There is no goal yet" in shown


def test_nothing_rated_cannot_be_handed_in(mine, held) -> None:
    assert "Nothing is rated yet" in body(mine.get(page(held, "submit")))
    answer = mine.post(page(held, "submit"), follow=True)
    assert "Give at least one level" in body(answer)
    held.refresh_from_db()
    assert held.state == "open"


def test_handing_in_happens_once_and_counts_for_nothing(mine, held, asked) -> None:
    mine.post(page(held), {**fields(asked[0], 4, 100), "reflection": "I saw gaps.", "goal": "Ask first."})
    shown = body(mine.post(page(held, "submit"), follow=True))
    for said in ("I saw gaps.", "Ask first.", "You: Proficient", "100 % sure", "Not rated", "1 of 3"):
        assert said in shown
    held.refresh_from_db()
    first = held.submitted_at
    assert "handed in already" in body(mine.post(page(held, "submit"), follow=True))
    held.refresh_from_db()
    assert held.submitted_at == first
    assert not Evidence.objects.exists()
    assert not Attainment.objects.exists()


def test_second_tab_is_told_and_changes_nothing(mine, held, asked) -> None:
    rate(self_assessment=held, competency=asked[0], level=2, confidence=None, at=timezone.now())
    hand_in(held)
    single = mine.post(page(held, "rate", asked[0].public_id), fields(asked[0], 5), headers=HTMX)
    assert "handed in already" in body(single, 422)
    assert page(held) in body(single, 422)
    words = mine.post(page(held, "words"), {"reflection": "New", "goal": ""}, headers=HTMX)
    assert "handed in already" in body(words, 422)
    whole = mine.post(page(held), {**fields(asked[0], 5), "reflection": "New"}, follow=True)
    assert "handed in already" in body(whole)
    assert ratings(held) == {"SM-1": (2, None)}
    held.refresh_from_db()
    assert held.reflection == "I saw gaps."


def test_open_form_is_the_learners_alone(cast, held) -> None:
    for actor in ("admin", "lead", "faculty", "other_student"):
        body(cast.client(actor).get(page(held)), 404)
        body(cast.client(actor).post(page(held, "words"), {"reflection": "Mine", "goal": ""}), 404)
    held.refresh_from_db()
    assert held.reflection == ""


def test_handed_in_form_is_read_by_staff_and_the_look_is_written_down(cast, held, asked, lead) -> None:
    rate(self_assessment=held, competency=asked[0], level=2, confidence=None, at=timezone.now())
    hand_in(held)
    shown = body(cast.client("lead").get(page(held)))
    assert "I saw gaps." in shown
    assert "Self: Advanced beginner" in shown
    assert AccessLog.objects.filter(actor=lead, subject=held.user).count() == 1
    body(cast.client("lead").post(page(held), fields(asked[0], 5)), 403)
    assert ratings(held) == {"SM-1": (2, None)}


def test_rating_settles_first_so_that_it_notes_what_was_known(
    mine, held, asked, student, monkeypatch
) -> None:
    called = []
    monkeypatch.setattr(
        "assessments.views.self_rating.settle_due", lambda *, at, learner_ids: called.append(learner_ids)
    )
    mine.post(page(held, "rate", asked[0].public_id), fields(asked[0], 3), headers=HTMX)
    assert called == [[student.pk]]


def test_pages_take_the_same_queries_however_many_competencies(mine, student) -> None:
    found = []
    for number in (1, 3, 30):
        rows = competencies(number)
        for competency in rows:
            descriptors(competency, "Sees")
        held = open_self_assessment(
            administration=AdministrationFactory(version=form_for(*rows), mode="practice"),
            user=student, at=timezone.now() - timedelta(hours=1),
        )  # fmt: skip
        for competency in rows:
            rate(self_assessment=held, competency=competency, level=3, confidence=None, at=timezone.now())
        on_form, _shown = queries(mine, page(held))
        hand_in(held)
        on_summary, _shown = queries(mine, page(held))
        found.append((on_form, on_summary))
        rows[0].version.state = "retired"
        rows[0].version.save()
    assert min(found[0]) > 0
    assert found[0] == found[1] == found[2]
