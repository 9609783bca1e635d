"""A speck that was cut out as a line, or that was read as a dot at an end, takes no certainty away; what may be a digit
or a part of a hidden character does."""

import numpy as np
import pytest

from parsers.lattice import Lattice
from parsers.scan.cell_text import CellText, ReadLine, Sheet, with_lines
from parsers.scan.recogniser import RecognisedLine, TextBox
from parsers.scan.specks import without_end_specks, without_specks

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
        ((9, 8), "·", True),
        ((30, 5), "·", False),
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


def test_a_dot_between_two_lines_may_part_two_names() -> None:
    sheet, cell = a_cell((9, 8), "·")
    within = with_lines(cell, (read_line(60, "13572468", 0.0), *cell.lines))
    assert without_specks(sheet, within) is within


def test_a_cell_of_nothing_but_a_speck_stays_as_it_is() -> None:
    sheet, cell = a_cell((9, 8))
    alone = with_lines(cell, cell.lines[:1])
    assert without_specks(sheet, alone) is alone


def words_with_dot(
    text: str, dot: tuple[int, int], colour: tuple[int, int, int] = (20, 20, 20)
) -> tuple[Sheet, CellText]:
    """Words of which the first or last character is ink so wide and high."""
    clean = np.full((80, 40 * len(text) + 40), 255, np.uint8)
    for at, one in enumerate(text):
        wide, high = dot if one in "·." else (30, 34)
        clean[60 - high : 60, 20 + 40 * at : 20 + 40 * at + wide] = 20
    page = np.dstack([clean] * 3)
    page[clean < 255] = colour
    box = TextBox(20, 20, 20 + 40 * len(text), 62)
    steps = tuple(step for one in text for step in ({one: -0.4, "": -1.1} if one in "·." else {one: 0.0}, {"": 0.0}))
    places = tuple((20 + 40 * at + 4 - 8) / (40 * len(text) + 24) for at in range(len(text)))
    reading = RecognisedLine(text, Lattice(steps), places)
    sheet = Sheet(1, page, clean, np.zeros_like(clean), HIGH)
    return sheet, with_lines(CellText(), (ReadLine(box, reading, reading),))


@pytest.mark.parametrize(
    ("text", "dot", "told"),
    [
        ("·高级工程师", (7, 6), "高级工程师"),
        ("国际部主任.", (7, 6), "国际部主任"),
        ("·高级工程师", (8, 30), "·高级工程师"),
        ("古丽·买买提", (7, 6), "古丽·买买提"),
    ],
)
def test_a_dot_at_an_end_of_words_is_a_speck_if_it_is_small(text: str, dot: tuple[int, int], told: str) -> None:
    sheet, cell = words_with_dot(text, dot)
    read = without_end_specks(sheet, cell)
    assert read.text == told
    assert (read.certainty > 0.99) == (told != text)


def test_a_dot_beside_a_stamp_may_be_what_the_stamp_left_of_a_character() -> None:
    sheet, cell = words_with_dot("·高级工程师", (7, 6), (40, 40, 230))
    assert without_end_specks(sheet, cell) is cell
