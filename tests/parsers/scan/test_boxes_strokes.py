"""Ticks drawn beside boxes, through them and over their neighbours."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from parsers.lattice import Lattice
from parsers.scan.box_ringed import is_closed_ring
from parsers.scan.boxes import CERTAIN_MARKS, Asked, read_marks
from parsers.scan.cell_text import CellText, ReadLine
from parsers.scan.page import Pixels
from parsers.scan.recogniser import RecognisedLine, Recogniser, TextBox
from parsers.scan.red_ink import without_red
from tests.parsers.scan.test_boxes import LEFT, OPTIONS, PITCH, TOP, a_cell, checked, empty, tick

PEN, WORDS_END = 4, 176
Stroke = list[tuple[int, int]]


def told(
    strokes: list[Stroke],
    *,
    ticked: int | None = None,
    ink: tuple[int, int, int] = (60, 40, 30),
    engine: Recogniser | None = None,
) -> tuple[list[str], bool]:
    """The states of a list with these pen strokes, and whether they are certain."""
    sheet, read, box = a_cell([checked if row == ticked else empty for row in range(3)])
    for stroke in strokes:
        cv2.polylines(sheet.colour, [np.array(stroke)], False, ink, PEN)
    found = read_marks(replace(sheet, clean=without_red(sheet.colour)), read, Asked(OPTIONS, engine), box)
    assert found is not None
    return [state for _, state in found[0].states], found[1] == CERTAIN_MARKS


def a_tick(x: int, y: int, tall: int) -> Stroke:
    return [(x - tall // 3, y - tall // 3), (x, y), (x + round(0.7 * tall), y - tall)]


def as_ticked(row: int) -> tuple[list[str], bool]:
    return ["ticked" if at == row else "empty" for at in range(3)], True


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2), st.integers(24, 52), st.integers(7, 14))
def test_a_pen_tick_belongs_to_the_box_in_which_it_turns(row: int, tall: int, into: int) -> None:
    assert told([a_tick(LEFT + into, TOP + row * PITCH + 18, tall)]) == as_ticked(row)


@pytest.mark.parametrize("row", [0, 1, 2])
@pytest.mark.parametrize("tall", [24, 40, 56])
def test_a_pen_tick_behind_the_words_is_theirs(row: int, tall: int) -> None:
    assert told([a_tick(WORDS_END + 24, TOP + row * PITCH + 24, tall)]) == as_ticked(row)


@pytest.mark.parametrize("row", [0, 1])
def test_a_second_tick_behind_the_words_is_never_overlooked(row: int) -> None:
    states, _ = told([a_tick(WORDS_END + 24, TOP + row * PITCH + 24, 36)], ticked=2)
    assert (states[row], states[2]) == ("ticked", "ticked")


def test_none_ticked_is_certain_only_without_any_stroke() -> None:
    assert told([])[1]
    assert not told([[(190, 120), (212, 131), (231, 128)]])[1]


def test_a_tick_over_the_words_is_not_none_ticked() -> None:
    assert not told([a_tick(LEFT + 80, TOP + PITCH + 26, 48)])[1]


def test_a_hair_far_from_the_words_does_not_hide_the_one_tick() -> None:
    sheet, read, box = a_cell([empty, checked, empty])
    cv2.polylines(sheet.colour, [np.array([(228, 172), (236, 175), (243, 174)])], False, (110, 110, 110), 1)
    found = read_marks(replace(sheet, clean=without_red(sheet.colour)), read, Asked(OPTIONS), box)
    assert found is not None
    assert ([state for _, state in found[0].states], found[1]) == (["empty", "ticked", "empty"], CERTAIN_MARKS)


@pytest.mark.parametrize(("mark", "text"), [(empty, "甲乙丙丁"), (checked, "☑甲乙丙丁")])
def test_the_only_option_left_is_chosen_with_or_without_a_tick(mark: object, text: str) -> None:
    sheet, read, box = a_cell([empty, empty, empty])
    page: Pixels = np.full_like(sheet.colour, 255)
    page[: TOP + PITCH - 4] = sheet.colour[: TOP + PITCH - 4]
    if mark is checked:
        checked(page, LEFT, TOP + 2)
    alone = CellText(read.lines[:1])
    found = read_marks(replace(sheet, colour=page, clean=without_red(page)), alone, Asked(OPTIONS), box)
    assert found is not None
    assert (found[0].text, found[1]) == (text, CERTAIN_MARKS)


def smaller(page: Pixels, x: int, y: int) -> None:
    """A ticked box from another typeface."""
    cv2.rectangle(page, (x, y + 6), (x + 14, y + 20), (30, 30, 30), 1)
    cv2.polylines(page, [np.array([[x + 2, y + 13], [x + 6, y + 17], [x + 12, y + 8]])], False, (30, 30, 30), 2)


@pytest.mark.parametrize("row", [0, 1, 2])
def test_a_ticked_box_may_be_smaller_than_its_empty_fellows(row: int) -> None:
    sheet, read, box = a_cell([smaller if at == row else empty for at in range(3)])
    found = read_marks(sheet, read, Asked(OPTIONS), box)
    assert found is not None
    assert ([state for _, state in found[0].states], found[1]) == (as_ticked(row)[0], CERTAIN_MARKS)


def test_without_colour_the_rim_of_a_stamp_over_a_box_is_no_second_tick_for_sure() -> None:
    sheet, read, box = a_cell([empty, checked, empty])
    cv2.ellipse(sheet.colour, (LEFT + 20, TOP - 60), (120, 78), 0, 60, 130, (90, 90, 90), 7)
    found = read_marks(replace(sheet, clean=without_red(sheet.colour)), read, Asked(OPTIONS), box)
    assert found is not None
    assert [state for _, state in found[0].states] == ["empty", "ticked", "empty"] or found[1] != CERTAIN_MARKS


def test_a_tick_that_only_follows_the_lines_of_its_box_is_not_none_ticked() -> None:
    left, foot = LEFT, TOP + PITCH + 2 + 22
    assert not told([[(left - 5, foot - 6), (left + 8, foot), (left + 22, foot - 5)]])[1]


@settings(max_examples=60, deadline=None)
@example(6, 19, 12, -12, 8)
@given(st.integers(6, 18), st.integers(13, 24), st.integers(8, 50), st.integers(-14, 12), st.integers(4, 16))
def test_a_large_tick_that_reaches_the_option_above_never_ticks_that_for_sure(
    across: int, down: int, wide: int, top: int, hook: int
) -> None:
    turn = (LEFT + across, TOP + 2 * PITCH + down)
    states, sure = told([[(turn[0] - hook, turn[1] - hook), turn, (turn[0] + wide, TOP + PITCH + top)]])
    assert not sure or states == ["empty", "empty", "ticked"]


def test_two_boxes_under_one_stroke_are_not_two_ticks_for_sure() -> None:
    across = LEFT + 11
    assert not told([[(across, TOP + PITCH), (across + 2, TOP + 2 * PITCH + 24)]])[1]


def before_a_box_like_character(page: Pixels, x: int, y: int) -> None:
    """A typed tick for the box, and the left half of 国 behind it."""
    cv2.polylines(page, [np.array([[x - 2, y + 12], [x + 2, y + 22], [x + 9, y + 1]])], False, (30, 30, 30), 2)
    for begin, end in (((28, 2), (28, 24)), ((20, 2), (38, 2)), ((20, 24), (38, 24))):
        cv2.line(page, (x + begin[0], y + begin[1]), (x + end[0], y + end[1]), (30, 30, 30), 2)


def test_a_typed_tick_and_half_a_character_are_no_empty_box() -> None:
    sheet, read, box = a_cell([empty, before_a_box_like_character, empty])
    found = read_marks(sheet, read, Asked(OPTIONS), box)
    assert found is not None
    assert ([state for _, state in found[0].states], found[1]) == (as_ticked(1)[0], CERTAIN_MARKS)


def test_a_tick_for_the_only_box_that_is_not_there_was_not_wrapped_from_the_line_before() -> None:
    sheet, read, _ = a_cell([empty, empty, tick])
    page = np.full((190, 520, 3), 255, np.uint8)
    page[:, :260] = sheet.colour
    page[: TOP + PITCH, 220:440] = page[PITCH : TOP + 2 * PITCH, LEFT - 10 : LEFT + 210]
    page[TOP + PITCH - 4 : TOP + 2 * PITCH - 4, :260] = 255
    first, second, third = read.lines
    whole = TextBox(LEFT, TOP, 440, first.box.bottom)
    shift = 220 - LEFT + 10
    width = whole.right - whole.left + 16
    places = tuple(
        (line.box.left + by + place * (line.box.right - line.box.left + 16) - LEFT) / width
        for line, by in ((first, 0), (second, shift))
        for place in line.reading.positions
    )
    text = first.reading.text + second.reading.text
    lines = (ReadLine(whole, RecognisedLine(text, Lattice(()), places)), third)
    one = replace(sheet, colour=page, clean=without_red(page), rules=np.zeros(page.shape[:2], np.uint8))
    found = read_marks(one, CellText(lines), Asked(OPTIONS), TextBox(0, 0, 520, 190))
    assert found is not None
    assert ([state for _, state in found[0].states], found[1]) == (as_ticked(2)[0], CERTAIN_MARKS)


def broken_tick(page: Pixels, x: int, y: int) -> None:
    """Its two ends, where a stamp has been taken away between them."""
    cv2.line(page, (x + 2, y + 12), (x + 4, y + 22), (30, 30, 30), 1)
    cv2.line(page, (x + 13, y + 10), (x + 16, y + 1), (30, 30, 30), 1)


def test_a_broken_tick_instead_of_the_only_missing_box_is_that_options_but_not_for_sure() -> None:
    sheet, read, box = a_cell([empty, empty, broken_tick])
    found = read_marks(sheet, read, Asked(OPTIONS), box)
    assert found is not None
    assert [state for _, state in found[0].states] == as_ticked(2)[0]
    assert found[1] < CERTAIN_MARKS


def a_ring(left: int, top: int, right: int, bottom: int) -> Stroke:
    centre, axes = ((left + right) // 2, (top + bottom) // 2), ((right - left) // 2, (bottom - top) // 2)
    points: Stroke = cv2.ellipse2Poly(centre, axes, 0, 0, 360, 6).tolist()
    return points


@pytest.mark.parametrize("row", [0, 1, 2])
@pytest.mark.parametrize("left", [LEFT - 14, LEFT + 2])
def test_a_ring_round_an_option_chooses_it_perhaps_though_it_cuts_the_box(row: int, left: int) -> None:
    top = TOP + row * PITCH
    assert told([a_ring(left, top - 8, WORDS_END + 12, top + 36)]) == (as_ticked(row)[0], False)


def test_the_only_option_with_a_stray_stroke_is_chosen_perhaps() -> None:
    assert told([[(WORDS_END + 8, TOP + PITCH + 4), (WORDS_END + 12, TOP + PITCH + 22)]]) == (as_ticked(1)[0], False)
    strokes = [[(WORDS_END + 8, TOP + row * PITCH + 4), (WORDS_END + 12, TOP + row * PITCH + 22)] for row in (0, 1)]
    assert "ticked" not in told(strokes)[0]


@pytest.mark.parametrize(
    ("crossed", "touching", "certain"),
    [(False, False, True), (True, False, False), (False, True, True), (True, True, False)],
)
def test_a_closed_ring_round_one_option_chooses_it_where_nothing_else_is_marked(
    crossed: bool, touching: bool, certain: bool
) -> None:
    page, printed = np.full((200, 420, 3), 255, np.uint8), np.zeros((200, 420), np.bool_)
    if touching:  # the option's own box and words within
        cv2.rectangle(page, (44, 80), (120, 120), (0, 0, 0), -1)
        printed[78:123, 42:123] = True
    cv2.ellipse(page, (200, 100), (160, 40), 0, 0, 360, (60, 40, 30), 3)
    if crossed:
        cv2.line(page, (60, 70), (340, 130), (60, 40, 30), 3)
        cv2.line(page, (60, 130), (340, 70), (60, 40, 30), 3)
    mask = np.asarray(page.min(axis=2) < 128, np.bool_)
    box = TextBox(*_bounds(mask))
    assert is_closed_ring(mask, box, printed) == certain


@pytest.mark.parametrize(
    ("ink", "above", "certain"), [((60, 40, 30), 9, True), ((40, 40, 40), 9, True), ((40, 40, 40), 60, False)]
)
def test_in_grey_a_ring_is_a_pens_where_it_is_longer_than_any_stamp(
    ink: tuple[int, int, int], above: int, certain: bool
) -> None:
    top = TOP + PITCH
    ring = a_ring(LEFT - 12, top - above, WORDS_END + 12, top + 26 + above)
    assert told([ring], ink=ink, engine=Recogniser(1))[1] == certain


def _bounds(mask: np.ndarray) -> tuple[int, int, int, int]:
    down, across = np.nonzero(mask)
    return int(across.min()), int(down.min()), int(across.max()) + 1, int(down.max()) + 1
