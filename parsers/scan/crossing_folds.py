"""A fold that crosses a line of text from one side of its cell to the other adds a stroke: 人 on a fold is 大.

In: the page, a cell as read, its box. Out: the cell, lines on a fold in doubt.
Elsewhere: folds that look like rules (`grid_rules`), lines cut in spite of a fold (`line_ink`).
"""

from dataclasses import replace

import numpy as np

from parsers.scan.cell_text import CellText, ReadLine, Sheet, with_lines
from parsers.scan.recogniser import TextBox

DARKER_BY, ACROSS = 12, 0.85
"""Grey levels by which a fold is darker than the paper; the share of the cell's width along which it is."""
NEAR_SIDE = 0.32
"""Characters from the cell's sides, where its rules were: a fold begins there, a line under words further in."""
WITHIN = 0.1
"""Of a line's height: a fold so near to its upper or lower end touches no stroke."""


def with_folds_in_mind(sheet: Sheet, read: CellText, box: TextBox) -> CellText:
    """The cell as it was where no fold crosses a line."""
    lines = tuple(replace(line, at_side=True) if _is_on_a_fold(sheet, line, box) else line for line in read.lines)
    return with_lines(read, lines) if any(line.at_side for line in lines) else read


def _is_on_a_fold(sheet: Sheet, line: ReadLine, box: TextBox) -> bool:
    spare = round(WITHIN * (line.box.bottom - line.box.top))
    cell = sheet.clean[box.top : box.bottom, box.left : box.right]
    strip = sheet.clean[line.box.top + spare : line.box.bottom - spare, box.left : box.right]
    if strip.size == 0:
        return False
    darker = strip < float(np.median(cell[::4, ::4])) - DARKER_BY
    across = darker[darker.mean(axis=1) >= ACROSS]
    side = NEAR_SIDE * sheet.character
    return any(places[0] <= side and places[-1] >= strip.shape[1] - 1 - side for places in map(np.flatnonzero, across))
