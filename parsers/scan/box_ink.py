"""The ink of one cell: is there the outline of a box, is there a mark, and where.

In: the cell's ink (Ink), a room in it. Out: Ring, marks.
Elsewhere: what they mean for the options (`parsers.scan.boxes`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.lines import Mask
from parsers.scan.recogniser import TextBox

SIDES = tuple(round(0.6 + 0.05 * step, 2) for step in range(11))
"""Sides of a box to try, in characters."""
MARK_HEIGHT, MARK_AREA = 0.38, 0.035
Span = tuple[int, int]
ROOT = 0.35
"""How far below a room, in characters, a stroke goes on that belongs to the line below."""


@dataclass(frozen=True, slots=True)
class Ring:
    """The best place for an empty box's outline: how much of it is there, and the share of ink inside it.

    `third`: how much is there of the side that is the third best: a tick has no three sides.
    """

    seen: float
    third: float
    inside: float
    left: int
    top: int
    side: int


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """The ink of one cell. `left`, `top`: where the cell lies on the page; `character`: usual height of one."""

    mask: Mask
    faint: Mask
    """With the thin lines of boxes that were printed palely."""
    left: int
    top: int
    character: float


def best_ring(ink: Ink, room: TextBox) -> Ring | None:
    """The square outline that is there most fully, of those of the size of a box."""
    place = np.s_[room.top : room.bottom, room.left : room.right]
    piece, faint = ink.mask[place].astype(np.float32), ink.faint[place].astype(np.float32)
    thick = np.asarray(cv2.dilate(faint, np.ones((3, 3), np.uint8)) if faint.size else faint, np.float32)
    best: Ring | None = None
    for side in sorted({round(share * ink.character) for share in SIDES}):
        if side < 6 or side > min(thick.shape):
            continue
        outline = np.ones((side, side), np.float32)
        outline[1:-1, 1:-1] = 0
        fit = cv2.matchTemplate(thick, outline, cv2.TM_CCORR) / outline.sum()
        _, seen, _, (left, top) = cv2.minMaxLoc(fit)
        # of two equally full outlines the larger is the box, the smaller lies within its thick lines
        if best is None or seen >= best.seen - 0.02:
            seen = float(max(seen, best.seen if best else 0))
            best = Ring(seen, _third_side(thick, left, top, side), _inside(piece, left, top, side), left, top, side)
    return best


def _third_side(thick: NDArray[np.float32], left: int, top: int, side: int) -> float:
    square = thick[top : top + side, left : left + side]
    return sorted(float(edge.mean()) for edge in (square[0], square[-1], square[:, 0], square[:, -1]))[1]


def _inside(piece: NDArray[np.float32], left: int, top: int, side: int) -> float:
    inset = max(2, round(0.24 * side))
    inner = piece[top + inset : top + side - inset, left + inset : left + side - inset]
    return float(inner.mean()) if inner.size else 0.0


def marks_in(ink: Ink, room: TextBox) -> Iterator[Span]:
    """From where to where, in pixels of the cell, each such thing stands; not the beginning of the words after it."""
    piece = ink.mask[room.top : room.bottom, room.left : room.right].astype(np.uint8)
    if piece.size == 0:
        return
    count, labels, boxes, middles = cv2.connectedComponentsWithStats(piece)
    size, centre = ink.character, piece.shape[0] / 2
    for index in range(1, count):
        if (
            boxes[index, 3] >= MARK_HEIGHT * size
            and boxes[index, 2] >= 0.2 * size
            and boxes[index, 4] >= MARK_AREA * size * size
            and abs(middles[index][1] - centre) < 0.6 * size
            and (not _is_cut(boxes[index], piece.shape[1]) or boxes[index, 2] >= 0.4 * size)
            and not _is_rooted_lower(ink, room, np.asarray(labels == index, bool))
        ):
            left = room.left + int(boxes[index, 0])
            yield left, left + int(boxes[index, 2])


def _is_rooted_lower(ink: Ink, room: TextBox, part: Mask) -> bool:
    """Whether a stroke goes on well below this room: a tick belongs to the line on which its corner stands."""
    column = np.flatnonzero(part[-1])
    if len(column) == 0 or room.bottom >= ink.mask.shape[0]:
        return False
    below = ink.mask[room.bottom : room.bottom + round(ROOT * ink.character), room.left : room.right]
    _, found = cv2.connectedComponents(np.vstack([part[-1:], below]).astype(np.uint8))
    labels = np.asarray(found, np.int32)
    grown = np.asarray(np.isin(labels, np.unique(labels[0][part[-1]])), bool)
    return bool(np.asarray(grown.any(axis=1), bool)[1:].mean() >= 0.8) if len(below) else False


def _is_cut(box: NDArray[np.int32], width: int) -> bool:
    """Whether a stroke goes on beyond the room, as part of a character of the words."""
    return bool(box[0] == 0 or box[0] + box[2] >= width)
