"""A line of which a stamp's rim took a part of the first or last character with it: 氵 of 流, which leaves 充.

In: the page, a cell as read, its box. Out: the cell, such lines seen once more with what lies under the stamp.
Elsewhere: stamps that lie on the line itself (`cell_reading.second_picture`), red ink (`red_ink`).
"""

from dataclasses import replace

import cv2
import numpy as np

from parsers.scan.cell_text import CellText, ReadLine, Sheet, with_changed
from parsers.scan.lines import padded
from parsers.scan.page import Pixels, percentile
from parsers.scan.recogniser import Recogniser, TextBox
from parsers.scan.red_ink import red_channel

REACH, APART = 0.8, 0.25
"""Characters: how far beyond a line's end a part of its last character may lie; how far it may stand apart."""
AS_DARK = 0.6
"""Of the depth of the line's own ink: what lies beside it is print, and no stamp's ink as a red glass shows it."""
LEAST_HIGH = 0.2
"""Of a line's height: what is smaller is a trace."""


def with_stamped_ends(engine: Recogniser, sheet: Sheet, read: CellText, box: TextBox) -> CellText:
    """The cell as it was where no stamp lies at the end of a line."""
    lines = tuple(_seen_again(engine, sheet, line, box) for line in read.lines)
    return with_changed(read, lines)


def _seen_again(engine: Recogniser, sheet: Sheet, line: ReadLine, cell: TextBox) -> ReadLine:
    reach, (left, right) = round(REACH * sheet.character), (line.box.left, line.box.right)
    around = TextBox(max(cell.left, left - reach), line.box.top, min(cell.right, right + reach), line.box.bottom)
    place = np.s_[around.top : around.bottom, around.left : around.right]
    sides = (sheet.colour[place][:, : left - around.left], sheet.colour[place][:, right - around.left :])
    shown = red_channel(sheet.colour[place]) if any(red_channel(side) is not None for side in sides) else None
    if shown is None:
        return line
    shown[sheet.rules[place] > 0] = 255
    before = _part_beside(shown[:, : left - around.left][:, ::-1], shown[:, left - around.left :], sheet.character)
    after = _part_beside(shown[:, right - around.left :], shown[:, : right - around.left], sheet.character)
    if not before and not after:
        return line
    whole = np.ascontiguousarray(shown[:, left - before - around.left : right + after - around.left])
    return replace(line, again=engine.read(padded(whole, TextBox(0, 0, whole.shape[1], whole.shape[0]))))


def _part_beside(strip: Pixels, text: Pixels, character: float) -> int:
    """How far print goes on, from the left of the strip, as dark as the text beside it; 0 where there is none."""
    if strip.size == 0 or text.size == 0:
        return 0
    deep = 255 - percentile(np.ascontiguousarray(text), 5)
    ink = np.ascontiguousarray(strip < 255 - AS_DARK * deep).astype(np.uint8)
    count, _, found, _ = cv2.connectedComponentsWithStats(ink)
    end = 0
    for left, _, wide, high, _ in sorted(found[1:count].tolist()):
        if high >= LEAST_HIGH * strip.shape[0] and left <= end + APART * character:
            end = max(end, left + wide)
    return int(end)
