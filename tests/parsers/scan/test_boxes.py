"""Tick boxes are decided by their ink."""

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
import pytest

from parsers.lattice import Lattice
from parsers.scan.boxes import CERTAIN_MARKS, Asked, read_marks
from parsers.scan.cell_text import CellText, ReadLine, Sheet
from parsers.scan.page import Pixels
from parsers.scan.recogniser import RecognisedLine, TextBox
from parsers.scan.red_ink import without_red

OPTIONS = ("甲乙丙丁", "戊己庚辛", "子丑寅卯")
SIZE, LEFT, TOP, PITCH = 28, 20, 20, 46
Mark = Callable[[Pixels, int, int], None]


def empty(page: Pixels, x: int, y: int) -> None:
    cv2.rectangle(page, (x, y), (x + 22, y + 22), (30, 30, 30), 1)


def checked(page: Pixels, x: int, y: int) -> None:
    empty(page, x, y)
    tick(page, x, y)


def tick(page: Pixels, x: int, y: int) -> None:
    points = np.array([[x + 3, y + 11], [x + 9, y + 18], [x + 20, y + 3]])
    cv2.polylines(page, [points], False, (30, 30, 30), 2)


def filled(page: Pixels, x: int, y: int) -> None:
    cv2.rectangle(page, (x, y), (x + 22, y + 22), (30, 30, 30), -1)


def crossed(page: Pixels, x: int, y: int) -> None:
    empty(page, x, y)
    cv2.line(page, (x - 4, y - 4), (x + 26, y + 26), (120, 40, 20), 3)
    cv2.line(page, (x - 4, y + 26), (x + 26, y - 4), (120, 40, 20), 3)


def red(page: Pixels, x: int, y: int) -> None:
    empty(page, x, y)
    cv2.polylines(page, [np.array([[x, y + 8], [x + 9, y + 20], [x + 24, y - 4]])], False, (40, 40, 220), 3)


def a_cell(marks: list[Mark]) -> tuple[Sheet, CellText, TextBox]:
    """Words as blocks of strokes; the recogniser's part is played by places that are known."""
    page = np.full((190, 260, 3), 255, np.uint8)
    lines = []
    for row, (mark, option) in enumerate(zip(marks, OPTIONS, strict=True)):
        y = TOP + row * PITCH
        mark(page, LEFT, y + 2)
        words = LEFT + 36
        for place in range(4):
            x = words + place * (SIZE + 2)
            cv2.line(page, (x + 2, y + 4), (x + SIZE - 4, y + 4), (30, 30, 30), 2)
            cv2.line(page, (x + 12, y + 1), (x + 12, y + SIZE - 2), (30, 30, 30), 2)
        box = TextBox(LEFT, y, words + 4 * (SIZE + 2) - 4, y + SIZE)
        margin = 8
        whole = box.right - box.left + 2 * margin
        places = tuple((words + place * (SIZE + 2) + SIZE / 2 - LEFT + margin) / whole for place in range(4))
        lines.append(ReadLine(box, RecognisedLine(option, Lattice(()), places)))
    sheet = Sheet(1, page, without_red(page), np.zeros(page.shape[:2], np.uint8), float(SIZE))
    return sheet, CellText(tuple(lines)), TextBox(0, 0, 260, 190)


@pytest.mark.parametrize("mark", [checked, tick, filled, crossed])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_one_mark_is_found_at_its_option(mark: Mark, place: int) -> None:
    marks = [mark if row == place else empty for row in range(3)]
    assert states(marks) == (["ticked" if row == place else "empty" for row in range(3)], CERTAIN_MARKS)


def states(marks: list[Mark]) -> tuple[list[str], float]:
    sheet, read, box = a_cell(marks)
    found = read_marks(sheet, read, Asked(OPTIONS), box)
    assert found is not None
    return [state for _, state in found[0].states], found[1]


def test_no_mark_at_all_is_certain_too() -> None:
    assert states([empty, empty, empty]) == (["empty"] * 3, CERTAIN_MARKS)


def test_marks_in_most_boxes_do_not_make_them_the_usual_case() -> None:
    assert states([checked, filled, tick]) == (["ticked"] * 3, CERTAIN_MARKS)


def test_a_tick_in_red_ink_is_left_to_a_person() -> None:
    found, certainty = states([empty, red, empty])
    assert certainty < CERTAIN_MARKS
    assert found[0] == found[2] == "empty"


def test_an_option_without_box_among_boxes_is_left_to_a_person() -> None:
    found, certainty = states([empty, lambda *_: None, empty])
    assert found[1] == "unclear"
    assert certainty < CERTAIN_MARKS


def test_words_struck_through_are_left_to_a_person() -> None:
    def struck(page: Pixels, x: int, y: int) -> None:
        empty(page, x, y)
        cv2.line(page, (x + 30, y + 12), (x + 165, y + 12), (30, 30, 30), 2)

    assert states([empty, struck, empty])[1] < CERTAIN_MARKS


def test_the_text_has_one_option_a_line_with_its_box() -> None:
    sheet, read, box = a_cell([empty, checked, empty])
    found = read_marks(sheet, read, Asked(OPTIONS), box)
    assert found is not None
    assert found[0].text == "□甲乙丙丁\n☑戊己庚辛\n□子丑寅卯"


def test_a_unit_named_like_its_type_has_not_chosen_it() -> None:
    sheet, read, box = a_cell([empty, empty, empty])
    first = read.lines[0]
    longer = replace(first.reading, text="壬癸" + first.reading.text, positions=(0.05, 0.1, *first.reading.positions))
    assert read_marks(sheet, CellText((replace(first, reading=longer),)), Asked(OPTIONS), box) is None


def test_a_stamp_over_the_boxes_neither_ticks_nor_hides() -> None:
    sheet, read, box = a_cell([empty, checked, empty])
    stamp = np.full_like(sheet.colour, 255)
    cv2.circle(stamp, (40, 90), 85, (60, 50, 220), 5)
    colour = np.asarray(cv2.multiply(sheet.colour, stamp, scale=1 / 255), np.uint8)
    marked = read_marks(replace(sheet, colour=colour, clean=without_red(colour)), read, Asked(OPTIONS), box)
    assert marked is not None
    assert ([state for _, state in marked[0].states], marked[1]) == (["empty", "ticked", "empty"], CERTAIN_MARKS)


def test_a_stroke_far_behind_the_words_needs_a_person() -> None:
    sheet, read, _ = a_cell([checked, empty, empty])
    wide = np.pad(sheet.colour, ((0, 0), (0, 120), (0, 0)), constant_values=255)
    tick(wide, 330, TOP + PITCH + 2)
    page = replace(sheet, colour=wide, clean=without_red(wide), rules=np.zeros(wide.shape[:2], np.uint8))
    marked = read_marks(page, read, Asked(OPTIONS), TextBox(0, 0, 380, 190))
    assert marked is not None
    assert marked[1] < CERTAIN_MARKS
