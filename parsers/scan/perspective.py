"""How the rules of a table lean, and the perspective that makes them level and plumb again.

In: masks of level and plumb strokes of one table, in pixels. Out: a 3 × 3 matrix.
Elsewhere: finding the strokes (`parsers.scan.upright`).
All rules of a table say together how the page leans, so that one hidden by a stamp, and one that is the edge of the
paper, does no harm.
"""

from collections.abc import Iterator
from itertools import combinations

import cv2
import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Mask = NDArray[np.bool_]
Lean = tuple[float, float]
"""slope = first + second · position."""

LEAST_LENGTH = 0.04
"""Of the table's longer side: shorter strokes do not tell a slope."""
LEAST_SPREAD = 0.3
"""Share of the table's width (height) over which rules must lie to tell that they converge."""
ENOUGH = 3
CLOSE, BLUR = 0.0015, 0.5
"""By how much the slopes of parallel strokes differ; pixels by which the ends of a stroke are uncertain."""
MOST_TRIED = 24
GREATEST = 0.14
"""Slopes beyond this are no rules of a page that was levelled before."""
LEAST_SHIFT = 1.2
"""Pixels; corners nearer than this to a rectangle's are left alone."""
MOST_SHIFT = 0.15
"""Share of the table's longer side; a table further from a rectangle was not understood."""


def squaring(level: Mask, plumb: Mask, box: tuple[int, int, int, int]) -> Matrix:
    """What makes the table in this box (left, top, right, bottom) a rectangle; the identity where it is one."""
    left, top, right, bottom = box
    across, down = _lean(level.T, (top, bottom)), _lean(plumb, (left, right))
    middle_x, middle_y = (left + right) / 2, (top + bottom) / 2
    verticals = [(down[0] + down[1] * x, x, middle_y) for x in (left, right)]
    levels = [(across[0] + across[1] * y, y, middle_x) for y in (top, bottom)]
    corners = [_crossing(verticals[i], levels[j]) for i, j in ((0, 0), (1, 0), (1, 1), (0, 1))]
    seen = np.array(corners, np.float32)
    square = np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)
    shift = float(np.abs(square - seen).max())
    if shift < LEAST_SHIFT or shift > MOST_SHIFT * max(right - left, bottom - top):
        return np.eye(3)
    return np.asarray(cv2.getPerspectiveTransform(seen, square), np.float64)


def _crossing(vertical: tuple[float, float, float], level: tuple[float, float, float]) -> tuple[float, float]:
    """Of x = x0 + a·(y - y0) and y = y1 + b·(x - x1)."""
    (a, x0, y0), (b, y1, x1) = vertical, level
    y = (y1 + b * (x0 - x1 - a * y0)) / (1 - a * b)
    return x0 + a * (y - y0), y


def _lean(strokes: Mask, ends: tuple[int, int]) -> Lean:
    """How the plumb strokes lean, by where they stand between `ends`."""
    found = np.array(list(_pieces(strokes)), float).reshape(-1, 3)
    if len(found) == 0:
        return 0.0, 0.0
    places, slopes, lengths = found.T
    weights, tolerance = lengths**1.5, CLOSE + BLUR / lengths
    agreeing = max(
        (_near(found, lean, tolerance) for lean in _tried(found, LEAST_SPREAD * (ends[1] - ends[0]))),
        key=lambda near: float(weights[near].sum()),
    )
    return _fitted(places[agreeing], slopes[agreeing], weights[agreeing], ends)


def _tried(found: Matrix, least: float) -> Iterator[Lean]:
    """That all lean like one of the longest strokes; that they converge as two of these do, `least` pixels apart."""
    longest = found[np.argsort(-found[:, 2])[:MOST_TRIED]]
    yield from ((float(slope), 0.0) for _, slope, _ in longest)
    for (place, slope, _), (other_place, other_slope, _) in combinations(longest, 2):
        if abs(other_place - place) >= least:
            second = float((other_slope - slope) / (other_place - place))
            yield float(slope - second * place), second


def _near(found: Matrix, lean: Lean, tolerance: Matrix) -> Mask:
    """The strokes that lean so; that they converge only three and more can tell."""
    near = np.abs(found[:, 1] - lean[0] - lean[1] * found[:, 0]) <= tolerance
    return near if lean[1] == 0 or near.sum() >= ENOUGH else np.zeros_like(near)


def _fitted(places: Matrix, slopes: Matrix, weights: Matrix, ends: tuple[int, int]) -> Lean:
    if len(places) >= ENOUGH and np.ptp(places) >= LEAST_SPREAD * (ends[1] - ends[0]):
        second, first = np.polyfit(places, slopes, 1, w=weights)
        return float(first), float(second)
    return float(np.average(slopes, weights=weights)) if len(slopes) else 0.0, 0.0


def _pieces(strokes: Mask) -> Iterator[tuple[float, float, float]]:
    """Place, slope and length of each stroke that is long enough."""
    down, across = np.flatnonzero(strokes.any(axis=1)), np.flatnonzero(strokes.any(axis=0))
    if len(down) == 0:
        return
    first, drawn = int(across[0]), strokes[down[0] : down[-1] + 1, across[0] : across[-1] + 1]
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(drawn.astype(np.uint8))
    least = max(20.0, LEAST_LENGTH * max(strokes.shape))
    for index in np.flatnonzero(boxes[:, 3] >= least)[:400]:
        left, top, wide, high, _ = (int(value) for value in boxes[index])
        if index == 0 or wide > GREATEST * high + 8:
            continue
        rows, columns = np.nonzero(labels[top : top + high, left : left + wide] == index)
        slope, offset = np.polyfit(rows, columns, 1)
        yield first + left + slope * high / 2 + offset, float(slope), float(high)
