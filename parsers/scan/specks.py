"""Dirt that was cut out as a line of its own: there is nothing to read, only the doubt whether there is.

In: the page, a cell as read. Out: the same cell without such lines.
Elsewhere: specks on a line of text (`lines`), lines of ink that hold a character (`unread`).
"""

import numpy as np

from parsers.scan.cell_text import CellText, ReadLine, Sheet, with_lines
from parsers.scan.line_ink import dark

DOTS = set(" 。.,、:;°*'`\"“”‘’1Il|丨")
"""What a speck is read as; a middle dot may part the names on the lines over and under it."""
MOST = 0.35
"""Of a character: how high and wide a speck is at most; a lone digit or letter is higher."""


def without_specks(sheet: Sheet, read: CellText) -> CellText:
    """The cell less the lines on which nothing is read but a dot, and the ink is smaller than any letter."""
    kept = tuple(line for line in read.lines if not _is_speck(sheet, line))
    return with_lines(read, kept) if kept and len(kept) < len(read.lines) else read


def _is_speck(sheet: Sheet, line: ReadLine) -> bool:
    if any(set(view.text) - DOTS or len(view.text) > 2 for view in line.views):
        return False
    box = line.box
    ink = dark(sheet.clean[box.top : box.bottom, box.left : box.right])
    inked = [np.flatnonzero(ink.any(axis=axis)) for axis in (0, 1)]
    return all(len(at) == 0 or at[-1] + 1 - at[0] <= MOST * sheet.character for at in inked)
