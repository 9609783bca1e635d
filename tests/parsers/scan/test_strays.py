"""A piece of a stamp or a punched hole that reaches into a cell is no line of its value; a line of the value is."""

import cv2
import numpy as np
import pytest

from parsers.lattice import Lattice
from parsers.scan.cell_text import CellText, ReadLine, Sheet, with_lines
from parsers.scan.recogniser import RecognisedLine, TextBox
from parsers.scan.strays import without_strays

HIGH = 30
CELL = TextBox(100, 100, 400, 400)
VALUE = TextBox(180, 230, 300, 230 + HIGH)


def line(box: TextBox, text: str, chance: float) -> ReadLine:
    steps = tuple({one: chance, "口": -3.0} for one in text)
    return ReadLine(box, RecognisedLine(text, Lattice(steps), tuple((at + 0.5) / len(text) for at in range(len(text)))))


def a_page(ring: tuple[int, int, int] | None, *boxes: TextBox) -> Sheet:
    """A cell with bars for the lines in these boxes, and the ring of a stamp: its middle and radius."""
    clean = np.full((500, 500), 255, np.uint8)
    for box in boxes:
        for left in range(box.left, box.right - 20, HIGH):
            clean[box.top : box.bottom, left : left + 20] = 20
    if ring:
        cv2.circle(clean, ring[:2], ring[2], 40, 6)
    clean[97:103, 97:403] = clean[397:403, 97:403] = 255  # where the rules were
    clean[97:403, 97:103] = clean[97:403, 397:403] = 255
    return Sheet(1, np.dstack([clean] * 3), clean, np.zeros_like(clean), HIGH)


def read(*lines: ReadLine) -> CellText:
    return with_lines(CellText(), lines)


CORNER = TextBox(330, 100, 400, 150)


def test_a_piece_of_a_ring_at_the_corner_is_none() -> None:
    sheet = a_page((400, 100, 60), VALUE)
    told = without_strays(sheet, read(line(CORNER, "V", -0.4), line(VALUE, "田佳义", 0.0)), CELL)
    assert told.text == "田佳义"
    assert told.certainty > 0.99


def test_letters_of_the_stamp_within_its_ring_are_none_if_they_cannot_be_read() -> None:
    letters = TextBox(350, 330, 380, 360)
    sheet = a_page((400, 380, 90), VALUE, letters)
    lines = line(VALUE, "田佳义", 0.0), line(letters, "属", -1.5)
    assert without_strays(sheet, read(*lines), CELL).text == "田佳义"
    plain = line(VALUE, "田佳义", 0.0), line(letters, "属", 0.0)
    assert without_strays(sheet, read(*plain), CELL).text == "田佳义\n属"


@pytest.mark.parametrize(
    ("other", "ring"),
    [
        pytest.param(TextBox(180, 270, 300, 300), None, id="a second line"),
        pytest.param(TextBox(180, 350, 300, 380), None, id="a second line far below"),
        pytest.param(TextBox(180, 265, 300, 295), (250, 420, 150), id="a second line under a stamp"),
        pytest.param(TextBox(200, 372, 280, 400), None, id="a line that the rule below cuts"),
    ],
)
def test_lines_of_print_stay(other: TextBox, ring: tuple[int, int, int] | None) -> None:
    sheet = a_page(ring, VALUE, other)
    told = without_strays(sheet, read(line(VALUE, "欧阳", 0.0), line(other, "小明", -1.5)), CELL)
    assert told.text == "欧阳\n小明"


def test_a_cell_narrower_than_the_reach_beside_its_strokes_is_read() -> None:
    """As between two rules that nearly touch: its side was shorter than what is looked at along it."""
    narrow, bar = TextBox(100, 100, 108, 400), TextBox(100, 230, 124, 230 + HIGH)
    told = without_strays(a_page((104, 90, 40), bar), read(line(bar, "一", 0.0)), narrow)
    assert told.text in ("一", "")
