"""Each kind on the page of a sitting and on that of its feedback, without scripts."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from assessments.models import Response
from assessments.services.answering import save_response
from tests.assessments.kind_samples import SAMPLES
from tests.assessments.pages.sittings import begin, hand_in, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(cast):
    return cast.client("student")


def send(client, attempt, form) -> str:
    client.post(page("attempt-item", attempt, 1), {**form, "client_seq": "0", "go": "next"})
    return client.get(page("attempt-item", attempt, 1)).content.decode()


def feedback(client, attempt, value) -> str:
    save_response(attempt=attempt, position=1, value=value, client_seq=0, at=timezone.now())
    answer = client.get(page("attempt-feedback", hand_in(attempt)))
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


def test_every_control_of_every_kind_has_a_label(client, student) -> None:
    for kind in SAMPLES:
        text = client.get(page("attempt-item", begin(student, kind), 1)).content.decode()
        form = text[text.index('id="answer"') : text.index("</form>")]
        labelled = set(re.findall(r'<label[^>]*\bfor="([^"]+)"', form))
        for control in re.findall(r"<(?:select|textarea|input)\b[^>]*>", form):
            if 'type="hidden"' in control or 'type="radio"' in control:
                continue
            name = re.search(r'\bid="([^"]+)"', control)
            assert (name and name[1] in labelled) or kind == "multiple_response", (kind, control)


def test_matching_in_part_says_how_far_it_is(client, student) -> None:
    attempt = begin(student, "matching")
    text = send(client, attempt, {"pair-P1": "B"})
    assert Response.objects.get().value == {"pairs": {"P1": "B"}}
    assert text.count("No answer saved yet") == 2
    assert "1 of 3 lines" in client.get(page("attempt-submit", attempt)).content.decode()


def test_extended_matching_lists_its_options_once_with_letters(client, student) -> None:
    text = client.get(page("attempt-item", begin(student, "extended_matching"), 1)).content.decode()
    assert len(re.findall(r'class="letter">[A-G]<', text)) == 7
    assert len(re.findall(r"G\.\s+Option G", text)) == 2


def test_pairs_are_explained_line_by_line(client, student) -> None:
    text = feedback(client, begin(student, "matching"), {"pairs": {"P1": "B", "P2": "A"}})
    assert "Given: Option B, as keyed" in text
    assert "Given: Option A. Keyed: Option E" in text
    assert "Not answered. Keyed: Option B" in text
    assert "1 / 3 = 0.33" in text


def test_written_answer_is_shown_with_what_is_accepted_and_what_it_earned(client, student) -> None:
    text = feedback(client, begin(student, "short_answer"), {"text": "Secret permission"})
    assert "Your answer: Secret permission" in text
    assert "What you gave earns 50% of the points" in text
    assert "SECRET consent …" in text
    assert "Accepted for 100% of the points" in text
    assert "SECRET yes" not in text
    assert "SECRET no" not in text


def test_written_answer_that_is_not_accepted_gets_the_remark_for_all_others(client, student) -> None:
    text = feedback(client, begin(student, "short_answer"), {"text": "luck"})
    assert "The answer is not one of those accepted" in text
    assert "SECRET no" in text


def test_number_that_is_none_is_refused_and_said(client, student) -> None:
    attempt = begin(student, "numeric")
    answer = client.post(page("attempt-item", attempt, 1), {"number": "many", "client_seq": "0"})
    assert answer.status_code == 422
    assert "Write one number in digits, such as 2.5." in answer.content.decode()
    assert not Response.objects.exists()


def test_number_is_explained_with_its_ranges_and_unit(client, student) -> None:
    text = feedback(client, begin(student, "numeric"), {"number": "2.9"})
    assert "Your answer: 2.9 mg" in text
    assert "2.4 to 2.6 mg" in text
    assert "What you gave earns 33% of the points" in text


def test_script_shows_case_hypothesis_and_finding_and_the_panel_afterwards(client, student) -> None:
    attempt = begin(student, "script_concordance")
    text = client.get(page("attempt-item", attempt, 1)).content.decode()
    assert "To answer in the group" in text
    assert "The group is public" in text
    assert "This is now" in text
    told = feedback(client, attempt, {"step": 0})
    assert "Chosen, for a part of the points" in told
    assert "Chosen by 6 of the panel" in told
    assert "3 of 10 experts chose your step, 6 the commonest: 3 / 6 = 0.50." in told


def test_post_is_whole_and_its_pieces_are_marked_where_they_stand(client, student) -> None:
    attempt = begin(student, "post_review")
    text = send(client, attempt, {"piece-s2": "on", "breach-s1": "tone", "decision": "edit"})
    assert Response.objects.get().value == {"marks": {"s2": ""}, "decision": "edit"}
    body = text[text.index('class="post-body"') : text.index('class="post-media"')]
    assert re.findall(r'<input[^>]*id="piece-(\w+)"[^>]*?(checked)?>', body) == [
        ("s1", ""),
        ("s2", "checked"),
        ("s3", ""),
    ]
    pieces = re.findall(r"</span>([^<]*)</label>", body)
    assert " ".join(pieces) == SAMPLES["post_review"].body["post"]["text"]
    assert body.count("&#32;<span") == 2
    assert "style=" not in text
    assert 'alt="A corridor with a whiteboard that shows initials and bed numbers."' in text


def test_mark_that_does_not_say_what_it_is_leaves_the_post_open(client, student) -> None:
    attempt = begin(student, "post_review")
    send(client, attempt, {"piece-s2": "on", "decision": "edit"})
    assert "answered in part" in client.get(page("attempt-submit", attempt)).content.decode()


def test_post_is_explained_on_the_post_itself(client, student) -> None:
    value = {"marks": {"s1": "identifier", "s2": "tone", "s3": "accuracy"}, "decision": "edit"}
    text = feedback(client, begin(student, "post_review"), value)
    assert "Identifier: marked, as keyed" in text
    assert "Marked (Tone). Keyed: Identifier" in text
    assert "Marked (Accuracy), but fine as it is" in text
    assert "Not marked. Keyed: Identifier" in text
    assert "Decided: Edit first. Keyed: Withhold" in text
    assert "2 x 1.50 / (3 keyed + 3 marked) = 0.50" in text


def test_formatting_of_an_option_is_shown_and_never_its_markup(client, student) -> None:
    attempt = begin(student, "single_best_answer")
    version = attempt.items.get().item_version
    version.body["options"][0]["text"] = "*Never* <b>do</b> this"
    version.save()
    text = client.get(page("attempt-item", attempt, 1)).content.decode()
    assert "<em>Never</em> &lt;b&gt;do&lt;/b&gt; this" in text
