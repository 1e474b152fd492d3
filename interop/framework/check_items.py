"""Whether a question and its key fit together, by kind. Pure: no Django.

The oldest kinds are checked here in the words of the folder; for the others here is checked which fields they
take, and the kind itself says the rest when the folder is loaded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import fields

from interop.framework.checks import Checks
from interop.framework.item_entries import (
    BODY_FIELDS,
    KEY_FIELDS,
    WITHOUT_FEEDBACK,
    WITHOUT_OPTIONS,
    ItemEntry,
    ItemText,
)
from interop.framework.shape import Place

RATINGS = (1, 2, 3, 4)
_WORDS = BODY_FIELDS["reflection"]


def check_item(checks: Checks, item: ItemEntry) -> None:
    """Note every problem with one item."""
    content = checks.content
    place = Place(content.item_files.get(item.code, "items"), item.code)
    checks.body(place, item.body)
    checks.review(place, item.review_on)
    checks.jurisdiction(place.at("jurisdiction"), item.jurisdiction)
    checks.competencies(place.at("competency"), [item.competency])
    own = [one.code for c in content.main.competencies if c.code == item.competency for one in c.indicators]
    checks.known(place.at("indicators"), item.indicators, own, f"indicator of {item.competency}")
    checks.references(place.at("references"), item.references)
    checks.statements(place.at("source_statements"), item.source_statements)
    checks.caution(place, item.body, needed=item.source_reports)
    if not 0 < item.points <= 100:
        checks.say(place.at("points"), f"is {item.points}; use more than 0 and at most 100")
    _check_options(checks, item, place)
    _check_parts(checks, item, place)
    _check_words(checks, item, place)
    _check_key(checks, item, place)


def option_ids(item: ItemEntry) -> list[str]:
    """The options of an item, as its first language lists them."""
    return [option.id for text in list(item.body.values())[:1] for option in text.options]


def _check_options(checks: Checks, item: ItemEntry, place: Place) -> None:
    first = option_ids(item)
    takes_options = item.kind not in WITHOUT_OPTIONS
    for language, text in item.body.items():
        field = place.at(f"body.{language}.options")
        ids = [option.id for option in text.options]
        for one, times in Counter(ids).items():
            if times > 1:
                checks.say(field, f"{times} options have the id '{one}'; give each its own")
        if ids != first:
            checks.say(
                field, f"has the options {_told(ids)}, another language has {_told(first)}; make them agree"
            )
        if takes_options and len(ids) < 2:
            checks.say(field, f"a {item.kind} needs at least two; write them")
        if not takes_options and ids:
            checks.say(field, f"a {item.kind} takes none; remove them")
        for option in text.options:
            if not option.feedback and item.kind not in WITHOUT_FEEDBACK:
                checks.say(field.at(option.id), "has no feedback; say why it fits or does not")


def _check_parts(checks: Checks, item: ItemEntry, place: Place) -> None:
    """The fields of other kinds, and parts that are not the same in another language."""
    own = BODY_FIELDS.get(item.kind, ())
    others = {name for names in BODY_FIELDS.values() for name in names} - set(own) - set(_WORDS)
    first = next(iter(item.body.values()), None)
    for language, text in item.body.items():
        for name in sorted(others):
            if getattr(text, name):
                checks.say(place.at(f"body.{language}.{name}"), f"is not for a {item.kind}; remove it")
        for name in ("premises", "spans", "regions"):
            ids = [part.id for part in getattr(text, name)]
            if ids != [part.id for part in getattr(first, name)]:
                checks.say(
                    place.at(f"body.{language}.{name}"), "are not those of another language; make them agree"
                )


def _check_words(checks: Checks, item: ItemEntry, place: Place) -> None:
    for language, text in item.body.items():
        field = place.at(f"body.{language}.min_words")
        given = (text.min_words, text.max_words)
        if item.kind != "reflection":
            if given != (None, None):
                checks.say(field, f"a {item.kind} counts no words; remove min_words and max_words")
        elif not _words_fit(text):
            checks.say(field, "a reflection needs min_words and max_words, 1 or more, the second larger")


def _words_fit(text: ItemText) -> bool:
    return text.min_words is not None and text.max_words is not None and 1 <= text.min_words < text.max_words


def _check_key(checks: Checks, item: ItemEntry, place: Place) -> None:
    own = KEY_FIELDS.get(item.kind, ())
    for name in (field.name for field in fields(item.key)):
        if getattr(item.key, name) is not None and name not in own:
            checks.say(place.at(f"key.{name}"), f"is not the key of a {item.kind}; remove it")
    if own and getattr(item.key, own[0]) is None:
        checks.say(place.at(f"key.{own[0]}"), f"is missing; a {item.kind} needs it")
    elif item.kind in _KEYS:
        _KEYS[item.kind](checks, item, place.at(f"key.{own[0]}"))
    _check_status(checks, item, place)


def _check_status(checks: Checks, item: ItemEntry, place: Place) -> None:
    marked = item.kind == "reflection"
    if marked != (item.key_status == "rubric"):
        remedy = (
            "use rubric" if marked else "rubric is for reflections; use sourced, proposed or panel_confirmed"
        )
        checks.say(place.at("key_status"), f"is {item.key_status} for a {item.kind}; {remedy}")
    rubrics = {one.code for one in checks.content.rubrics}
    if marked and item.rubric is None:
        checks.say(place.at("rubric"), "is missing; a reflection is marked with one")
    if item.rubric is not None:
        checks.known(place.at("rubric"), [item.rubric], rubrics, "rubric")
        if not marked:
            checks.say(place.at("rubric"), f"a {item.kind} is not marked with a rubric; remove it")
    if marked and item.tier != "knows_how":
        checks.say(place.at("tier"), f"is {item.tier}; a reflection by itself is knows_how")


def _check_single(checks: Checks, item: ItemEntry, field: Place) -> None:
    if not isinstance(item.key.correct, str):
        checks.say(field, "should be one option, such as A")
    else:
        checks.known(field, [item.key.correct], option_ids(item), "option")


def _check_multiple(checks: Checks, item: ItemEntry, field: Place) -> None:
    if not isinstance(item.key.correct, tuple):
        checks.say(field, "should be a list of options, such as [A, C]")
        return
    if not item.key.correct:
        checks.say(field, "is empty; key at least one option")
    checks.known(field, item.key.correct, option_ids(item), "option")


def _check_true_false(checks: Checks, item: ItemEntry, field: Place) -> None:
    if not isinstance(item.key.correct, bool):
        checks.say(field, "should be true or false")


def _check_ratings(checks: Checks, item: ItemEntry, field: Place) -> None:
    ratings = item.key.ratings or {}
    _check_every_option(checks, item, field, ratings)
    for option, rating in ratings.items():
        if rating not in RATINGS:
            checks.say(field.at(option), f"{rating} is not on the scale; use 1 to 4")


def _check_ranks(checks: Checks, item: ItemEntry, field: Place) -> None:
    ranks = item.key.ranks or {}
    _check_every_option(checks, item, field, ranks)
    if sorted(ranks.values()) != list(range(1, len(ranks) + 1)):
        told = ", ".join(str(rank) for rank in sorted(ranks.values()))
        checks.say(field, f"ranks are {told}; use each of 1 to {len(ranks)} once")


def _check_every_option(checks: Checks, item: ItemEntry, field: Place, values: Mapping[str, int]) -> None:
    ids = option_ids(item)
    checks.known(field, list(values), ids, "option")
    for option in ids:
        if option not in values:
            checks.say(field, f"says nothing of option '{option}'; add it")


_KEYS: Mapping[str, Callable[[Checks, ItemEntry, Place], None]] = {
    "single_best_answer": _check_single,
    "multiple_response": _check_multiple,
    "true_false": _check_true_false,
    "judgement_rating": _check_ratings,
    "judgement_ranking": _check_ranks,
}


def _told(ids: list[str]) -> str:
    return ", ".join(ids) or "none"
