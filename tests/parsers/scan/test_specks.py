"""A speck that was cut out as a line takes no certainty away; what may be a digit does."""

import numpy as np
import pytest

from parsers.lattice import Lattice
from parsers.scan.cell_text import CellText, ReadLine, Sheet, with_lines
from parsers.scan.recogniser import RecognisedLine, TextBox
from parsers.scan.specks import without_specks

HIGH = 40


def read_line(top: int, text: str, chance: float) -> ReadLine:
    steps = tuple({one: chance, "": -3.0} for one in text) or ({"": chance, "1": -3.0},)
    reading = RecognisedLine(text, Lattice(steps), tuple((at + 0.5) / len(text) for at in range(len(text))))
    return ReadLine(TextBox(10, top, 200, top + HIGH), reading, reading)


def a_cell(speck: tuple[int, int], text: str = "") -> tuple[Sheet, CellText]:
    """A number, and over it ink so wide and high, read as `text`."""
    clean = np.full((120, 220), 255, np.uint8)
    clean[30 : 30 + speck[1], 60 : 60 + speck[0]] = 20
    clean[62:98, 20:180:12] = 20
    sheet = Sheet(1, np.dstack([clean] * 3), clean, np.zeros_like(clean), HIGH)
    return sheet, with_lines(CellText(), (read_line(20, text, -0.9), read_line(60, "13572468", 0.0)))


@pytest.mark.parametrize(
    ("speck", "text", "dropped"),
    [
        ((9, 8), "", True),
        ((9, 8), "。", True),
        ((9, 8), "1", True),
        ((9, 8), "·", False),
        ((5, 30), "", False),
        ((5, 30), "1", False),
        ((30, 5), "", False),
    ],
)
def test_only_dirt_smaller_than_any_letter_is_dropped(speck: tuple[int, int], text: str, dropped: bool) -> None:
    sheet, cell = a_cell(speck, text)
    assert cell.certainty < 0.9
    told = without_specks(sheet, cell)
    assert (told.text == "13572468" and told.certainty > 0.99) == dropped
    assert (told is cell) != dropped


def test_a_cell_of_nothing_but_a_speck_stays_as_it_is() -> None:
    sheet, cell = a_cell((9, 8))
    alone = with_lines(cell, cell.lines[:1])
    assert without_specks(sheet, alone) is alone
