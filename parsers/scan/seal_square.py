"""Red rectangles with something in them: a name chop, a receipt stamp. Perhaps a seal, never surely.

In: a Layer of ink. Out: Frames with a certainty of at most PERHAPS.
Elsewhere: round and oval seals (`seal_circle`, `seal_evidence`).
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.seal_ink import Layer

PERHAPS = 0.5
SIDE_SHARES = (0.045, 0.36)
"""Shortest and longest side, as shares of the page's shorter side (A4: 9 to 76 mm)."""
LONGEST, SQUARE = 3.6, 1.3
"""Longer side by shorter side: of any stamp, of a chop."""
FEWEST_SIDES_INKED = 0.75
INK_INSIDE = (0.04, 0.60)
MANY_CROSSINGS = 3.0
"""Changes between ink and paper along a line: a table's rules make fewer, letters more."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle in pixels of the layer: middle, sides, turn in radians."""

    x: float
    y: float
    width: float
    height: float
    turn: float
    certainty: float = PERHAPS

    @property
    def square(self) -> bool:
        """Whether it is about as high as wide."""
        return max(self.width, self.height) < SQUARE * min(self.width, self.height)

    def scaled(self, factor: float) -> "Frame":
        """The same rectangle on a picture `factor` times as large."""
        x, y, width, height = (value * factor for value in (self.x, self.y, self.width, self.height))
        return Frame(x, y, width, height, self.turn, self.certainty)


def frames(layer: Layer) -> tuple[Frame, ...]:
    """Every red frame or red field of a stamp's size that has letters in it."""
    whole = ((layer.lines + layer.patches) > layer.faintest).astype(np.uint8)
    return tuple(frame for frame in _rectangles(whole) if _bears_letters(whole, frame))


def _rectangles(mask: NDArray[np.uint8]) -> Iterator[Frame]:
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    contours, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    shortest, longest = (share * min(mask.shape) for share in SIDE_SHARES)
    for contour in contours:
        (x, y), (w, h), degrees = cv2.minAreaRect(contour)
        if min(w, h) < shortest or max(w, h) > longest or max(w, h) > LONGEST * min(w, h):
            continue
        yield Frame(x, y, w, h, math.radians(degrees))


def _bears_letters(mask: NDArray[np.uint8], frame: Frame) -> bool:
    upright = _cut(mask, frame)
    edge = max(2, round(0.07 * min(upright.shape)))
    sides = (upright[:edge].max(axis=0), upright[-edge:].max(axis=0))
    flanks = (upright[:, :edge].max(axis=1), upright[:, -edge:].max(axis=1))
    if min(float(side.mean()) for side in (*sides, *flanks)) < FEWEST_SIDES_INKED:
        return False
    inside = upright[edge:-edge, edge:-edge]
    ink = float(inside.mean())
    # Letters cut out of a red field: what is bare inside counts as the letters.
    drawn = min(ink, 1 - ink) if ink > INK_INSIDE[1] else ink
    return INK_INSIDE[0] < drawn and _crossings(inside) > MANY_CROSSINGS


def _crossings(inside: NDArray[np.uint8]) -> float:
    """Mean number of changes between ink and paper, in the busier of the two directions less the calmer one's rules."""
    across = np.abs(np.diff(inside.astype(np.int8), axis=1)).sum(axis=1)
    down = np.abs(np.diff(inside.astype(np.int8), axis=0)).sum(axis=0)
    return float(min(across.mean(), down.mean()))


def _cut(mask: NDArray[np.uint8], frame: Frame) -> NDArray[np.uint8]:
    turn = cv2.getRotationMatrix2D((frame.x, frame.y), math.degrees(frame.turn), 1)
    turn[:, 2] += np.asarray([frame.width / 2 - frame.x, frame.height / 2 - frame.y])
    size = (max(8, round(frame.width)), max(8, round(frame.height)))
    return np.asarray(cv2.warpAffine(mask, turn, size, flags=cv2.INTER_NEAREST), np.uint8)
