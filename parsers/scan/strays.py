"""Lines that are no part of a cell's value: the piece of a grey stamp, or of a punched hole, that reaches into it.

In: the page, a cell as read, its box. Out: the same cell without such lines.
Elsewhere: dirt by itself (`specks`), stamps in colour (`red_ink`), what a blot hides within a line (`unread`).
Print ends before the rules round it. What goes on beyond them, and is far from all other lines of the cell, is none.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.cell_text import CellText, ReadLine, Sheet, as_guessed, with_lines
from parsers.scan.line_ink import dark
from parsers.scan.recogniser import TextBox

FAR = 1.5
"""Characters from the nearest line of the value; lines of one text stand closer."""
NEAR_EDGE = 0.3
"""Of a character: how far from the cell's edge a rule may have been taken out of a stroke that crosses it."""
MOSTLY = 0.5
"""Of a line's ink that comes from beyond the edge."""
RIM = 0.13
"""Characters from a rule: what stands so close to it at both its sides is one letter."""
ARC, UNREAD = 2.0, -0.5
"""Characters across: a piece of a stamp's ring; what its letters are read with at most, as a logarithm."""

AS_DARK_AS_RULES = 0.45
"""Of the paper's brightness."""

Labels = NDArray[np.int32]


def without_strays(sheet: Sheet, read: CellText, box: TextBox) -> CellText:
    """The cell less the lines that come from beyond its edges, if others are left that stand well apart from them;
    doubtful where a line goes on beyond the cell's side: what parts it there may be a fold, and no rule."""
    if not read.lines or sheet.character <= 0:
        return read
    edged = _Edged(sheet, box)
    strays = [line for line in read.lines if edged.is_stray(line)] if len(read.lines) > 1 else []
    kept = tuple(line for line in read.lines if line not in strays)
    is_apart = all(line.box.gap_to(other.box) >= FAR * sheet.character for line in strays for other in kept)
    told = with_lines(read, kept) if strays and kept and is_apart else read
    return as_guessed(told) if any(edged.is_cut(line) for line in told.lines) else told


class _Edged:
    """The ink in and round a cell, and what of it goes on beyond the cell's edges."""

    def __init__(self, sheet: Sheet, box: TextBox) -> None:
        self._character = sheet.character
        reach = max(3, round(NEAR_EDGE * sheet.character))
        self._left, self._top = max(0, box.left - 2 * reach), max(0, box.top - 2 * reach)
        ink = dark(sheet.clean[self._top : box.bottom + 2 * reach, self._left : box.right + 2 * reach])
        _, found, self._boxes, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8))
        self._labels = np.asarray(found, np.int32)
        inner = self._moved(box)
        turned = self._labels.T
        across, down = (inner.left, inner.right), (inner.top, inner.bottom)
        crossing = _over_edge(self._labels, inner.top, -1, across, (reach, reach))
        crossing |= _over_edge(self._labels, inner.bottom, 1, across, (reach, reach))
        crossing |= _over_edge(turned, inner.left, -1, down, (reach, reach))
        crossing |= _over_edge(turned, inner.right, 1, down, (reach, reach))
        self._crossing = sorted(crossing)
        rules = sheet.rules[self._top : box.bottom + 2 * reach, self._left : box.right + 2 * reach]
        rim = max(2, round(RIM * sheet.character))
        at_rules = np.where(cv2.dilate(rules, np.ones((2 * rim + 1, 2 * rim + 1), np.uint8)) > 0, self._labels, 0).T
        lefts, rights = self._boxes[:, 0], self._boxes[:, 0] + self._boxes[:, 2]
        self._cut: set[int] = set()
        for side, place, step in ((box.left, inner.left, -1), (box.right, inner.right, 1)):
            if not _is_dark(sheet, side, box, rim):
                self._cut |= _over_edge(at_rules, place, step, down, (reach, rim))
            self._cut |= set(np.flatnonzero((lefts <= place - 2) & (rights >= place + 2)).tolist()) - {0}

    def is_stray(self, line: ReadLine) -> bool:
        """Whether most of a line comes from beyond an edge, or it lies unreadable in the ring of a stamp that does."""
        inked, place = self._inked(line), self._moved(line.box)
        arcs = (self._boxes[label] for label in self._crossing)
        large = [arc for arc in arcs if max(arc[2:4]) >= ARC * self._character]
        if line.log_chance < UNREAD and any(_is_within(place, arc) for arc in large):
            return True
        return bool(inked.size) and bool(np.isin(inked, self._crossing).mean() >= MOSTLY)

    def is_cut(self, line: ReadLine) -> bool:
        """Whether a letter of the line goes on beyond a side of the cell."""
        cut = self._cut & set(np.unique(self._inked(line)).tolist())
        return any(max(self._boxes[label, 2:4]) < ARC * self._character for label in cut)

    def _inked(self, line: ReadLine) -> Labels:
        place = self._moved(line.box)
        here = self._labels[place.top : place.bottom, place.left : place.right]
        return np.asarray(here[here > 0], np.int32)

    def _moved(self, box: TextBox) -> TextBox:
        left, top = self._left, self._top
        return TextBox(box.left - left, box.top - top, box.right - left, box.bottom - top)


def _is_dark(sheet: Sheet, side: int, box: TextBox, rim: int) -> bool:
    """Whether a side of the cell is as dark along all of it as rules are, and folds are not."""
    strip = sheet.colour[box.top : box.bottom, max(0, side - rim) : side + rim + 1]
    paper = sheet.colour[box.top : box.bottom, box.left : box.right]
    if strip.size == 0 or paper.size == 0:
        return False
    darkest = np.median(strip.max(axis=2).min(axis=1))
    return bool(darkest <= AS_DARK_AS_RULES * np.median(paper.max(axis=2)))


def _is_within(line: TextBox, arc: Labels) -> bool:
    """Whether the middle of a line lies in the rectangle round the ring of a stamp."""
    left, top, wide, high, _ = arc.tolist()
    x, y = (line.left + line.right) / 2, (line.top + line.bottom) / 2
    return bool(left <= x <= left + wide and top <= y <= top + high)


def _over_edge(labels: Labels, edge: int, step: int, ends: tuple[int, int], near: tuple[int, int]) -> set[int]:
    """The strokes near an edge, a row of the picture, behind which there is ink at the same place. `step`: -1 where the
    outside lies above it; `near`: how far from the edge, and how far along it, at most."""
    reach, along = near
    above, below = (labels[max(0, edge + start) : max(0, edge + start + reach), slice(*ends)] for start in (-reach, 0))
    within, outside = (below, above) if step < 0 else (above, below)
    beyond = (outside > 0).any(axis=0)
    here = np.convolve(beyond, np.ones(2 * along + 1))[along : along + beyond.size] > 0
    return set(np.unique(within[:, here]).tolist()) - {0} if within.size else set()
