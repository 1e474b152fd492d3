"""Item analysis on its pages: figures, flags with reasons, charts with tables, and corrected keys."""

from __future__ import annotations

import csv
import io
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.forms_analysis import KeyForm
from assessments.models import Attempt, Evidence, ItemKey, Regrade
from assessments.services.answering import save_response
from assessments.services.attempts import start_attempt, submit_attempt
from assessments.views import regrading
from assessments.windows import Window
from tests.assessments.pages.seeing import body, queries
from tests.assessments.pages.sittings import give
from tests.factories import EnrolmentFactory

pytestmark = pytest.mark.django_db
KINDS = ("single_best_answer",) * 3


@pytest.fixture
def quiz(cast):
    return give(*KINDS)


@pytest.fixture
def lead(cast):
    return cast.client("lead")


@pytest.fixture
def faculty(cast):
    return cast.client("faculty")


def sit(administration, cohort, *patterns):
    """One sitting of each pattern of chosen letters, by a learner of the cohort each."""
    at = timezone.now()
    for pattern in patterns:
        user = EnrolmentFactory(cohort=cohort).user
        attempt = start_attempt(
            administration=administration, user=user, window=Window(opens_at=at), at=at, language="en", seed=1
        )
        for position, letter in enumerate(pattern, start=1):
            save_response(
                attempt=attempt, position=position, value={"choice": letter}, client_seq=0, at=timezone.now()
            )
        submit_attempt(attempt=attempt, by=user, at=timezone.now())


def page(name, administration):
    return reverse(f"assessments:{name}", args=[administration.version.assessment.public_id])


def first_item(administration):
    return administration.version.items.get(position=1).item_version.item


def test_page_shows_figures_flags_and_reasons(quiz, cohort, faculty):
    sit(quiz, cohort, *["ABB"] * 7, *["BCC"] * 5)
    html = body(faculty.get(page("assessment-analysis", quiz)))
    assert "12 sittings" in html
    assert "Possibly the wrong key" in html
    assert "A goes with the rest of the sitting (1.00) better than the key does (\u22121.00)" in html
    assert "Negative discrimination" in html
    assert "With 12 sittings these figures move widely" in html
    assert "Alpha is below zero" in html


def test_charts_have_the_same_figures_as_a_table(quiz, cohort, faculty):
    sit(quiz, cohort, "BBB", "BBA", "AAA", "BAA")
    html = body(faculty.get(page("assessment-analysis", quiz)))
    svgs = [f"<svg{part.split('</svg>')[0]}</svg>" for part in html.split("<svg") if 'class="trend"' in part]
    assert len(svgs) == 2
    for svg in svgs:
        ElementTree.fromstring(svg)
    assert html.count("The same as a table") == 2
    assert '<td role="cell" class="num">1</td>' in " ".join(html.split())


def test_nobody_yet_says_what_to_do(quiz, faculty):
    html = body(faculty.get(page("assessment-analysis", quiz)))
    assert "No sitting fits yet" in html
    assert "?practice=on" in html


def test_practice_shows_when_asked_for(quiz, cohort, faculty):
    sit(quiz, cohort, "BBB", "AAA")
    Attempt.objects.update(mode="practice")
    assert "No sitting fits yet" in body(faculty.get(page("assessment-analysis", quiz)))
    assert "2 sittings" in body(faculty.get(page("assessment-analysis", quiz), {"practice": "on"}))


def test_learners_of_another_program_are_never_counted(quiz, cast, faculty):
    sit(quiz, cast.cohort, "BBB", "AAA")
    sit(quiz, cast.foreign_cohort, "BBB", "BBB", "BBB")
    assert "2 sittings" in body(faculty.get(page("assessment-analysis", quiz)))
    assert "5 sittings" in body(cast.client("admin").get(page("assessment-analysis", quiz)))


