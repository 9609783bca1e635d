"""A page made straight: skew and perspective taken out by the ruled lines of its table.

In: a page in colour, skewed up to some degrees, perhaps a photo. Out: the same page with its table's rules level and
plumb, still turned by 0, 90, 180 or 270 degrees (which of these, only reading can tell).
Elsewhere: the rules' grid (`parsers.scan.grid`), the quarter turns (`parsers.scan.reader`).
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.page import Pixels, ink
from parsers.scan.perspective import squaring
from parsers.scan.red_ink import without_red

SMALL_SIDE = 1_500
"""Longest side, in pixels, of the reduced page on which rules are looked for."""
GREATEST_SKEW = 8.0
LEAST_SKEW = 0.04
MANY_CELLS = 4
RUNS_FAR = 0.25

Matrix = NDArray[np.float64]


def straightened(colour: Pixels) -> Pixels:
    """The page with level rules; the same size; unchanged where no rules are found."""
    return warped(colour, straightening(colour))


def straightening(colour: Pixels) -> Matrix:
    """What takes a point (x, y, 1) of the page to its place on the straight page."""
    small, scale = reduced(colour)
    grey = without_red(small)
    angle = _skew(ink(grey, rule_window(grey), 14))
    matrix: Matrix = np.eye(3)
    if abs(angle) > LEAST_SKEW:
        matrix = np.vstack([cv2.getRotationMatrix2D((grey.shape[1] / 2, grey.shape[0] / 2), angle, 1), [0, 0, 1]])
        grey = warped(grey, matrix)
    resize: Matrix = np.diag([scale, scale, 1.0])
    return np.asarray(np.linalg.inv(resize) @ _squared(grey) @ matrix @ resize, np.float64)


def reduced(colour: Pixels) -> tuple[Pixels, float]:
    """The page at most SMALL_SIDE long, its thin dark rules kept dark, and the scale."""
    scale = min(1.0, SMALL_SIDE / max(colour.shape[:2]))
    if scale == 1.0:
        return colour, scale
    thick = round(1 / scale)
    # a rule one pixel wide would fade when averaged; taking the darkest neighbour first keeps it
    dark = cv2.erode(colour, np.ones((thick, thick), np.uint8)) if thick > 1 else colour
    return np.asarray(cv2.resize(dark, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8), scale


def rule_window(grey: Pixels) -> int:
    """How wide a neighbourhood to compare a rule with."""
    return int(max(15, max(grey.shape) // 50))


def rules(bilevel: Pixels) -> tuple[Pixels, Pixels]:
    """Level and plumb strokes too long to be part of a character."""
    length = max(15, max(bilevel.shape) // 45)
    # the edge of the paper on a dark desk is too thick for a rule
    thick = cv2.morphologyEx(bilevel, cv2.MORPH_OPEN, np.ones((9, 9), np.uint8))
    bilevel = np.asarray(cv2.subtract(bilevel, cv2.dilate(thick, np.ones((13, 13), np.uint8))), np.uint8)
    level = cv2.morphologyEx(bilevel, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    plumb = cv2.morphologyEx(bilevel, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    return np.asarray(level, np.uint8), np.asarray(plumb, np.uint8)


def large_enough(width: int, height: int, page: Pixels) -> bool:
    """Whether a ruled thing may be the form's table, upright or on its side."""
    least = min(page.shape[:2])
    return bool(max(width, height) > 0.3 * least and min(width, height) > 0.03 * least)


def turned(colour: Pixels, quarters: int) -> Pixels:
    """Turned clockwise by `quarters` times 90 degrees."""
    codes = (None, cv2.ROTATE_90_CLOCKWISE, cv2.ROTATE_180, cv2.ROTATE_90_COUNTERCLOCKWISE)
    code = codes[quarters % 4]
    return colour if code is None else np.asarray(cv2.rotate(colour, code), np.uint8)


