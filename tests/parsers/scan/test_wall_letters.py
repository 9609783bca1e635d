"""A letter that went with the rule at its cell's side leaves a doubt: leining was read as eining."""

import cv2
import numpy as np
import pytest

from parsers.lattice import Lattice
from parsers.scan.cell_text import CellText, ReadLine, Sheet, with_lines
from parsers.scan.recogniser import RecognisedLine, TextBox
from parsers.scan.wall_letters import with_walls_in_mind

WALL, END, HIGH = 40, 340, 24


def a_cell(letter: int | None, wall: int = 2, start: int = 8) -> tuple[Sheet, CellText, TextBox]:
    """Two lines of frames in a cell; `letter`: pixels between its left rule and a thin stroke beside the second line,
    which nobody read; `start`: where the first frame of each line begins."""
    page = np.full((200, 380, 3), 250, np.uint8)
    for x in (WALL, END):
        cv2.rectangle(page, (x - wall // 2, 10), (x + wall // 2, 190), (20, 20, 20), -1)
    lines = []
    for top in (50, 100):
        for x in range(WALL + start, 300, 26):
            cv2.rectangle(page, (x, top), (x + 18, top + HIGH - 1), (20, 20, 20), 2)
        steps = tuple({one: 0.0} for one in "357468")
        reading = RecognisedLine("357468", Lattice(steps), tuple((at + 0.5) / 6 for at in range(6)))
        lines.append(ReadLine(TextBox(WALL + start - 1, top, 300, top + HIGH), reading, reading))
    if letter is not None:
        x = WALL + wall // 2 + letter
        cv2.rectangle(page, (x, 100), (x + 2, 100 + HIGH - 1), (20, 20, 20), -1)
    clean = np.asarray(page.min(axis=2), np.uint8)
    sheet = Sheet(1, page, clean, np.zeros_like(clean), float(HIGH))
    return sheet, with_lines(CellText(), tuple(lines)), TextBox(WALL, 10, END, 190)


@pytest.mark.parametrize("letter", [0, 1, 2])
@pytest.mark.parametrize("wall", [2, 6])
def test_a_rule_that_is_thicker_along_a_line_may_hide_a_letter(letter: int, wall: int) -> None:
    sheet, cell, box = a_cell(letter, wall, start=10)
    told = with_walls_in_mind(sheet, cell, box)
    assert [line.at_side for line in told.lines] == [False, True]
    assert told.certainty < cell.certainty


def test_where_the_table_ends_its_rule_is_no_thinner_elsewhere() -> None:
    sheet, cell, box = a_cell(None)
    sheet.colour[126:] = 250
    low = TextBox(box.left, box.top, box.right, 126)
    assert with_walls_in_mind(sheet, cell, low) is cell


@pytest.mark.parametrize(("wall", "start"), [(2, 8), (6, 10), (2, 60)])
def test_an_even_rule_hides_nothing(wall: int, start: int) -> None:
    sheet, cell, box = a_cell(None, wall, start)
    assert with_walls_in_mind(sheet, cell, box) is cell
