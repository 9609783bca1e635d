"""A dot between the names of a foreigner is one where its ink is round and level with the middle of the characters; a
dash is one where it is level and short."""

import cv2
import numpy as np
import pytest

from parsers.lattice import Lattice
from parsers.scan.cell_text import CellText, ReadLine, Sheet, with_lines
from parsers.scan.lines import end_margins
from parsers.scan.recogniser import RecognisedLine, TextBox
from parsers.scan.seen_signs import with_seen_signs

HEIGHT, PITCH = 40, 44


def a_name(read: str, dot: tuple[int, int, int]) -> tuple[Sheet, CellText]:
    """Characters as frames; between them ink so wide and high, its middle so far below the line's top."""
    wide, high, middle = dot
    page = np.full((90, 60 + PITCH * len(read), 3), 255, np.uint8)
    for at, one in enumerate(read):
        left = 30 + PITCH * at
        if one in "·.-":
            corner = left + 18 - wide // 2, 25 + middle - high // 2
            cv2.rectangle(page, corner, (corner[0] + wide - 1, corner[1] + high - 1), (20, 20, 20), -1)
        else:
            cv2.rectangle(page, (left, 26), (left + 36, 25 + HEIGHT - 2), (20, 20, 20), 3)
    box = TextBox(28, 25, 30 + PITCH * len(read), 25 + HEIGHT)
    _, margin = end_margins(HEIGHT, box.right - box.left)
    whole = box.right - box.left + 2 * margin
    seen = [{one: -0.4, "-": -2.0, "": -1.7} if one in "·." else {one: 0.0} for one in read]
    steps = tuple(step for one in seen for step in ({"": 0.0}, {"": 0.0}, one, {"": 0.0}, {"": 0.0}, {"": 0.0}))
    places = tuple((30 + PITCH * at + 18 - box.left + margin) / whole for at in range(len(read)))
    reading = RecognisedLine(read, Lattice(steps), places)
    clean = np.asarray(page.min(axis=2), np.uint8)
    sheet = Sheet(1, page, clean, np.zeros_like(clean), float(HEIGHT))
    return sheet, with_lines(CellText(), (ReadLine(box, reading, reading),))


@pytest.mark.parametrize(
    ("read", "dot", "is_dot"),
    [
        ("约翰·史密斯", (6, 6, 20), True),
        ("约翰.史密斯", (6, 6, 20), True),
        ("约翰.史密斯", (6, 6, 36), False),
        ("约翰·史密斯", (16, 4, 20), False),
        ("约翰·史密斯", (2, 2, 20), False),
        ("约翰·史密斯", (14, 14, 20), False),
        ("王·伟", (6, 6, 20), False),
    ],
)
def test_a_round_dot_at_half_height_is_beyond_doubt(read: str, dot: tuple[int, int, int], is_dot: bool) -> None:
    sheet, cell = a_name(read, dot)
    assert cell.certainty < 0.95
    told = with_seen_signs(sheet, cell)
    assert (told.text == read.replace(".", "·") and told.certainty > 0.98) == is_dot
    assert (told is cell) != is_dot


def a_department(dash: str, likely: float, wide: int) -> tuple[Sheet, CellText]:
    """Frames for characters, between them a level stroke so wide, seen as a dash with this chance, else as 一."""
    read = f"声学学会{dash}国际部"
    sheet, cell = a_name(read, (wide, 3, 20))
    line = cell.lines[0]
    steps = list(line.reading.lattice.steps)
    steps[6 * 4 + 2] = {dash: np.log(likely), "一": np.log(0.6 - likely / 2), "": np.log(0.4 - likely / 2)}
    reading = RecognisedLine(read, Lattice(tuple(steps)), line.reading.positions)
    return sheet, with_lines(cell, (ReadLine(line.box, reading, reading),))


@pytest.mark.parametrize(("wide", "is_dash"), [(12, True), (20, True), (32, False), (4, False)])
def test_a_level_stroke_that_is_too_short_for_a_numeral_is_a_dash(wide: int, is_dash: bool) -> None:
    sheet, cell = a_department("-", 0.6, wide)
    told = with_seen_signs(sheet, cell)
    assert cell.certainty < 0.95
    assert (told.certainty > 0.98) == is_dash
    assert told.text == cell.text
