"""A line that a fold or a streak crosses is doubtful: 负责人 was read as 负责大, 教授 as 教受."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from parsers.lattice import Lattice
from parsers.scan.cell_text import CellText, ReadLine, Sheet, with_lines
from parsers.scan.crossings import with_crossings_in_mind
from parsers.scan.recogniser import RecognisedLine, TextBox

BOX = TextBox(20, 10, 320, 150)


def a_cell(fold: tuple[int, int, int] | None, noise: float = 0.0) -> tuple[Sheet, CellText]:
    """A line of frames from 60 to 90; `fold`: its height, where it ends, how bright it is."""
    clean = np.full((160, 340), 255.0)
    if fold:
        clean[fold[0] : fold[0] + 3, 20 : fold[1]] = fold[2]
    picture = np.asarray(clean, np.uint8)
    for x in range(120, 200, 34):
        cv2.rectangle(picture, (x, 60), (x + 28, 89), (20,), 3)
    picture = np.clip(picture + np.random.default_rng(1).normal(0, noise, picture.shape), 0, 255).astype(np.uint8)
    reading = RecognisedLine("负责人", Lattice(({"负": 0.0}, {"责": 0.0}, {"人": 0.0})), (0.2, 0.5, 0.8))
    line = ReadLine(TextBox(120, 60, 222, 90), reading, reading)
    sheet = Sheet(1, np.dstack([picture] * 3), picture, np.zeros_like(picture), 30.0)
    return sheet, with_lines(CellText(), (line,))


@pytest.mark.parametrize(
    ("fold", "noise", "doubted"),
    [
        ((74, 320, 205), 0.0, True),
        ((74, 320, 225), 4.0, True),
        ((74, 210, 205), 0.0, False),
        ((74, 306, 205), 0.0, False),
        ((110, 320, 205), 0.0, False),
        ((60, 320, 205), 0.0, False),
        (None, 4.0, False),
    ],
    ids=["through it", "pale, on grainy paper", "half way", "a line under it", "below", "at its upper end", "none"],
)
def test_a_fold_through_a_line_takes_its_certainty(
    fold: tuple[int, int, int] | None, noise: float, doubted: bool
) -> None:
    sheet, cell = a_cell(fold, noise)
    told = with_crossings_in_mind(sheet, cell, BOX)
    assert (told.certainty <= 0.9) == doubted
    assert (told is cell) != doubted


@pytest.mark.parametrize(("x", "wide", "doubted"), [(150, 4, True), (150, 2, False), (240, 4, False)])
def test_a_streak_that_may_hide_a_whole_stroke_of_a_line_takes_its_certainty(x: int, wide: int, doubted: bool) -> None:
    sheet, cell = a_cell(None)
    hidden = np.zeros_like(sheet.clean)
    hidden[:, x : x + wide] = 255
    told = with_crossings_in_mind(replace(sheet, hidden=hidden), cell, BOX)
    assert (told.certainty <= 0.9) == doubted


def test_a_line_under_words_that_fill_their_cell_is_no_fold() -> None:
    """The line under a wrapped address ran from side to side."""
    sheet, cell = a_cell((74, 320, 205))
    narrow = TextBox(60, 10, 280, 150)
    assert with_crossings_in_mind(sheet, cell, narrow) is not cell
    sheet.clean[:, : narrow.left] = 255
    assert with_crossings_in_mind(sheet, cell, narrow) is cell
