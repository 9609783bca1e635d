"""Which way up a seal stands, and the straight line of letters below its star.

In: Views of a seal, its unrolled ring. Out: the column of the ring at the seal's bottom; the views without that line.
Elsewhere: unrolling (`seal_ring`).
"""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.seal_circle import Outline
from parsers.scan.seal_ink import Plane
from parsers.scan.seal_ring import Unrolled
from parsers.scan.seal_views import Views

STAR = (0.08, 0.42)
"""Radii between which a star's points lie."""
FIVEFOLD = 0.25
"""Of 1: how much the ink in the middle repeats five times round; a star has 0.5 and more."""
BOTTOM_HALF_WIDTH = 0.06
"""Half the room at the bottom between a name's end and its beginning, as a share of the way round."""
UPRIGHT, ROOM, MOST_ROOM = 0.5, 1.5, 0.4
"""What a whole turn away from upright and a whole turn of room between letters weigh against ink at the bottom."""
LINE_BETWEEN, LINE_HALF_WIDTH = (0.38, 0.70), 0.50
LEAST_LINE_INK = 0.08
LETTER_GAP = 0.15
INK = 0.3


def bottom(views: Views, ring: Unrolled) -> int:
    """The column of the unrolled ring that is the seal's bottom: where the name does not stand."""
    letters = ring.letters()
    length = ring.length
    guesses = _star_bottoms(views, length) or [_middle_of_widest_gap(letters)]
    reach = np.arange(-int(BOTTOM_HALF_WIDTH * length), int(BOTTOM_HALF_WIDTH * length) + 1)

    def unlikely(column: float) -> float:
        # Most seals are stamped nearly upright, so of two equally bare places the lower one is the bottom.
        turned = min(column, length - column) / length
        room = min(MOST_ROOM, _room(letters, int(column)) / length)
        return float(letters[(int(column) + reach) % length].mean()) + UPRIGHT * turned - ROOM * room

    return int(min(guesses, key=unlikely)) % length


def _room(letters: NDArray[np.bool_], column: int) -> int:
    """Columns without letters about this one."""
    turned = np.roll(letters, -column)
    if not turned.any():
        return len(letters)
    return int(turned.argmax()) + int(turned[::-1].argmax())


def without_lower_line(views: Views, ring: Unrolled, down: int) -> Views:
    """The views without the straight line below the star, whose ends come near the ring's letters."""
    angle = math.pi / 2 + 2 * math.pi * down / ring.length
    corners = _lower_line(views.by_colour, views.outline, angle, _inner_edge(ring))
    if corners is None:
        return views
    erased = []
    for plane in (views.by_colour, views.by_darkness):
        bare = plane.copy()
        cv2.fillPoly(bare, [corners], 0.0)
        erased.append(bare)
    return Views(erased[0], erased[1], views.outline)


def _inner_edge(ring: Unrolled) -> float:
    """How far from the middle a line may stand, in radii: within an inner ring where there is one."""
    return 0.68 if ring.last >= len(ring.ink) else 0.96 - ring.last / ring.radius


def _star_bottoms(views: Views, length: int) -> list[float]:
    """Columns opposite the five points of a star; empty where there is no star."""
    outline = views.outline
    y, x = np.mgrid[0 : views.by_colour.shape[0], 0 : views.by_colour.shape[1]].astype(np.float32)
    far = np.hypot(x - outline.x, y - outline.y) / outline.radius
    weight = views.by_colour * far * ((far > STAR[0]) & (far < STAR[1]))
    turns = np.arctan2(y - outline.y, x - outline.x)
    total = float(weight.sum()) + 1e-6
    real, imaginary = float((weight * np.cos(5 * turns)).sum()), float((weight * np.sin(5 * turns)).sum())
    if math.hypot(real, imaginary) / total < FIVEFOLD:
        return []
    point = math.atan2(imaginary, real) / 5
    bottoms = [point + math.pi + 2 * math.pi * k / 5 for k in range(5)]
    return [((angle - math.pi / 2) / (2 * math.pi) * length) % length for angle in bottoms]


def _middle_of_widest_gap(letters: NDArray[np.bool_]) -> float:
    at = np.flatnonzero(letters)
    if not at.size:
        return 0.0
    widths = np.diff(at, append=at[0] + len(letters))
    widest = int(widths.argmax())
    return float((at[widest] + widths[widest] / 2) % len(letters))


def _lower_line(plane: Plane, outline: Outline, angle: float, most: float) -> NDArray[np.int32] | None:
    """Corners of the line of letters, or None where there is none."""
    u = np.arange(-LINE_HALF_WIDTH, LINE_HALF_WIDTH, 0.01, dtype=np.float32)
    v = np.arange(*LINE_BETWEEN, 0.01, dtype=np.float32)
    across, down = np.meshgrid(u, v)
    ink = cv2.remap(plane, *_placed(outline, angle, across, down), cv2.INTER_LINEAR) > INK
    core = (np.abs(across) < 0.3) & (np.hypot(across, down) < most)
    if core.sum() < 100 or (ink & core).sum() < LEAST_LINE_INK * core.sum():
        return None
    rows = np.flatnonzero((ink & core).any(axis=1))
    top, foot = float(v[rows[0]]) - 0.015, float(v[rows[-1]]) + 0.02
    line = np.asarray((ink & (down >= top) & (down <= foot)).any(axis=0))
    left, right = _reach(line[: len(u) // 2][::-1]), _reach(line[len(u) // 2 :])
    box = np.asarray([[-left, top], [right, top], [right, foot], [-left, foot]], np.float32)
    x, y = _placed(outline, angle, box[:, 0], box[:, 1])
    return np.stack([x, y], axis=1).round().astype(np.int32)


def _reach(inked: NDArray[np.bool_]) -> float:
    """How far the letters go on from the middle before a wide gap, in radii."""
    at = np.flatnonzero(inked)
    end = 0
    for column in at:
        if column - end > LETTER_GAP * 100:
            break
        end = int(column)
    return end / 100 + 0.015


def _placed(outline: Outline, angle: float, across: Plane, down: Plane) -> tuple[Plane, Plane]:
    """Places in the picture of places in the seal, whose bottom lies in direction `angle`."""
    dx, dy = math.cos(angle), math.sin(angle)
    x = outline.x + outline.radius * (across * dy + down * dx)
    y = outline.y + outline.radius * (-across * dx + down * dy)
    return x.astype(np.float32), y.astype(np.float32)
