"""A change in the folder follows; a change made here stays, and is told."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interop.framework.compare import Kept, Outcome, Reason, settle


def outcome(
    wanted: Any, current: Any, last: Any, *, overwrite: bool = False, decides: Any = (), closed: bool = False
) -> Outcome:
    return settle(
        kind="fact",
        code="F1",
        wanted={"text": wanted},
        current=None if current is None else {"text": current},
        last=None if last is None else {"text": last},
        overwrite=overwrite,
        decides=decides,
        closed=closed,
    )


def reasons(found: Outcome) -> list[Reason]:
    return [kept.reason for kept in found.kept]


def test_new_entry_is_written_whole() -> None:
    found = outcome("a", None, None)
    assert (found.new, found.write, found.loaded, found.kept) == (True, {"text": "a"}, {"text": "a"}, ())


def test_nothing_is_written_where_folder_and_database_agree() -> None:
    found = outcome("a", "a", "a")
    assert (found.new, found.write, found.kept) == (False, {}, ())


def test_change_in_the_folder_follows() -> None:
    found = outcome("b", "a", "a")
    assert (found.write, found.loaded, found.kept) == ({"text": "b"}, {"text": "b"}, ())


def test_edit_made_here_stays_and_is_told_each_time() -> None:
    found = outcome("a", "mine", "a")
    assert (found.write, found.loaded) == ({}, {"text": "a"})
    assert found.kept == (Kept("fact", "F1", "text", Reason.EDITED),)
    assert str(found.kept[0]) == "fact F1: text: edited here"


def test_edit_made_here_stays_when_the_folder_changes_too() -> None:
    found = outcome("b", "mine", "a")
    assert (found.write, found.loaded, reasons(found)) == ({}, {"text": "a"}, [Reason.EDITED_BOTH])


def test_edit_that_agrees_with_the_folder_is_no_edit() -> None:
    found = outcome("b", "b", "a")
    assert (found.write, found.loaded, found.kept) == ({}, {"text": "b"}, ())


def test_row_that_was_not_loaded_from_here_is_left() -> None:
    found = outcome("a", "mine", None)
    assert (found.write, found.loaded, reasons(found)) == ({}, {}, [Reason.NOT_LOADED])


def test_row_removed_here_stays_removed() -> None:
    found = outcome("a", None, "a")
    assert (found.write, found.new, reasons(found)) == ({}, False, [Reason.REMOVED])
    assert str(found.kept[0]) == "fact F1: removed here"


def test_what_decides_waits_for_overwriting() -> None:
    found = outcome("b", "a", "a", decides={"text"})
    assert (found.write, found.loaded, reasons(found)) == ({}, {"text": "a"}, [Reason.DECIDES])


def test_entry_of_published_content_waits_for_overwriting() -> None:
    found = outcome("a", None, None, closed=True)
    assert (found.write, found.new, found.loaded, reasons(found)) == ({}, False, {}, [Reason.DECIDES])


@pytest.mark.parametrize(("current", "last"), [("mine", "a"), ("mine", None), (None, "a"), ("a", "a")])
def test_overwriting_takes_the_folder_whatever_stands_here(current: Any, last: Any) -> None:
    found = outcome("b", current, last, overwrite=True, decides={"text"}, closed=True)
    assert (found.write, found.loaded, found.kept) == ({"text": "b"}, {"text": "b"}, ())
    assert found.new is (current is None)


values = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 2), min_size=4, max_size=4)


@given(
    wanted=values,
    current=st.none() | values,
    last=st.none() | values,
    overwrite=st.booleans(),
    decides=st.sets(st.sampled_from("abcd")),
    closed=st.booleans(),
)
def test_settling_twice_writes_nothing_more(
    wanted: Any, current: Any, last: Any, overwrite: bool, decides: Any, closed: bool
) -> None:
    rest = {"overwrite": overwrite, "decides": decides, "closed": closed, "kind": "fact", "code": "F1"}
    first = settle(wanted=wanted, current=current, last=last, **rest)
    after = {**(current or {}), **first.write} if current is not None or first.new else None
    second = settle(wanted=wanted, current=after, last=first.loaded or None, **rest)
    assert second.write == {}
    assert second.loaded == first.loaded
    assert {(kept.field, kept.reason) for kept in second.kept} == {
        (kept.field, kept.reason) for kept in first.kept
    }


@given(wanted=values, current=values, last=st.none() | values, decides=st.sets(st.sampled_from("abcd")))
def test_edit_made_here_is_never_written_over_unasked(
    wanted: Any, current: Any, last: Any, decides: Any
) -> None:
    found = settle(
        kind="fact", code="F1", wanted=wanted, current=current, last=last, overwrite=False, decides=decides
    )
    for name in found.write:
        assert last is not None
        assert current[name] == last[name]
    differing = {name for name in wanted if wanted[name] != current[name]}
    assert set(found.write) | {kept.field for kept in found.kept} == differing


def translated(wanted: Any, current: Any, last: Any, *, text: str = "a", overwrite: bool = False) -> Outcome:
    return settle(
        kind="fact",
        code="F1",
        wanted={"translations": wanted, "text": "a"},
        current={"translations": current, "text": text},
        last={"translations": last, "text": "a"},
        overwrite=overwrite,
    )


FRENCH, OTHER, SPANISH = {"fr": {"text": "f"}}, {"fr": {"text": "g"}}, {"es": {"text": "s"}}


@pytest.mark.parametrize("overwrite", [False, True])
def test_language_of_which_the_folder_says_nothing_stays_and_is_told(overwrite: bool) -> None:
    found = translated({}, SPANISH, {}, overwrite=overwrite)
    assert (found.write, found.replaced, reasons(found)) == ({}, (), [Reason.TRANSLATED])
    found = translated(OTHER, FRENCH | SPANISH, FRENCH, overwrite=overwrite)
    assert (found.write, found.loaded["translations"]) == ({"translations": OTHER | SPANISH}, OTHER)
    assert reasons(found) == [Reason.TRANSLATED]


def test_language_of_the_folder_that_was_changed_here_is_replaced_only_where_asked_and_told() -> None:
    assert reasons(translated(FRENCH, OTHER, FRENCH)) == [Reason.EDITED]
    found = translated(FRENCH, OTHER, FRENCH, overwrite=True)
    assert (found.write, found.kept) == ({"translations": FRENCH}, ())
    assert found.replaced == (Kept("fact", "F1", "translations", Reason.EDITED),)


def test_language_that_leaves_the_folder_goes() -> None:
    assert translated({}, FRENCH, FRENCH).write == {"translations": {}}


def test_new_translation_waits_where_the_text_was_changed_here() -> None:
    found = translated(FRENCH, {}, {}, text="mine")
    assert (found.write, reasons(found)) == ({}, [Reason.EDITED, Reason.EDITED_BOTH])
    assert translated(FRENCH, {}, {}).write == {"translations": FRENCH}
