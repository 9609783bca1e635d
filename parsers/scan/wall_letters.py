"""A thin letter that stands so close to the side of its cell that it was taken away with the rule there.

In: the page, a cell as read, its box. Out: the cell; lines beside which a rule is thicker than elsewhere are in doubt.
Elsewhere: a letter at the side that is left (`lines`), the rules themselves (`grid`).
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from parsers.scan.cell_text import CellText, ReadLine, Sheet, with_changed
from parsers.scan.recogniser import TextBox

CLOSE, BEYOND = 0.45, 3
"""Characters from a cell's side to its text from which on a letter has room between them; pixels beyond the middle of
the rule that belong to it."""
THICKER, THINNEST = 0.045, 0.9
"""Of a line's height, and pixels: by how much a rule is thicker where a letter stands in it."""
ALONG = 0.5
"""Share of a line's height along which it is."""
FEWEST_ROWS = 6

Rows = NDArray[np.float64]


def with_walls_in_mind(sheet: Sheet, read: CellText, box: TextBox) -> CellText:
    """The cell as it was where no rule hides a letter."""
    lines = tuple(line if line.at_side else _told(sheet, line, read, box) for line in read.lines)
    return with_changed(read, lines)


def _told(sheet: Sheet, line: ReadLine, read: CellText, box: TextBox) -> ReadLine:
    reach, high = CLOSE * sheet.character, line.box.bottom - line.box.top
    top = min(line.box.top, max(box.top + BEYOND, line.box.top - 2 * high))
    bottom = max(line.box.bottom, min(box.bottom - BEYOND, line.box.bottom + 2 * high))
    strips = []
    if line.box.left < box.left + reach:
        strips.append(TextBox(max(0, box.left - BEYOND), top, line.box.left, bottom))
    if line.box.right > box.right - reach:
        strips.append(TextBox(line.box.right, top, box.right + BEYOND, bottom))
    return replace(line, at_side=True) if any(_is_thicker(sheet, line, read, strip) for strip in strips) else line


def _is_thicker(sheet: Sheet, line: ReadLine, read: CellText, strip: TextBox) -> bool:
    """Whether more ink lies in this strip along the line than above and below it, where no text stands."""
    high, first = line.box.bottom - line.box.top, strip.top
    ink = _ink_by_row(sheet.colour[strip.top : strip.bottom, strip.left : strip.right])
    is_bare = np.ones(len(ink), bool)
    for other in read.lines:
        is_bare[max(0, other.box.top - first - 2) : max(0, other.box.bottom - first + 2)] = False
    along = ink[line.box.top - first : line.box.bottom - first]
    if is_bare.sum() < FEWEST_ROWS or len(along) == 0:
        return False
    more = max(THINNEST, THICKER * high)
    return bool((along > float(np.median(ink[is_bare])) + more).mean() >= ALONG)


def _ink_by_row(strip: NDArray[np.uint8]) -> Rows:
    """Pixels of full ink in each row; a stamp's red is none."""
    light = strip[..., 2].astype(np.float64)
    if light.size == 0:
        return np.zeros(0)
    paper = max(1.0, float(np.percentile(light, 95)))
    return np.asarray((1 - light / paper).clip(0, 1).sum(axis=1))
