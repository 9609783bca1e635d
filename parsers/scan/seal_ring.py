"""The ring of letters, unrolled into a straight strip that reads from left to right.

In: Views of a seal. Out: a Strip (where on the ring the name stands) and pictures of it, dark on light.
Elsewhere: which way up the seal stands (`seal_upright`), reading the pictures (`seal_reading`).
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.seal_circle import Outline
from parsers.scan.seal_ink import Pixels, Plane

Flags = NDArray[np.bool_]

OUTERMOST, INNERMOST = -0.04, 0.56
"""Depths within the outline, in radii, between which the strip is unrolled."""
LETTERS_AT = 0.22
"""Depth at which the strip is as long as the ring is there: the middle of the letters."""
RULE_COVERAGE = 0.72
"""Share of the way round that a ring is inked and no row of letters is."""
OUTER_RULES, INNER_RULES = 0.17, 0.22
NUMBER_ENDS = 0.13
"""Depth below the ring to which the small number at the bottom reaches."""
LETTERS_SEEN_TO = 0.23
"""Depth below the ring within which every letter has ink and a straight line under the star has none."""
LETTERS_HEIGHT = (0.13, 0.42)
LINE_HEIGHT = 48
"""Rows that the reader of lines wants."""


@dataclass(frozen=True, slots=True, eq=False)
class Unrolled:
    """A ring unrolled clockwise from the bottom of the picture. Rows: outer to inner, one pixel each."""

    ink: Flags
    radius: float
    first: int
    """First row below the outer ring."""
    last: int
    """Row of the inner ring, or one past the end."""

    @property
    def length(self) -> int:
        """Columns."""
        return int(self.ink.shape[1])

    def letters(self) -> Flags:
        """Columns with ink below where a number would stand."""
        top, bottom = self.first + int(NUMBER_ENDS * self.radius), self.first + int(LETTERS_SEEN_TO * self.radius)
        return np.asarray(self.ink[top : min(bottom, self.last)].sum(axis=0) >= max(2, 0.02 * self.radius))


@dataclass(frozen=True, slots=True)
class Strip:
    """Where the name stands: rows, columns after rolling by `start`."""

    start: int
    top: int
    bottom: int
    left: int
    right: int
    gaps: tuple[tuple[int, int], ...]
    """Columns, from the left, that hold nothing: room between letters that can be shortened."""


def unrolled(plane: Plane, outline: Outline) -> Plane:
    """The plane along the outline, from the picture's bottom clockwise; rows go inwards, one pixel each."""
    depths = np.arange(OUTERMOST, INNERMOST, 1 / outline.radius)
    x, y, nx, ny = _steps(outline)
    inwards = (depths * outline.radius)[:, None]
    return np.asarray(
        cv2.remap(plane, (x - inwards * nx).astype(np.float32), (y - inwards * ny).astype(np.float32), cv2.INTER_CUBIC),
        np.float32,
    )


def structure(plane: Plane, outline: Outline) -> Unrolled:
    """What on the unrolled ring is ink, and between which rows letters stand."""
    flat = cv2.GaussianBlur(unrolled(plane, outline), (0, 0), max(0.6, outline.radius / 160))
    ink = np.asarray(flat > max(0.08, 0.2 * float(np.quantile(flat, 0.97))))
    coverage = ink.mean(axis=1)
    depths = OUTERMOST + np.arange(len(coverage)) / outline.radius
    rules = coverage > RULE_COVERAGE
    outer = np.flatnonzero(rules & (depths < OUTER_RULES))
    first = int(outer[-1]) + 1 if outer.size else int((0.05 - OUTERMOST) * outline.radius)
    foot = first + int(0.045 * outline.radius)
    while first < foot and 0.02 < coverage[first] < coverage[first - 1]:
        first += 1
    inner = np.flatnonzero(rules & (depths > INNER_RULES))
    return Unrolled(ink, outline.radius, first, int(inner[0]) - 2 if inner.size else len(coverage))


def name_strip(ring: Unrolled, down: int) -> Strip | None:
    """The letters' rows and columns, the bottom of the seal (column `down`) being the cut."""
    ink = np.roll(ring.ink, -down, axis=1)
    bottom = _foot(ink, ring)
    height = bottom - ring.first
    body = ink[ring.first + int(0.42 * height) : bottom]
    runs = _runs(body.sum(axis=0) >= max(1, 0.04 * height), max(2, int(0.1 * height)))
    runs = _without_specks(runs, body, height)
    if not runs:
        return None
    anything = np.asarray(ink[ring.first : bottom].any(axis=0))
    left, right = _widened(anything, (runs[0][0], runs[-1][1]), height)
    empty = _runs(~anything[left : right + 1], 1)
    gaps = tuple((a, b) for a, b in empty if b - a > 0.35 * height)
    return Strip(down, ring.first, bottom, left, right, gaps)


