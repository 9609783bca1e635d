"""Words that somebody struck out on paper: a line drawn level through them, which a recogniser reads through.

In: the page, a cell as read, its box. Out: the cell without the lines that are struck out, and doubtful for it.
Elsewhere: struck words of a WORD version (`parsers.readers`), lines through options (`mark_strokes`), folds
over a whole page (`line_ink`).
"""

from dataclasses import replace

import cv2
import numpy as np

from parsers.scan.cell_text import CellText, ReadLine, Sheet, as_guessed, with_lines
from parsers.scan.line_ink import Mask, dark
from parsers.scan.page import darkest_channel, flattened
from parsers.scan.recogniser import TextBox
from parsers.scan.red_ink import stamps_on

STRUCK = 0.5
"""Certainty of what is left, often written over it by hand."""
LEVEL, THICKER = 1.5, 0.05
"""Characters that no letter's own stroke is long; how far a drawn line may rise or fall over them."""
HIGHEST, LOWEST = 0.2, 0.75
"""Where a line goes through letters, as shares of their height: not under them."""
MOST_OF, NEARLY_ALL, SHORT = 0.5, 0.9, 3.2
"""Of the words: the least that is struck; the least of words not longer than so many characters, since strokes of two
neighbours touch in bold print."""
THROUGH = 0.22
"""Of the line's columns: those with letters over it, and under it."""
BEYOND = 1.0
"""Characters on either side of a cell: what goes on there is a fold, or a rule."""
AROUND, MUCH = 3.0, 0.3
"""Characters above and below a line; the share of rows there in which a stamp has ink, and a pen's line has not."""

Stroke = tuple[int, int, int, int]
"""Left, top, right, bottom."""


def without_struck(sheet: Sheet, read: CellText, cell: TextBox) -> CellText:
    """What is left of the cell; the cell itself where nothing is struck out."""
    kept = tuple(line for line in read.lines if not is_struck_out(sheet, line, cell))
    if len(kept) == len(read.lines):
        return read
    left = as_guessed(with_lines(read, kept))
    return replace(left, certainty=min(left.certainty, STRUCK))


def is_struck_out(sheet: Sheet, line: ReadLine, cell: TextBox) -> bool:
    """Whether a line is drawn through at least half of the words of this line."""
    box, size = line.box, sheet.character
    if size <= 0 or box.right - box.left < LEVEL * size:
        return False
    piece = sheet.colour[box.top : box.bottom, box.left : box.right]
    inked = dark(flattened(darkest_channel(piece)))
    strokes = [one for one in _level_strokes(inked, size) if _goes_through(inked, one)]
    return any(not _runs_on(sheet, one, box, cell) and not _is_stamped(sheet, one, box) for one in strokes)


def _level_strokes(inked: Mask, size: float) -> list[Stroke]:
    """Long level strokes at the height of the letters' middles."""
    high, wide = inked.shape
    thick = max(1, round(THICKER * size))
    spread = cv2.dilate(inked.astype(np.uint8), np.ones((2 * thick + 1, 1), np.uint8))
    level = cv2.morphologyEx(spread, cv2.MORPH_OPEN, np.ones((1, round(LEVEL * size)), np.uint8))
    count, _, boxes, _ = cv2.connectedComponentsWithStats(np.asarray(level, np.uint8))
    least = (MOST_OF if wide >= SHORT * size else NEARLY_ALL) * wide
    found = [(x, y, x + w, y + h) for x, y, w, h, _ in boxes[1:count].tolist() if w >= least]
    return [one for one in found if HIGHEST * high <= (one[1] + one[3]) / 2 <= LOWEST * high]


def _goes_through(inked: Mask, stroke: Stroke) -> bool:
    """Whether letters stand out above and below it; they do not with a dash."""
    left, top, right, bottom = stroke
    return _share(inked[:top, left:right]) >= THROUGH and _share(inked[bottom:, left:right]) >= THROUGH


def _share(piece: Mask) -> float:
    """Of the columns: those with ink."""
    return float(piece.any(axis=0).mean()) if piece.size else 0.0


def _runs_on(sheet: Sheet, stroke: Stroke, box: TextBox, cell: TextBox) -> bool:
    """Whether it goes on beyond both sides of the cell."""
    top, bottom = box.top + stroke[1], box.top + stroke[3]
    reach = round(BEYOND * sheet.character)
    sides = ((cell.left - reach, cell.left), (cell.right, cell.right + reach))
    return all(_is_drawn_across(sheet, (left, top, right, bottom)) for left, right in sides)


def _is_drawn_across(sheet: Sheet, place: Stroke) -> bool:
    left, top, right, bottom = place
    room = round(sheet.character / 2)
    piece = sheet.colour[max(0, top - room) : bottom + room, max(0, left) : max(0, right)]
    if piece.size == 0:
        return False
    rows = slice(min(room, top), min(room, top) + bottom - top)
    return _share(dark(darkest_channel(piece))[rows]) >= MOST_OF


def _is_stamped(sheet: Sheet, stroke: Stroke, box: TextBox) -> bool:
    """Whether a stamp's ink makes it, as the level strokes of its letters and of its star do: there is much more of it
    above or below."""
    reach = round(AROUND * sheet.character)
    top, left = max(0, box.top - reach), max(0, box.left - reach)
    stamps = stamps_on(sheet.colour[top : box.bottom + reach, left : box.right + reach], sheet.character)
    across = slice(stroke[0] + box.left - left, stroke[2] + box.left - left)
    here = stamps[stroke[1] + box.top - top : stroke[3] + box.top - top, across]
    return _share(here) >= MOST_OF and float(stamps.any(axis=1).mean()) >= MUCH