def test_one_giving_can_be_chosen_and_nonsense_is_ignored(quiz, cohort, faculty):
    sit(quiz, cohort, "BBB", "AAA")
    chosen = {"administration": str(quiz.public_id)}
    assert "2 sittings" in body(faculty.get(page("assessment-analysis", quiz), chosen))
    assert "2 sittings" in body(faculty.get(page("assessment-analysis", quiz), {"administration": "x"}))


def test_file_is_for_spreadsheets(quiz, cohort, faculty):
    sit(quiz, cohort, "BBB", "AAA")
    answer = faculty.get(page("assessment-analysis-file", quiz))
    assert "attachment" in answer["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["facility"] for row in rows] == ["0.5", "0.5", "0.5"]


def test_item_shows_its_options_by_use(quiz, cohort, faculty):
    sit(quiz, cohort, "BBB", "AAA", "BBA")
    item = first_item(quiz)
    html = body(faculty.get(reverse("assessments:item-analysis", args=[item.public_id])))
    assert "Used in one place, by 3 learners" in html
    assert "Options with who chose them" in html
    assert "67 %" in html
    assert "Point-biserial" in html
    assert "Correct the key" not in html


def test_competency_is_pooled_with_its_standard_error(quiz, cohort, faculty):
    sit(quiz, cohort, "BBB", "AAA", "BBA")
    competency = first_item(quiz).competency
    html = body(faculty.get(reverse("assessments:competency-analysis", args=[competency.public_id])))
    assert "56 % ±" in html
    assert "as a test of their own" in html


@pytest.mark.parametrize("name", ["assessment", "item", "competency"])
def test_the_number_of_queries_stays_the_same(quiz, cohort, faculty, name):
    item = first_item(quiz)
    address = {
        "assessment": page("assessment-analysis", quiz),
        "item": reverse("assessments:item-analysis", args=[item.public_id]),
        "competency": reverse("assessments:competency-analysis", args=[item.competency.public_id]),
    }[name]
    counts = []
    for size in (1, 3, 4):
        sit(quiz, cohort, *["BBA"] * size)
        faculty.get(address)
        counts.append(queries(faculty, address)[0])
    assert counts[0] == counts[1] == counts[2]


def key_page(administration):
    item = first_item(administration)
    return reverse("assessments:key-correct", args=[item.public_id, 1])


def test_corrected_key_shows_who_moves_before_anything_is_written(quiz, cohort, lead):
    sit(quiz, cohort, "BBB", "ABB", "CBB")
    given = {"correct": "A", "reason": "B was the distractor.", "step": "preview"}
    html = body(lead.post(key_page(quiz), given))
    assert "2 of 3 sittings would earn something else" in html
    for attempt in Attempt.objects.order_by("pk")[:2]:
        assert attempt.user.get_full_name() in html
    for name, value in (("correct", "A"), ("reason", "B was the distractor."), ("step", "confirm")):
        assert f'type="hidden" name="{name}" value="{value}"' in html
    assert ItemKey.objects.filter(version__item=first_item(quiz)).count() == 1
    assert not Regrade.objects.exists()


def test_people_whose_record_one_may_not_open_are_counted_and_not_named(quiz, cast, lead):
    sit(quiz, cast.cohort, "BBB")
    sit(quiz, cast.foreign_cohort, "BBB")
    html = body(lead.post(key_page(quiz), {"correct": "A", "reason": "Wrong.", "step": "preview"}))
    mine, foreign = Attempt.objects.order_by("pk")
    assert "2 of 2 sittings" in html
    assert mine.user.get_full_name() in html
    assert foreign.user.get_full_name() not in html
    assert "1 more sitting moves" in html


class NoWorker:
    """A queue that nobody works on."""

    @staticmethod
    def enqueue(_regrade_id):
        return None


@pytest.fixture
def no_worker(monkeypatch):
    monkeypatch.setattr(regrading, "carry_on_regrade", NoWorker)


def test_confirmed_key_is_written_and_its_regrade_shows_the_truth(quiz, cohort, lead, no_worker):
    sit(quiz, cohort, "BBB", "ABB")
    given = {"correct": "A", "reason": "B was the distractor.", "step": "confirm"}
    answer = lead.post(key_page(quiz), given)
    regrade = Regrade.objects.get()
    assert answer["Location"] == reverse("assessments:regrade-detail", args=[regrade.public_id])
    html = body(lead.get(answer["Location"]))
    assert "Waiting for the worker" in html
    assert "0 of 2 sittings" in html
    lead.post(reverse("assessments:regrade-carry-on", args=[regrade.public_id]))
    html = body(lead.get(answer["Location"]))
    assert "2 sittings were marked anew; 2 of them changed" in html
    assert Evidence.objects.filter(void_reason="key_corrected").count() == 2
    assert regrade.key.note == "B was the distractor."


def test_the_worker_is_asked_to_mark_anew(quiz, cohort, lead):
    sit(quiz, cohort, "BBB")
    lead.post(key_page(quiz), {"correct": "A", "reason": "Wrong.", "step": "confirm"})
    assert Regrade.objects.get().state == "done"  # the queue of the tests works at once


def test_progress_leads_on_when_it_is_done(quiz, cohort, lead, no_worker):
    sit(quiz, cohort, "BBB")
    lead.post(key_page(quiz), {"correct": "A", "reason": "Wrong.", "step": "confirm"})
    regrade = Regrade.objects.get()
    address = reverse("assessments:regrade-progress", args=[regrade.public_id])
    assert "0 of 1 sittings" in body(lead.get(address))
    lead.post(reverse("assessments:regrade-carry-on", args=[regrade.public_id]))
    assert lead.get(address)["HX-Redirect"] == reverse("assessments:regrade-detail", args=[regrade.public_id])


def test_what_an_error_stopped_says_so_and_is_carried_on_by_the_worker(quiz, cohort, lead, monkeypatch):
    sit(quiz, cohort, "BBB")
    with monkeypatch.context() as idle:
        idle.setattr(regrading, "carry_on_regrade", NoWorker)
        lead.post(key_page(quiz), {"correct": "A", "reason": "Wrong.", "step": "confirm"})
    Regrade.objects.update(state="failed")
    page = reverse("assessments:regrade-detail", args=[Regrade.objects.get().public_id])
    html = body(lead.get(page))
    assert "Stopped by an error" in html
    assert "hx-get" not in html[html.index("On its way") :]
    lead.post(reverse("assessments:regrade-carry-on", args=[Regrade.objects.get().public_id]))
    assert Regrade.objects.get().state == "done"


def test_the_same_key_marks_what_an_older_one_marked_without_a_further_key(quiz, cohort, lead):
    sit(quiz, cohort, "BBB")
    given = {"correct": "B", "reason": "Again.", "step": "preview"}
    assert "0 of 0 sittings" in body(lead.post(key_page(quiz), given))
    lead.post(key_page(quiz), {**given, "step": "confirm"})
    assert ItemKey.objects.filter(version__item=first_item(quiz)).count() == 1


def test_correction_without_a_reason_is_refused(quiz, lead):
    html = body(lead.post(key_page(quiz), {"correct": "A", "reason": "", "step": "confirm"}), 422)
    assert 'id="id_reason_error"' in html or "id_reason" in html
    assert not Regrade.objects.exists()


@pytest.mark.parametrize(
    ("kind", "correct", "stored"),
    [("true_false", "true", True), ("multiple_response", ["A", "B"], ["A", "B"])],
)
def test_other_kinds_in_which_options_are_chosen_can_be_corrected(lead, cast, kind, correct, stored):
    administration = give(kind)
    assert body(lead.get(key_page(administration)))
    lead.post(key_page(administration), {"correct": correct, "reason": "Wrong.", "step": "confirm"})
    assert Regrade.objects.get().key.values == {"correct": stored}


CORRECTED = {
    "matching": lambda key: {"pairs": dict.fromkeys(key["pairs"], "A")},
    "extended_matching": lambda key: {"pairs": dict.fromkeys(key["pairs"], "A")},
    "ordering": lambda key: {"order": [*reversed(key["order"])]},
    "judgement_ranking": lambda key: {
        "ranks": {one: len(key["ranks"]) + 1 - rank for one, rank in key["ranks"].items()}
    },
    "judgement_rating": lambda key: {"ratings": dict.fromkeys(key["ratings"], 2)},
    "script_concordance": lambda key: {"panel": {"-2": 4, "0": 1}},
    "post_review": lambda key: {
        "marks": {"s1": "tone"},
        "decision": "publish",
        "decisions": {"edit": 25},
    },
    "short_answer": lambda key: {"answers": [{"text": "another", "weight": 100}]},
    "numeric": lambda key: {"answers": [{"low": "7", "high": "8.5", "weight": 100}]},
}


def sent(kind, key):
    """What a browser sends for a key."""
    if "answers" in key:
        return {f"{name}_0": value for name, value in key["answers"][0].items()}
    if kind == "script_concordance":
        return {
            f"votes_{n}": key["panel"].get(step, "") for n, step in enumerate(("-2", "-1", "0", "1", "2"))
        }
    if kind == "ordering":
        return {f"of_{name}": place for place, name in enumerate(key["order"], start=1)}
    parts = key.get("pairs") or key.get("ranks") or key.get("ratings") or key.get("marks")
    found = {f"of_{name}": value for name, value in parts.items()}
    return {**found, "decision": key["decision"], "credit_edit": 25} if "decision" in key else found


@pytest.mark.parametrize("kind", CORRECTED)
def test_every_kind_with_a_key_is_corrected_on_the_page(lead, cast, kind):
    administration = give(kind)
    before = ItemKey.objects.get(version__item=first_item(administration)).values
    wanted = CORRECTED[kind](before)
    html = body(lead.get(key_page(administration)))
    given = {**sent(kind, wanted), "reason": "Wrong.", "step": "preview"}
    assert all(f'name="{name}"' in html for name in given)
    shown = body(lead.post(key_page(administration), given))
    assert all(f'type="hidden" name="{name}"' in shown for name in given)
    assert not Regrade.objects.exists()
    lead.post(key_page(administration), {**given, "step": "confirm"})
    found = dict(Regrade.objects.get().key.values)
    if "answers" in wanted:
        found = {"answers": [{k: v for k, v in one.items() if k != "feedback"} for one in found["answers"]]}
    assert found == wanted


@pytest.mark.parametrize("kind", CORRECTED)
def test_key_that_is_sent_as_it_stands_stays_as_it_is(lead, cast, kind):
    administration = give(kind)
    key = ItemKey.objects.get(version__item=first_item(administration))
    form = KeyForm(version=key.version, key=key)
    given = {name: form[name].value() for name in form.of_key if form[name].value() is not None}
    lead.post(key_page(administration), {**given, "reason": "Again.", "step": "confirm"})
    assert Regrade.objects.get().key == key


def test_key_that_does_not_fit_is_refused_in_the_words_of_its_form(lead, cast):
    administration = give("ordering")
    key = ItemKey.objects.get(version__item=first_item(administration)).values
    given = {f"of_{name}": 1 for name in key["order"]}
    html = body(lead.post(key_page(administration), {**given, "reason": "Wrong.", "step": "confirm"}), 422)
    assert "Give each place from 1 on to one entry." in html
    assert not Regrade.objects.exists()


def test_kinds_that_people_mark_have_no_key_to_correct(lead, cast):
    html = body(lead.get(key_page(give("reflection"))))
    assert "A person marks this kind of question." in html