def picture(flat: Plane, strip: Strip) -> Pixels:
    """The name as a line of print: dark on light, wide gaps shortened."""
    height = strip.bottom - strip.top
    letters = np.roll(flat, -strip.start, axis=1)[
        max(0, strip.top - 1) : strip.bottom + 2, strip.left : strip.right + 1
    ]
    keep = np.ones(letters.shape[1], bool)
    for a, b in strip.gaps:
        keep[a + int(0.18 * height) : b - int(0.17 * height) + 1] = False
    margin = max(3, int(0.14 * height))
    clear = np.clip((letters[:, keep] - 0.12) / 0.8, 0, 1)
    framed = cv2.copyMakeBorder(clear, margin, margin, 2 * margin, 2 * margin, cv2.BORDER_CONSTANT, value=0)
    factor = LINE_HEIGHT / framed.shape[0]
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    sized = cv2.resize(framed, None, fx=factor, fy=factor, interpolation=how)
    return np.asarray(cv2.cvtColor(np.clip(255 - 255 * sized, 0, 255).astype(np.uint8), cv2.COLOR_GRAY2BGR), np.uint8)


def _steps(outline: Outline) -> tuple[Plane, Plane, Plane, Plane]:
    """Points of the outline and its outward normals, one for each pixel of the letters' line."""
    t = np.arange(1_440) / 1_440 * 2 * math.pi
    x, y, nx, ny = _boundary(outline, t)
    depth = LETTERS_AT * outline.radius
    mx, my = x - depth * nx, y - depth * ny
    way = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(mx, append=mx[0]), np.diff(my, append=my[0])))])
    even = np.interp(np.arange(int(way[-1])), way, np.append(t, 2 * math.pi))
    whole = _boundary(outline, even)
    lowest = int(np.argmax(whole[3]))
    rolled = [np.roll(part, -lowest).astype(np.float32) for part in whole]
    return rolled[0], rolled[1], rolled[2], rolled[3]


def _boundary(outline: Outline, t: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
    cos, sin = math.cos(outline.turn), math.sin(outline.turn)
    u, v = outline.half_width * np.cos(t), outline.half_height * np.sin(t)
    nu, nv = np.cos(t) / outline.half_width, np.sin(t) / outline.half_height
    length = np.hypot(nu, nv)
    nu, nv = nu / length, nv / length
    return outline.x + u * cos - v * sin, outline.y + u * sin + v * cos, nu * cos - nv * sin, nu * sin + nv * cos


def _foot(ink: Flags, ring: Unrolled) -> int:
    """The row where the letters end: ink gets rare."""
    share = ink[:, int(ring.length * 0.2) : int(ring.length * 0.8)].mean(axis=1)
    step = max(2, int(0.015 * ring.radius))
    typical = share[ring.first + int(0.05 * ring.radius) : ring.first + int(0.18 * ring.radius)]
    least, most = (ring.first + int(part * ring.radius) for part in LETTERS_HEIGHT)
    row, rare = least, 0.1 * (float(typical.max()) if typical.size else 0.1)
    while row < min(ring.last, most, len(share) - step) and share[row : row + step].mean() > rare:
        row += 1
    return row


def _runs(flags: Flags, bridge: int) -> list[tuple[int, int]]:
    """First and last index of each stretch that is set; holes up to `bridge` do not part it."""
    at = np.flatnonzero(flags)
    if not at.size:
        return []
    pieces = np.split(at, np.flatnonzero(np.diff(at) > bridge) + 1)
    return [(int(piece[0]), int(piece[-1])) for piece in pieces]


def _without_specks(runs: list[tuple[int, int]], body: Flags, height: int) -> list[tuple[int, int]]:
    """Drops dust at both ends: far less ink than a letter, and apart from the letters."""
    ink = [int(body[:, a : b + 1].sum()) for a, b in runs]
    least = 0.12 * float(np.median(ink)) if ink else 0.0
    while len(runs) > 2 and ink[0] < least and runs[1][0] - runs[0][1] > 0.4 * height:
        runs, ink = runs[1:], ink[1:]
    while len(runs) > 2 and ink[-1] < least and runs[-1][0] - runs[-2][1] > 0.4 * height:
        runs, ink = runs[:-1], ink[:-1]
    return runs


def _widened(anything: Flags, ends: tuple[int, int], height: int) -> tuple[int, int]:
    """The ends moved outwards over what belongs to the same letters."""
    left, right = ends
    gap, most = max(2, int(0.04 * height)), int(0.3 * height)
    while left > max(0, ends[0] - most) and anything[max(0, left - gap) : left].any():
        left -= 1
    while right < min(len(anything) - 1, ends[1] + most) and anything[right + 1 : right + 1 + gap].any():
        right += 1
    return left, right
