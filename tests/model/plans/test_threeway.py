"""Three states make one: nothing typed is lost, nothing is decided in silence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rkt_excel.model.plans.threeway import Conflict, Merged, three_way

STATES = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 3))
State = dict[str, int]


@pytest.mark.parametrize(
    ("written", "edited", "new", "kept", "conflict"),
    [
        (1, 1, 1, 1, False),
        (1, 2, 1, 2, False),  # only a person changed it
        (1, 1, 2, 2, False),  # only the returns changed it
        (1, 2, 2, 2, False),  # both say the same
        (1, 2, 3, 2, True),
        (None, 2, 3, 2, True),
        (1, None, 1, None, False),  # emptied by a person
        (1, None, 2, None, True),
        (1, 2, None, 2, True),  # edited, and withdrawn by the bagian
        (1, 1, None, None, False),
    ],
)
def test_each_way_in_which_three_values_can_differ(
    written: int | None, edited: int | None, new: int | None, kept: int | None, *, conflict: bool
) -> None:
    states = [{} if value is None else {"a": value} for value in (written, edited, new)]
    merged = three_way(*states)
    assert merged.values.get("a") == kept
    assert merged.conflicts == ({"a": Conflict(written, edited, new)} if conflict else {})


def _same(one: Merged[str, int], values: State) -> bool:
    return dict(one.values) == values and not one.conflicts


@given(STATES, STATES)
def test_what_nobody_edited_takes_the_new(written: State, new: State) -> None:
    assert _same(three_way(written, written, new), new)


@given(STATES, STATES)
def test_what_did_not_change_underneath_keeps_the_edits(written: State, edited: State) -> None:
    assert _same(three_way(written, edited, written), edited)


@given(STATES, STATES, STATES)
def test_nothing_typed_is_lost(written: State, edited: State, new: State) -> None:
    merged = three_way(written, edited, new)
    for place in {*written, *edited, *new}:
        if edited.get(place) != written.get(place):
            assert merged.values.get(place) == edited.get(place)


@given(STATES, STATES, STATES)
def test_what_came_in_holds_or_is_told(written: State, edited: State, new: State) -> None:
    merged = three_way(written, edited, new)
    for place in {*written, *edited, *new}:
        if new.get(place) != written.get(place) and merged.values.get(place) != new.get(place):
            assert merged.conflicts[place].new == new.get(place)


@given(STATES, STATES, STATES)
def test_both_sides_find_the_same_conflicts_and_agree_on_the_rest(written: State, edited: State, new: State) -> None:
    one, other = three_way(written, edited, new), three_way(written, new, edited)
    assert set(one.conflicts) == set(other.conflicts)
    assert all(one.values.get(each) == other.values.get(each) for each in "abcd" if each not in one.conflicts)


@given(STATES, STATES, STATES)
def test_merging_again_changes_nothing_and_a_conflict_stays(written: State, edited: State, new: State) -> None:
    once = three_way(written, edited, new)
    again = three_way(written, once.values, new)
    assert dict(again.values) == dict(once.values)
    assert set(again.conflicts) == set(once.conflicts)
