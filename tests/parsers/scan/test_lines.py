"""Lines of a cell are cut by their ink: all of it, and each line whole."""

import cv2
import numpy as np
import pytest

from parsers.scan.line_ink import holds_ink
from parsers.scan.lines import cut_lines
from parsers.scan.page import Pixels
from parsers.scan.recogniser import TextBox

SIZE = 30


def words(page: Pixels, left: int, top: int, count: int) -> None:
    """Characters as crosses in frames, of full height."""
    for place in range(count):
        x = left + (SIZE + 4) * place
        cv2.rectangle(page, (x, top), (x + SIZE - 4, top + SIZE), (30,), 2)
        cv2.line(page, (x, top + SIZE // 2), (x + SIZE - 4, top + SIZE // 2), (30,), 2)


def cut(page: Pixels) -> tuple[TextBox, ...]:
    return cut_lines(page, TextBox(0, 0, page.shape[1], page.shape[0]), SIZE).lines


@pytest.mark.parametrize(
    ("dash", "grows"), [((255, 275), "right"), ((12, 32), "left"), ((255, 259), ""), ((299, 320), "")]
)
def test_a_pale_dash_beside_a_line_belongs_to_it(dash: tuple[int, int], grows: str) -> None:
    plain = np.full((120, 320), 255, np.uint8)
    words(plain, 50, 40, 6)
    (before,) = cut(plain)
    dashed = plain.copy()
    cv2.line(dashed, (dash[0], 55), (dash[1], 55), (205,), 1)
    (after,) = cut(dashed)
    assert (after.left < before.left, after.right > before.right) == (grows == "left", grows == "right")


def test_a_line_at_the_very_edge_of_the_page_has_no_room_for_a_dash() -> None:
    page = np.full((SIZE + 2, (SIZE + 4) * 3), 255, np.uint8)
    words(page, 0, 0, 3)
    assert len(cut(page)) <= 1


def test_the_lower_part_of_a_character_is_no_line_of_its_own() -> None:
    page = np.full((160, 200), 255, np.uint8)
    words(page, 20, 10, 3)
    cv2.line(page, (20, 80), (50, 80), (30,), 3)
    cv2.line(page, (35, 66), (35, 94), (30,), 3)
    for x in (22, 32, 42, 50):
        cv2.line(page, (x, 104), (x + 3, 112), (30,), 3)
    found = cut(page)
    assert len(found) == 2
    assert found[1].top <= 66
    assert found[1].bottom >= 112


def test_the_dot_of_an_i_among_small_letters_belongs_to_their_underlined_line() -> None:
    """i.org was cut without the dot, and read as l.org."""
    page = np.full((160, 300), 255, np.uint8)
    words(page, 20, 10, 4)
    cv2.rectangle(page, (40, 86), (44, 90), (30,), -1)
    for x in (40, 70, 100):
        cv2.rectangle(page, (x, 94), (x + 12, 118), (30,), 2)
    cv2.rectangle(page, (100, 94), (112, 130), (30,), 2)
    found = cut(page)
    assert len(found) == 2
    assert found[1].top <= 86


@pytest.mark.parametrize(("left", "alone"), [(30, True), (150, False)])
def test_a_larger_speck_is_dirt_where_it_lies_far_from_any_word(left: int, alone: bool) -> None:
    """A dot far to the left of 否 made it doubtful."""
    page = np.full((120, 320), 255, np.uint8)
    words(page, 180, 40, 2)
    cv2.rectangle(page, (left, 56), (left + 7, 63), (30,), -1)
    (line,) = cut(page)
    assert (line.left > 170) == alone


def test_a_word_on_a_fold_is_still_a_line() -> None:
    page = np.full((110, 700), 255, np.uint8)
    words(page, 320, 40, 1)
    cv2.line(page, (0, 54), (699, 56), (120,), 3)
    assert cut(page)


def test_a_bare_fold_is_none() -> None:
    page = np.full((110, 700), 255, np.uint8)
    cv2.line(page, (0, 54), (699, 56), (120,), 3)
    assert not cut(page)
    assert not holds_ink(page, TextBox(0, 0, 700, 110), SIZE)


def test_ink_as_large_as_a_letter_is_seen_where_no_line_is_cut() -> None:
    page = np.full((110, 700), 255, np.uint8)
    cv2.circle(page, (300, 50), 2, (30,), -1)
    assert not holds_ink(page, TextBox(0, 0, 700, 110), SIZE)
    cv2.circle(page, (300, 50), 8, (30,), 2)
    assert holds_ink(page, TextBox(0, 0, 700, 110), SIZE)


def test_the_upper_part_of_a_character_is_no_line_under_the_words_above() -> None:
    page = np.full((160, 200), 255, np.uint8)
    words(page, 20, 10, 3)
    cv2.rectangle(page, (28, 50), (46, 57), (30,), 2)
    cv2.rectangle(page, (24, 62), (50, 80), (30,), 2)
    assert [(line.top, line.bottom) for line in cut(page)] == [(9, 42), (49, 82)]


def test_a_line_of_small_letters_with_a_tall_sign_is_one_line() -> None:
    page = np.full((120, 460), 255, np.uint8)
    cv2.putText(page, "xnnmuanmncmu", (20, 60), cv2.FONT_HERSHEY_COMPLEX, 1.3, 0, 2)
    cv2.line(page, (345, 26), (345, 66), 0, 2)
    assert len(cut_lines(page, TextBox(0, 0, 460, 120), 33.0).lines) == 1
    assert len(cut_lines(page, TextBox(0, 0, 460, 120), 20.0).lines) == 2


def test_a_table_that_begins_at_the_edge_of_the_page_has_no_line_above() -> None:
    page = np.full((120, 460), 255, np.uint8)
    assert cut_lines(page, TextBox(10, 0, 400, 0), SIZE).lines == ()


def test_a_thin_letter_that_stands_close_to_the_side_is_one() -> None:
    """It passed for what was left of the rule, and an address lost its first letter."""
    page = np.full((340, 460), 255, np.uint8)
    words(page, 16, 40, 6)
    page[38:72, 5:8] = 30
    found = cut_lines(page, TextBox(0, 0, 460, 340), SIZE)
    assert [line.left for line in found.lines] == [5]
    assert found.at_side == frozenset(found.lines)


def test_what_is_left_of_a_rule_along_the_side_is_none() -> None:
    page = np.full((340, 460), 255, np.uint8)
    words(page, 16, 40, 6)
    page[:, 4:6] = 30
    found = cut_lines(page, TextBox(0, 0, 460, 340), SIZE)
    assert not found.at_side
    assert found.lines[0].left > 10
