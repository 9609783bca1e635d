"""The dot between the parts of a foreigner's name in Chinese characters: round, and level with their middle.

In: the page, a cell as read. Out: the cell, its dots beyond doubt where their ink says so.
Elsewhere: names that hold such a dot (`honesty.FOREIGN`), dots where none belongs (`specks`).
The recogniser sees a dot, a full stop or a dash there; it is the one that is as wide as high and lies neither low nor
high.
"""

from dataclasses import replace

import cv2
import numpy as np

from parsers.lattice import BLANK, Lattice, renamed
from parsers.scan.cell_text import CellText, ReadLine, Sheet, with_lines
from parsers.scan.honesty import DOT_SHAPES, FOREIGN, LEAST_FOREIGN
from parsers.scan.letter_shapes import steps_of
from parsers.scan.line_ink import Mask, dark
from parsers.scan.lines import in_pixels
from parsers.scan.recogniser import RecognisedLine
from parsers.scan.red_ink import red_channel

DOT = "·"
READ_AS = frozenset("·.,。、'`•∙-–—")
NEAR, SMALLEST, LARGEST, ROUND = 0.3, 0.06, 0.3, 0.65
"""Of a line's height: how far from where a dot was read its ink lies; how wide and high it is; of its longer side, the
shorter one."""
HIGHEST, LOWEST = 0.33, 0.67
"""Of a line's height, from above: where the middle of a middle dot lies."""


def with_name_dots(sheet: Sheet, read: CellText) -> CellText:
    """The cell, if it is a foreigner's name in Chinese characters, with the dots in it that are seen to be dots."""
    name = "".join(read.text.split()).translate(DOT_SHAPES)
    if len(name) < LEAST_FOREIGN or not FOREIGN.fullmatch(name):
        return read
    lines = tuple(_with_dots(sheet, line) for line in read.lines)
    changed = any(one is not other for one, other in zip(lines, read.lines, strict=True))
    return with_lines(read, lines) if changed else read


def _with_dots(sheet: Sheet, line: ReadLine) -> ReadLine:
    box = line.box
    places = [at for at, one in enumerate(line.reading.text) if one in READ_AS]
    if not places or red_channel(sheet.colour[box.top : box.bottom, box.left : box.right]) is not None:
        return line
    ink = dark(sheet.clean[box.top : box.bottom, box.left : box.right])
    for at in (at for at in places if _is_dot(ink, in_pixels(line.reading.positions[at], *ink.shape))):
        views = [_with_dot(line, view, at) for view in line.views]
        line = replace(line, reading=views[0], again=views[1] if len(views) > 1 else None)
    return line


def _is_dot(ink: Mask, middle: float) -> bool:
    height = ink.shape[0]
    count, _, boxes, centres = cv2.connectedComponentsWithStats(ink.astype(np.uint8))
    near = [at for at in range(1, count) if abs(centres[at, 0] - middle) <= NEAR * height]
    if len(near) != 1:
        return False
    shorter, longer = sorted(boxes[near[0], 2:4].tolist())
    level = centres[near[0], 1] / height
    is_round = SMALLEST * height <= shorter and longer <= LARGEST * height and shorter >= ROUND * longer
    return bool(is_round and HIGHEST <= level <= LOWEST)


def _with_dot(line: ReadLine, view: RecognisedLine, at: int) -> RecognisedLine:
    """A view in which the character at this place of the line's text is a dot, whatever else it might have been."""
    around = steps_of(line, view, at)
    steps = list(view.lattice.steps)
    steps[around] = [renamed(step, lambda one: DOT if one in READ_AS else one) for step in steps[around]]
    places = range(*around.indices(len(steps)))
    peak = max(places, key=lambda place: steps[place].get(DOT, view.lattice.floor), default=None)
    if peak is None or DOT not in steps[peak]:
        return view
    steps[peak] = renamed(steps[peak], lambda one: DOT if one == BLANK else one)
    is_read = len(view.text) == len(line.reading.text) and view.text[at] in READ_AS
    text = f"{view.text[:at]}{DOT}{view.text[at + 1 :]}" if is_read else view.text
    return replace(view, text=text, lattice=Lattice(tuple(steps), view.lattice.floor))
