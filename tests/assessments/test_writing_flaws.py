"""Flaws in writing: each found where it is, and not where it is not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.flaw_patterns import number_range
from assessments.kinds import KINDS
from assessments.writing_flaws import Flaw, FlawCode, find_flaws

PLAIN = "A colleague shares a photo from the ward. What do you do first?"


def options(*texts: str) -> list[dict[str, str]]:
    return [{"id": "ABCDEFGH"[at], "text": text} for at, text in enumerate(texts)]


def of_choice(*texts: str, stem: str = PLAIN, correct: str = "A", language: str = "en") -> set[FlawCode]:
    body = {"stem": stem, "options": options(*texts)}
    return {flaw.code for flaw in find_flaws("single_best_answer", body, {"correct": correct}, language)}


def test_a_plain_item_has_no_flaw() -> None:
    assert of_choice("Speak with the colleague", "Report it to the lead", "Leave the group") == set()


def test_the_key_shows_when_it_is_the_longest() -> None:
    long = "Speak with the colleague in private and ask that the photo be taken down today"
    assert of_choice(long, "Report it to the lead", "Leave the group") == {FlawCode.KEY_LONGEST}
    assert of_choice(long, "Report it to the lead", "Leave the group", correct="B") == set()
    assert of_choice(long, long[:-4] + "soon", "Leave the group") == set()


def test_the_keys_of_a_multiple_response_show_when_all_are_longer() -> None:
    body = {
        "stem": PLAIN,
        "options": options("Ask for consent in writing first", "Name the source of it all", "No"),
    }
    found = find_flaws("multiple_response", body, {"correct": ["A", "B"]})
    assert found == (Flaw(FlawCode.KEY_LONGEST, ("A", "B")),)


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        ("All of the above", "en", FlawCode.ALL_OF_ABOVE),
        ("All of these options", "en", FlawCode.ALL_OF_ABOVE),
        ("Toutes ces réponses", "fr", FlawCode.ALL_OF_ABOVE),
        ("Toutes les réponses ci-dessus", "fr", FlawCode.ALL_OF_ABOVE),
        ("**None of the above**", "en", FlawCode.NONE_OF_ABOVE),
        ("Aucune de ces réponses", "fr", FlawCode.NONE_OF_ABOVE),
        ("Aucune des réponses précédentes", "fr", FlawCode.NONE_OF_ABOVE),
        ("Never post about a shift", "en", FlawCode.ABSOLUTE),
        ("Ne publiez jamais rien", "fr", FlawCode.ABSOLUTE),
        ("Posts are usually deleted", "en", FlawCode.VAGUE),
        ("Les billets sont généralement effacés", "fr", FlawCode.VAGUE),
    ],
)
def test_words_in_an_option_are_found_in_its_language(text: str, language: str, code: FlawCode) -> None:
    found = of_choice("Speak with her first", text, "Leave the group", language=language)
    assert found == {code}


@pytest.mark.parametrize(
    "text", ["Above all, ask the patient", "The neverending story", "Who is most often shown"]
)
def test_words_within_other_words_are_left_alone(text: str) -> None:
    assert of_choice("Speak with her first", text, "Leave the group") == set()


@pytest.mark.parametrize(
    ("stem", "language", "is_negative"),
    [
        ("Which of these is NOT an identifier?", "en", True),
        ("All of these are identifiers except:", "en", True),
        ("Which doesn't identify a patient?", "en", True),
        ("The patient did not agree. What do you do first?", "en", False),
        ("How many identifiers, at least, does the photo hold?", "en", False),
        ("Lequel n'est pas un identifiant ?", "fr", True),
        ("Tous sont des identifiants, sauf :", "fr", True),
        ("La patiente n'est pas d'accord. Que faites-vous d'abord ?", "fr", False),
        ("Combien d'identifiants, au moins, la photo montre-t-elle ?", "fr", False),
    ],
)
def test_only_a_question_in_the_negative_is_one(stem: str, language: str, is_negative: bool) -> None:
    found = of_choice("A first name", "A face", "A date", stem=stem, language=language)
    assert found == ({FlawCode.NEGATIVE} if is_negative else set())


def test_a_true_or_false_statement_is_searched_as_a_whole() -> None:
    body = {"stem": "A closed group is never public. It is usually small."}
    found = {flaw.code: flaw.words for flaw in find_flaws("true_false", body, {"correct": True})}
    assert found == {
        FlawCode.NEGATIVE: ("never",),
        FlawCode.ABSOLUTE: ("never",),
        FlawCode.VAGUE: ("usually",),
    }


@pytest.mark.parametrize(
    ("stem", "texts", "language", "misfits"),
    [
        ("The photo is an", ("identifier", "story", "advert"), "en", ("B",)),
        ("The photo is a", ("university page", "advert", "hour of video"), "en", ("B", "C")),
        ("On parle alors d'", ("anonymat", "hameçonnage", "consentement"), "fr", ("C",)),
        ("Il s'agit de la", ("vie privée", "identité"), "fr", ("B",)),
    ],
)
def test_an_article_that_only_some_options_fit_is_a_cue(
    stem: str, texts: tuple[str, ...], language: str, misfits: tuple[str, ...]
) -> None:
    body = {"stem": stem, "options": options(*texts)}
    found = find_flaws("single_best_answer", body, {"correct": "A"}, language)
    assert [(flaw.code, flaw.options) for flaw in found] == [(FlawCode.GRAMMAR, misfits)]


def test_an_article_that_no_option_tells_apart_is_no_cue() -> None:
    assert of_choice("identifier", "advert", stem="The photo is an") == set()


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ("10 to 20 %", "20 to 30 %", True),
        ("10-19 days", "20-30 days", False),
        ("de 1,5 à 3", "2 à 4", True),
        ("Delete the post", "Delete the post and tell the lead", True),
        ("Delete", "Delete the post and tell the lead", False),
    ],
)
def test_options_that_can_both_be_right_overlap(one: str, other: str, overlap: bool) -> None:
    assert (FlawCode.OVERLAP in of_choice(one, other, "Something else", correct="C")) is overlap


def test_number_range_reads_ranges_and_nothing_else() -> None:
    assert number_range("20 – 10 %") == (10, 20)
    assert number_range("2015") is None
    assert number_range("Ask 2 or 3 colleagues") is None


@pytest.mark.parametrize("kind", ["single_best_answer", "judgement_ranking", "matching", "ordering"])
def test_options_that_read_the_same_are_duplicates(kind: str) -> None:
    body = {"stem": PLAIN, "options": options("Ask *her*.", "Leave the group", "ask her")}
    assert find_flaws(kind, body, {}) == (Flaw(FlawCode.DUPLICATE, ("A", "C")),)


@pytest.mark.parametrize(
    ("ratings", "unused"),
    [
        ((1, 2, 3, 4), None),
        ((1, 2, 4, 4), ("3",)),
        ((4, 4, 4, 4), ("1", "2", "3")),
        ((1, 4), None),
        ((3, 4, 4), ("1", "2")),
        ((3,), None),
    ],
)
def test_steps_that_the_key_never_uses(ratings: tuple[int, ...], unused: tuple[str, ...] | None) -> None:
    texts = ("Ask her", "Leave it", "Tell the lead", "Post a note")[: len(ratings)]
    body = {"stem": PLAIN, "options": options(*texts)}
    key = {"ratings": dict(zip("ABCD", ratings, strict=False))}
    wanted = (Flaw(FlawCode.UNUSED_STEPS, (), unused),) if unused else ()
    assert find_flaws("judgement_rating", body, key) == wanted


TEXTS = st.text(alphabet=st.sampled_from("anevr lot-12% ofthabu'.,?*"), max_size=40)


@given(
    st.sampled_from(sorted(KINDS)),
    TEXTS,
    st.lists(TEXTS, max_size=6),
    st.sampled_from(["en", "fr", "de", ""]),
)
@settings(max_examples=100)
def test_any_half_written_item_can_be_looked_at(kind, stem, texts, language) -> None:
    body = {"stem": stem, "options": options(*texts), "premises": options(*texts)}
    for key in (
        {},
        {"correct": "A"},
        {"correct": ["A", 3]},
        {"ratings": {"A": 9, "B": "x"}},
        {"correct": True},
    ):
        find_flaws(kind, body, key, language)
    assert find_flaws(kind, {"stem": None, "options": ["x", {"id": 3}, {}]}, {"correct": None}) == ()


@given(st.lists(TEXTS, min_size=2, max_size=6), st.randoms())
@settings(max_examples=100)
def test_flaws_do_not_depend_on_the_order_of_the_options(texts, random) -> None:
    written = options(*texts)
    shuffled = random.sample(written, len(written))

    def told(given):
        found = find_flaws("single_best_answer", {"stem": PLAIN, "options": given}, {"correct": "A"})
        return {(flaw.code, frozenset(flaw.options), flaw.words) for flaw in found}

    assert told(written) == told(shuffled)
