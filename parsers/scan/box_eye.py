"""Whether a box is ticked, by its picture alone: a second opinion on what its ink says.

In: the page, the boxes of a list, the network for boxes, states by their ink. Out: how likely each is ticked; the
states in which both agree.
Elsewhere: the ink itself (`box_states`), strokes beside words, the network's training (`tests.ticks`).
"""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.box_cell import State
from parsers.scan.box_ring import Ring
from parsers.scan.cell_text import Sheet
from parsers.scan.page import Pixels
from parsers.scan.recogniser import Recogniser, TextBox

SIDE, SPAN, LARGEST = 64, 3.5, 0.7
"""Pixels of a picture; characters that it shows; the scale below which it is smoothed first."""
SURELY = 0.99
"""Chance from which on the network is believed. Of 1,185 boxes that it never saw, each in three pictures, it
was so sure of 99 in 100, and never wrong."""
RATHER = 0.5
FAINTLY, BY_FAR = 1e-5, 5.0
"""Chance from which on a box is hardly one of those it surely sees empty; how much more than of any other box."""
OF_SIZE = 0.92
"""Of the size that a typeface is named by: the height of its Chinese characters."""

Middle = tuple[float, float]


def box_picture(colour: Pixels, middle: Middle, size: float) -> Pixels:
    """The box in the middle, with what stands round it: SIDE × SIDE × 3. `size`: of a character, in pixels."""
    scale = SIDE / (SPAN * size)
    reach = round(SPAN * size)
    left, top = round(middle[0]) - reach, round(middle[1]) - reach
    around = _around(colour, (left, top), 2 * reach)
    smooth = cv2.GaussianBlur(around, (0, 0), 0.4 / scale) if scale < LARGEST else around
    moved = np.array(
        [[scale, 0, SIDE / 2 - (middle[0] - left) * scale], [0, scale, SIDE / 2 - (middle[1] - top) * scale]],
        np.float32,
    )
    return np.asarray(cv2.warpAffine(smooth, moved, (SIDE, SIDE), borderValue=(255, 255, 255)), np.uint8)


def chances_ticked(
    engine: Recogniser, sheet: Sheet, cell: TextBox, rings: Sequence[Ring | None]
) -> tuple[float | None, ...]:
    """For each box of a cell how likely it is ticked; None where no box is seen."""
    middles = [ring and (cell.left + ring.left + ring.side / 2, cell.top + ring.top + ring.side / 2) for ring in rings]
    size = sheet.character / OF_SIZE
    pictures = [box_picture(sheet.colour, middle, size) for middle in middles if middle]
    found = iter(engine.boxes_ticked(as_input(pictures)).tolist() if pictures else ())
    return tuple(next(found) if middle else None for middle in middles)


def with_eye(states: list[State], chances: Sequence[float | None]) -> list[State]:
    """What the ink leaves unclear is what the network surely sees; where it sees the contrary, it is unclear."""
    out = list(states)
    for index, chance in enumerate(chances):
        if chance is not None and (chance >= SURELY or chance <= 1 - SURELY):
            shown: State = "ticked" if chance >= SURELY else "empty"
            out[index] = shown if states[index] in ("unclear", shown) else "unclear"
    return out


def only_one_ticked(chances: Sequence[float | None]) -> int | None:
    """The option that the network surely sees ticked, if it surely sees all others empty."""
    ticked = surely_ticked(chances)
    return ticked[0] if len(ticked) == 1 < len(chances) else None


def likeliest(chances: Sequence[float | None]) -> int | None:
    """The only option that the network surely sees ticked, or else rather than not: where all is in doubt, a person is
    shown this."""
    seen = [0.0 if chance is None else chance for chance in chances]
    for least in (SURELY, RATHER):
        ticked = [index for index, chance in enumerate(seen) if chance > least]
        if ticked:
            return ticked[0] if len(ticked) == 1 else None
    return None


def surely_seen(chances: Sequence[float | None]) -> list[int]:
    """The options that the network surely sees ticked."""
    return [index for index, chance in enumerate(chances) if chance is not None and chance >= SURELY]


def surely_ticked(chances: Sequence[float | None]) -> list[int]:
    """The same, where it surely sees all others empty."""
    ticked = surely_seen(chances)
    empty = [chance for chance in chances if chance is not None and chance <= 1 - SURELY]
    return ticked if len(ticked) + len(empty) == len(chances) else []


def by_far_likeliest(chances: Sequence[float | None]) -> int | None:
    """The option of which the network is far less sure that it is empty than of all others."""
    seen = [0.0 if chance is None else chance for chance in chances]
    first = max(range(len(seen)), key=seen.__getitem__, default=None)
    if first is None or seen[first] < FAINTLY:
        return None
    others = max((chance for index, chance in enumerate(seen) if index != first), default=0.0)
    return first if seen[first] >= BY_FAR * others else None


def as_input(pictures: Sequence[Pixels]) -> NDArray[np.float32]:
    """For the network: count × 3 × SIDE × SIDE, ink 1, paper 0."""
    ink = 255 - np.stack(pictures).astype(np.float32)
    return np.asarray(ink.transpose(0, 3, 1, 2) / 255, np.float32)


def _around(colour: Pixels, corner: tuple[int, int], side: int) -> Pixels:
    """A square of the page, with paper where it ends."""
    height, width = colour.shape[:2]
    left, top = corner
    cut = colour[max(0, top) : max(0, top + side), max(0, left) : max(0, left + side)]
    above, before = max(0, -top), max(0, -left)
    below, behind = max(0, top + side - height), max(0, left + side - width)
    whole = cv2.copyMakeBorder(cut, above, below, before, behind, cv2.BORDER_CONSTANT, value=(255, 255, 255))
    return np.asarray(whole[:side, :side], np.uint8)
