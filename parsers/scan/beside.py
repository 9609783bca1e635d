"""What lies beside a line of text and was not cut out with it: a dash too pale to be seen as ink, a dot taken for dirt.

In: the page, lines' boxes, their cell. Out: the box in which the recogniser sees that as well; whether ink of
the size of a letter lies in no line.
Elsewhere: where a line's ink ends (`lines`), what the recogniser makes of it (`cell_reading`).
"""

from collections.abc import Sequence

import cv2
import numpy as np

from parsers.scan.cell_text import Sheet
from parsers.scan.page import Pixels, percentile
from parsers.scan.recogniser import TextBox
from parsers.scan.red_ink import red_channel

REACH = 1.0
"""Characters beyond either end of a line."""
FAINTEST, LEAST_DEPTH = 0.16, 20
"""Of the depth of the line's ink: what is as dark is more than the paper's noise. Grey levels of a pale ink."""
LEAST_WIDE = 3
LEFT, LEAST_LONG, LEAST_THICK, NEXT = 0.4, 0.3, 0.06, 1.6
"""Of the depth of the lines' ink: what no line holds is as dark; characters: it is as long and as thick, and no further
above the first line or below the last."""
FOLD, FLAT, BROKEN = 1.6, 0.25, 0.8
"""Characters: the length from which on a stroke lower than the second is a fold's, with all that stands in its rows; by
how much it may be broken."""
AROUND, AT_EDGE = (0.15, 0.2), 2
"""Of a line's height: what lies so close above, below and beside it is a part of it. Pixels at the cell's edges that a
rule may have left."""


def with_beside(sheet: Sheet, line: TextBox, cell: TextBox | None) -> TextBox:
    """The box of a line, wider by what may be seen at either end; as it is where there is only paper. `cell`: beyond
    which another text stands."""
    row = sheet.clean[line.top : line.bottom]
    text = row[:, line.left : line.right]
    if cell is None or text.size == 0:
        return line
    reach = round(REACH * sheet.character)
    left, right = max(cell.left, line.left - reach), min(cell.right, line.right + reach)
    deepest = 255 - percentile(_smooth(text), 2)
    least = FAINTEST * max(LEAST_DEPTH, deepest)
    before = _is_more_than_paper(row[:, left : line.left - 1], least)
    after = _is_more_than_paper(row[:, line.right + 1 : right], least)
    return TextBox(left if before else line.left, line.top, right if after else line.right, line.bottom)


def _is_more_than_paper(strip: Pixels, depth: float) -> bool:
    """Whether something in it is darker than its paper by so many grey levels."""
    if strip.shape[0] < LEAST_WIDE or strip.shape[1] < LEAST_WIDE:
        return False
    return percentile(strip, 50) - float(_smooth(strip).min()) > depth


def _smooth(strip: Pixels) -> Pixels:
    return np.asarray(cv2.blur(np.ascontiguousarray(strip), (3, 3)), np.uint8)


def leaves_ink(sheet: Sheet, lines: Sequence[TextBox], cell: TextBox) -> bool:
    """Whether something of the size of a dash or a letter stands in the cell, in no line of it, and is no fold. Where
    there is a stamp nobody can tell."""
    character = sheet.character
    if not lines:
        return False
    reach = round(NEXT * character)
    first, last = min(line.top for line in lines) - reach, max(line.bottom for line in lines) + reach
    cell = TextBox(cell.left, max(cell.top, first), cell.right, min(cell.bottom, last))
    if red_channel(sheet.colour[cell.top : cell.bottom, cell.left : cell.right]) is not None:
        return False
    bridge = np.ones((1, max(1, round(BROKEN * character))), np.uint8)
    ink = np.asarray(cv2.morphologyEx(_outside(sheet.clean, lines, cell), cv2.MORPH_CLOSE, bridge), np.uint8)
    _, _, found, _ = cv2.connectedComponentsWithStats(ink)
    left, top, wide, high, _ = found[1:].T
    right, bottom = left + wide, top + high
    is_large = (np.maximum(wide, high) >= LEAST_LONG * character) & (np.minimum(wide, high) >= LEAST_THICK * character)
    is_inside = (np.minimum(left, top) > AT_EDGE) & (right < ink.shape[1] - AT_EDGE) & (bottom < ink.shape[0] - AT_EDGE)
    is_fold = (wide > FOLD * character) & (high < FLAT * character)
    along = (top[:, None] <= bottom[is_fold] + AT_EDGE) & (bottom[:, None] >= top[is_fold] - AT_EDGE)
    return bool((is_large & is_inside & ~along.any(axis=1)).any())


def _outside(clean: Pixels, lines: Sequence[TextBox], cell: TextBox) -> Pixels:
    """1 where there is ink in a cell and none of its lines."""
    piece = _smooth(clean[cell.top : cell.bottom, cell.left : cell.right])
    texts = [clean[line.top : line.bottom, line.left : line.right] for line in lines]
    deepest = max((255 - percentile(_smooth(text), 2) for text in texts if text.size), default=255.0)
    ink = (piece < percentile(piece, 50) - LEFT * max(LEAST_DEPTH, deepest)).astype(np.uint8)
    for line in lines:
        above, beside = (round(share * (line.bottom - line.top)) for share in AROUND)
        top, left = max(0, line.top - cell.top - above), max(0, line.left - cell.left - beside)
        ink[top : line.bottom - cell.top + above, left : line.right - cell.left + beside] = 0
    return np.asarray(ink, np.uint8)
