"""A character of which the stamp's rim took a part is doubtful: 流处 was read as 充处."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from parsers.lattice import Lattice
from parsers.scan.cell_text import CellText, ReadLine, Sheet, with_lines
from parsers.scan.recogniser import RecognisedLine, Recogniser, TextBox
from parsers.scan.stamped_ends import with_stamped_ends
from tests.exam.typeface import HAN, font

ENGINE = Recogniser(1)
SIZE, LEFT, TOP = 40, 60, 30
CUT = LEFT + 13
"""Where 氵 ends."""


def a_cell(written: str, stamp: tuple[int, int] | None) -> tuple[Sheet, CellText, TextBox]:
    """A line in print, read as 充处; its clean picture lacks what lies before CUT. `stamp`: columns under red ink."""
    paper = Image.new("L", (260, 100), 255)
    ImageDraw.Draw(paper).text((LEFT, TOP), written, 0, font(*HAN["zenhei"], SIZE))
    grey = np.asarray(paper)
    colour = np.dstack([grey] * 3).copy()
    if stamp:
        light = np.array([90, 90, 225]) / 255
        colour[:, stamp[0] : stamp[1]] = (colour[:, stamp[0] : stamp[1]] * light).astype(np.uint8)
    clean = grey.copy()
    clean[:, :CUT] = 255
    rows, columns = np.flatnonzero((clean < 128).any(axis=1)), np.flatnonzero((clean < 128).any(axis=0))
    box = TextBox(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)
    reading = RecognisedLine("充处", Lattice(({"充": 0.0}, {"": 0.0}, {"处": 0.0}, {"": 0.0})), (0.25, 0.75))
    sheet = Sheet(1, colour, clean, np.zeros_like(clean), float(SIZE - 3))
    return sheet, with_lines(CellText(), (ReadLine(box, reading, reading),)), TextBox(5, 5, 255, 95)


def test_the_part_under_the_stamp_is_seen_and_the_reading_without_it_doubted() -> None:
    sheet, cell, box = a_cell("流处", (40, CUT + 4))
    told = with_stamped_ends(ENGINE, sheet, cell, box)
    assert [view.text for view in told.lines[0].views] == ["充处", "流处"]
    assert told.certainty < 0.5 < cell.certainty


@pytest.mark.parametrize(
    ("written", "stamp"), [("流处", None), ("  处", (40, CUT + 4)), ("流处", (200, 240))], ids=["none", "bare", "far"]
)
def test_a_line_beside_which_there_is_no_print_under_a_stamp_stays_as_it_is(
    written: str, stamp: tuple[int, int] | None
) -> None:
    sheet, cell, box = a_cell(written, stamp)
    assert with_stamped_ends(ENGINE, sheet, cell, box) is cell
