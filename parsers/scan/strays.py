"""Lines that are no part of a cell's value: the piece of a grey stamp, or of a punched hole, that reaches into it.

In: the page, a cell as read, its box. Out: the same cell without such lines.
Elsewhere: dirt by itself (`specks`), stamps in colour (`red_ink`), what a blot hides within a line (`unread`).
Print ends before the rules round it. What goes on beyond them, and is far from all other lines of the cell, is none.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.cell_text import CellText, ReadLine, Sheet, with_lines
from parsers.scan.line_ink import dark
from parsers.scan.recogniser import TextBox

FAR = 1.5
"""Characters from the nearest line of the value; lines of one text stand closer."""
NEAR_EDGE = 0.3
"""Of a character: how far from the cell's edge a rule may have been taken out of a stroke that crosses it."""
MOSTLY = 0.5
"""Of a line's ink that comes from beyond the edge."""
ARC, UNREAD = 2.0, -0.5
"""Characters across: a piece of a stamp's ring; what its letters are read with at most, as a logarithm."""

Labels = NDArray[np.int32]


def without_strays(sheet: Sheet, read: CellText, box: TextBox) -> CellText:
    """The cell less the lines that come from beyond its edges, if others are left that stand well apart from them."""
    if len(read.lines) < 2 or sheet.character <= 0:
        return read
    strays = _strays(sheet, read.lines, box)
    kept = tuple(line for line in read.lines if line not in strays)
    is_apart = all(_gap(line, other) >= FAR * sheet.character for line in strays for other in kept)
    return with_lines(read, kept) if strays and kept and is_apart else read


def _gap(one: ReadLine, other: ReadLine) -> int:
    """Pixels between two lines, above each other or beside; negative where they overlap."""
    above = max(one.box.top - other.box.bottom, other.box.top - one.box.bottom)
    return max(above, one.box.left - other.box.right, other.box.left - one.box.right)


def _strays(sheet: Sheet, lines: Sequence[ReadLine], box: TextBox) -> list[ReadLine]:
    reach = max(3, round(NEAR_EDGE * sheet.character))
    left, top = max(0, box.left - 2 * reach), max(0, box.top - 2 * reach)
    ink = dark(sheet.clean[top : box.bottom + 2 * reach, left : box.right + 2 * reach])
    _, found, boxes, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8))
    labels = np.asarray(found, np.int32)
    inner = TextBox(box.left - left, box.top - top, box.right - left, box.bottom - top)
    crossing = _crossing(labels, inner, reach)
    arcs = [boxes[label] for label in crossing if max(boxes[label, 2:4]) >= ARC * sheet.character]
    strays = []
    for line in lines:
        place = TextBox(line.box.left - left, line.box.top - top, line.box.right - left, line.box.bottom - top)
        here = labels[place.top : place.bottom, place.left : place.right]
        inked = here[here > 0]
        is_stamp = line.log_chance < UNREAD and any(_is_within(place, arc) for arc in arcs)
        if is_stamp or (inked.size and np.isin(inked, crossing).mean() >= MOSTLY):
            strays.append(line)
    return strays


def _is_within(line: TextBox, arc: Labels) -> bool:
    """Whether the middle of a line lies in the rectangle round the ring of a stamp."""
    left, top, wide, high, _ = arc.tolist()
    x, y = (line.left + line.right) / 2, (line.top + line.bottom) / 2
    return bool(left <= x <= left + wide and top <= y <= top + high)


def _crossing(labels: Labels, box: TextBox, reach: int) -> list[int]:
    """The strokes that come near an edge of the box behind which, at the same place, there is ink as well."""
    turned = labels.T
    sides = (
        (labels, box.top, -1, (box.left, box.right)),
        (labels, box.bottom, 1, (box.left, box.right)),
        (turned, box.left, -1, (box.top, box.bottom)),
        (turned, box.right, 1, (box.top, box.bottom)),
    )
    return sorted({label for seen, edge, step, ends in sides for label in _over_edge(seen, edge, step, ends, reach)})


def _over_edge(labels: Labels, edge: int, step: int, ends: tuple[int, int], reach: int) -> set[int]:
    """Of one edge, a row of the picture; `step`: -1 where the outside lies above it."""
    above, below = (labels[max(0, edge + start) : max(0, edge + start + reach), slice(*ends)] for start in (-reach, 0))
    within, outside = (below, above) if step < 0 else (above, below)
    beyond = (outside > 0).any(axis=0)
    near = np.convolve(beyond, np.ones(2 * reach + 1), "same") > 0
    return set(np.unique(within[:, near]).tolist()) - {0} if within.size else set()
