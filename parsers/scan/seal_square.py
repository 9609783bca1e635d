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

from parsers.scan.seal_ink import Layer, Plane

PERHAPS = 0.5
SIDE_SHARES = (0.045, 0.36)
"""Shortest and longest side, as shares of the page's shorter side (A4: 9 to 76 mm)."""
LONGEST, SQUARE = 3.6, 1.3
"""Longer side by shorter side: of any stamp, of a chop."""
LEVEL = 0.45
"""Of the strongest ink: what is ink and not the blur beside it."""
FEWEST_INKED, BARE = 0.75, 0.25
"""Share of each side that is one rule; share of the line beside it that may be ink."""
MOST_INK, FEWEST_LETTERS = 0.6, 0.04
"""Share of the inside: above, it is a red field; at least so much of it are letters."""
MANY_CROSSINGS = 1.0
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
    ink = np.asarray(layer.lines + layer.patches, np.float32)
    mask = (ink > layer.faintest).astype(np.uint8)
    return tuple(frame for frame in _rectangles(mask) if _bears_letters(_cut(ink, frame)))


def _rectangles(mask: NDArray[np.uint8]) -> Iterator[Frame]:
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    contours, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    shortest, longest = (share * min(mask.shape) for share in SIDE_SHARES)
    for contour in contours:
        (x, y), (w, h), degrees = cv2.minAreaRect(contour)
        if min(w, h) < shortest or max(w, h) > longest or max(w, h) > LONGEST * min(w, h):
            continue
        yield Frame(x, y, w, h, math.radians(degrees))


def _bears_letters(ink: Plane) -> bool:
    """Whether four rules enclose letters with a margin, or a red field has letters cut out of it."""
    mask = (ink > LEVEL * float(np.quantile(ink, 0.97))).astype(np.uint8)
    edge = max(4, round(0.12 * min(mask.shape)))
    inside = mask[edge:-edge, edge:-edge]
    field = float(inside.mean()) > MOST_INK
    letters = 1 - inside if field else inside
    sides = (mask[:edge], mask[-edge:][::-1], mask[:, :edge].T, mask[:, -edge:].T[::-1])
    enclosed = all(_longest_rule(side) > FEWEST_INKED and (field or _margin(side)) for side in sides)
    return enclosed and float(letters.mean()) > FEWEST_LETTERS and _crossings(inside) > MANY_CROSSINGS


def _longest_rule(side: NDArray[np.uint8]) -> float:
    """Share of the side's length that its best inked row covers; rows near it count, for rules lean and fade."""
    return float(cv2.dilate(side, np.ones((3, 1), np.uint8)).mean(axis=1).max())


def _margin(side: NDArray[np.uint8]) -> bool:
    """Whether the rule is followed by bare paper, as no line of words is."""
    rows = side.mean(axis=1)
    return float(rows[int(rows.argmax()) :].min()) < BARE


def _crossings(inside: NDArray[np.uint8]) -> float:
    """Mean number of changes between ink and paper along a row or a column, whichever has fewer."""
    across = np.abs(np.diff(inside.astype(np.int8), axis=1)).sum(axis=1)
    down = np.abs(np.diff(inside.astype(np.int8), axis=0)).sum(axis=0)
    return float(min(across.mean(), down.mean()))


def _cut(ink: Plane, frame: Frame) -> Plane:
    turn = cv2.getRotationMatrix2D((frame.x, frame.y), math.degrees(frame.turn), 1)
    turn[:, 2] += np.asarray([frame.width / 2 - frame.x, frame.height / 2 - frame.y])
    size = (max(12, round(frame.width)), max(12, round(frame.height)))
    return np.asarray(cv2.warpAffine(ink, turn, size, flags=cv2.INTER_LINEAR), np.float32)
