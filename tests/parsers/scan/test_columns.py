"""Headings that could not be read are told by their place among the others."""

from hypothesis import given
from hypothesis import strategies as st

from parsers.scan.columns import Gap, gaps, in_printed_order


def test_the_one_unread_heading_is_the_one_field_left() -> None:
    (gap,) = gaps([0, 1, None, 3, 4, 5, 6], 7)
    assert gap == Gap((2,), (2,))
    assert gap.fits


def test_a_column_of_the_offices_own_shifts_nothing() -> None:
    assert list(gaps([None, 0, 1, 2, 3, 4, 5, 6], 7)) == []
    assert list(gaps([0, 1, 2, None, 3, 4, 5, 6], 7)) == []


def test_two_unread_headings_for_one_field_do_not_fit() -> None:
    (gap,) = gaps([0, None, None, 2, 3, 4, 5, 6], 7)
    assert not gap.fits


def test_an_exchanged_pair_is_not_the_printed_order() -> None:
    assert not in_printed_order([0, 2, 1, None])
    assert in_printed_order([0, None, 2, 5])


@given(st.sets(st.integers(0, 6)), st.lists(st.integers(0, 7), max_size=2))
def test_with_any_headings_hidden_and_columns_added_no_read_heading_is_given_away(
    hidden: set[int], added: list[int]
) -> None:
    row: list[int | None] = [None if number in hidden else number for number in range(7)]
    for place in added:
        row.insert(place, None)
    for gap in gaps(row, 7):
        assert set(gap.fields) <= hidden
        assert all(row[place] is None for place in gap.places)
