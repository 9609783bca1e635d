"""Where options stand is told from the characters that were recognised, some of them wrongly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.lattice import Lattice
from parsers.scan.cell_text import CellText, ReadLine
from parsers.scan.options import Found, find_options
from parsers.scan.recogniser import RecognisedLine, TextBox

OPTIONS = ("全国学会", "省级科协", "海外科技团体", "中国工作基地", "中国海外创新基地")
SIZE = 30


def found_in(*lines: str, options: tuple[str, ...] = OPTIONS) -> Found:
    """Lines of square characters, the first of them at the left edge."""
    read = []
    for row, text in enumerate(lines):
        box = TextBox(0, 50 * row, SIZE * len(text), 50 * row + SIZE)
        margin = 0.28 * SIZE
        whole = SIZE * len(text) + 2 * round(margin)
        places = tuple((round(margin) + SIZE * (at + 0.5)) / whole for at in range(len(text)))
        read.append(ReadLine(box, RecognisedLine(text, Lattice(()), places)))
    return find_options(CellText(tuple(read)), options, SIZE)


@given(st.permutations(OPTIONS))
def test_every_option_is_found_in_whatever_order_it_stands(order: list[str]) -> None:
    found = found_in(*(f"□{option}" for option in order))
    assert [place.option for place in found.places] == order
    assert not found.rest


@given(st.integers(1, 7))
def test_an_option_that_was_wrapped_has_a_span_on_each_line(at: int) -> None:
    place = found_in("□" + OPTIONS[4][:at], OPTIONS[4][at:]).places[0]
    assert [span.line for span in place.spans] == [0, 1]
    assert (place.left, place.right) == pytest.approx((SIZE, SIZE * (8 - at)), abs=0.4 * SIZE)


@given(st.sampled_from(OPTIONS), st.data())
def test_one_character_misread_is_still_the_option(option: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(option) - 1))
    others = [other for other in OPTIONS if other != option]
    found = found_in(*others, option[:at] + "丈" + option[at + 1 :])
    assert len(option) < 6 or {place.option for place in found.places} == set(OPTIONS)


def test_a_box_read_as_a_character_is_not_another_word() -> None:
    assert not found_in("口全国学会", "回省级科协").rest


def test_other_words_are_told_with_their_place() -> None:
    found = found_in("□全国学会", "请单选")
    assert found.rest == "请单选"
    assert [span.line for span in found.others] == [1, 1, 1]


def test_the_last_character_misread_is_no_other_word() -> None:
    found = found_in("□全国学會", "□省级科协")
    assert not found.others
    assert found.places[0].right == pytest.approx(5 * SIZE, abs=0.4 * SIZE)


def test_a_first_character_of_the_next_option_is_not_taken_by_the_one_before_it() -> None:
    found = found_in("□全国学□省级科协", "□海外科技团体")
    assert {place.option for place in found.places} == {"全国学会", "省级科协", "海外科技团体"}


def test_the_only_option_that_is_missing_may_have_a_quarter_of_its_characters_misread() -> None:
    others = [f"□{option}" for option in OPTIONS[1:]]
    assert {place.option for place in found_in("□全国字会", *others).places} == set(OPTIONS)
    assert not found_in("□全国字会", *others).guessed
    assert found_in("□全国字会", *others[1:]).guessed


def test_options_that_a_stamp_hides_stand_where_their_neighbours_leave_room_for_what_is_read() -> None:
    found = found_in("□价单会", "□省级科协", "□海外", "中国作墓地", "□中国海外创新基地")
    assert [place.option for place in found.places] == list(OPTIONS)
    assert found.guessed
    assert [place.left for place in found.places[::2]] == pytest.approx([0, SIZE, SIZE], abs=0.4 * SIZE)


def test_nothing_is_guessed_where_nothing_is_left_or_the_order_is_another() -> None:
    assert not found_in("□全国学会", "□省级科协", "□中国工作基地").guessed
    assert not found_in("□省级科协", "□全国学会", "□海外", "□中国工作基地").guessed
    assert not found_in("□全国学会", "□海外").guessed


def test_the_words_of_one_option_do_not_begin_with_the_end_of_the_one_before_it() -> None:
    options = ("海外人才学习工作基地", "海外人才技术开发及产业促进基地")
    found = found_in("□海外人学习工作基地", "□海外人开发及产业促进基地", "□海外", options=options)
    assert [[span.line for span in place.spans] for place in found.places] == [[0], [1]]


def test_a_line_of_which_nothing_is_an_options_is_what_is_left_of_the_one_before_it() -> None:
    options = ("全国学会", "省级科协", "国家海外人才离岸创新创业基地")
    found = found_in("□全国学会", "冈省", "□国", "人才离岸创", "新创业基地", options=options)
    assert [place.line for place in found.places] == [0, 1, 2]
    assert found.guessed