def warped(picture: Pixels, matrix: Matrix) -> Pixels:
    """Each point taken to its place; the picture itself where that is the same."""
    if np.allclose(matrix, np.eye(3)):
        return picture
    size = (picture.shape[1], picture.shape[0])
    moved = cv2.warpPerspective(picture, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(moved, np.uint8)


def _skew(bilevel: Pixels) -> float:
    """Degrees by which long strokes are off level or plumb: their median, weighed by length."""
    short = max(9, max(bilevel.shape) // 125)
    # strokes of text are shorter than this and would only cost time
    level = cv2.morphologyEx(bilevel, cv2.MORPH_OPEN, np.ones((1, short), np.uint8))
    plumb = cv2.morphologyEx(bilevel, cv2.MORPH_OPEN, np.ones((short, 1), np.uint8))
    half = cv2.dilate(cv2.bitwise_or(level, plumb), np.ones((2, 2), np.uint8))[::2, ::2].copy()
    side = max(half.shape)
    found = cv2.HoughLinesP(half, 1, np.pi / 720, side // 10, minLineLength=side // 8, maxLineGap=max(3, side // 250))
    if found is None:
        return 0.0
    across, down = (found.reshape(-1, 4)[:, 2:] - found.reshape(-1, 4)[:, :2]).astype(float).T
    angles = (np.degrees(np.arctan2(down, across)) + 45) % 90 - 45
    near = np.abs(angles) < GREATEST_SKEW
    if not near.any():
        return 0.0
    order = np.argsort(angles[near])
    weights = np.cumsum(np.hypot(across, down)[near][order])
    return float(angles[near][order][np.searchsorted(weights, weights[-1] / 2)])


def _squared(grey: Pixels) -> Matrix:
    """What makes the largest ruled thing a rectangle."""
    level, plumb = rules(ink(grey, rule_window(grey), 14))
    joined = cv2.dilate(level | plumb, np.ones((5, 5), np.uint8))
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(joined)
    if count < 2:
        return np.eye(3)
    largest = sorted(range(1, count), key=lambda index: -int(boxes[index, 2]) * int(boxes[index, 3]))[:3]
    # the edge of the paper or of the scanner's lid may be larger than the table, but it has no cells
    best = _first_with_cells(np.asarray(labels, np.int32), largest)
    if not large_enough(int(boxes[best, 2]), int(boxes[best, 3]), grey):
        return np.eye(3)
    whole = labels == best
    across, down = whole & (level > 0), whole & (plumb > 0)
    rows, columns = _reach(across), _reach(down.T)
    if rows is None or columns is None:
        return np.eye(3)
    return squaring(across, down, (columns[0], rows[0], columns[1], rows[1]))


def _first_with_cells(labels: NDArray[np.int32], things: list[int]) -> int:
    """The first that has many cells; else the one with most."""
    most, best = -1, things[0]
    for index in things:
        cells = _holes(labels == index)
        if cells > most:
            most, best = cells, index
        if cells >= MANY_CELLS:
            break
    return best


def _reach(strokes: NDArray[np.bool_]) -> tuple[int, int] | None:
    """From the first to past the last row in which rules run far; folds and streaks run on beyond these."""
    if not strokes.any():
        return None
    counts = strokes.sum(axis=1).astype(np.float32)[:, None]
    slant = max(3, max(strokes.shape) // 40)
    far = np.flatnonzero(
        cv2.blur(counts, (1, slant))[:, 0] * slant > RUNS_FAR * np.ptp(np.flatnonzero(strokes.any(axis=0)))
    )
    if len(far) == 0:
        return None
    rows = np.flatnonzero(np.asarray(strokes.any(axis=1), bool)[: far[-1] + 1])
    return int(rows[rows >= far[0]][0]), int(rows[-1]) + 1


def _holes(mask: NDArray[np.bool_]) -> int:
    """How many patches of paper it encloses."""
    _, _, patches, _ = cv2.connectedComponentsWithStats((~mask).astype(np.uint8), connectivity=4)
    return int((patches[1:, 4] > mask.size // 5_000).sum())
