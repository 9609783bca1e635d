"""Stamping ink apart from paper, print and light.

In: a page's pixels (blue, green, red). Out: Layers of optical density at a working size, one of what is red, one of
what is dark, each with wide patches told from thin lines.
Elsewhere: rings in a layer (`seal_circle`), whether a ring is a seal (`seal_evidence`).
"""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Plane = NDArray[np.float32]

WORKING_SIDE = 1_200
"""Pixels of the page's longer side for finding seals; A4 then has about four pixels to the millimetre."""
PAPER_WINDOW_SHARE = 0.16
"""Wider than any seal's star, as a share of the longer side: paper is what is brightest within it."""
BLACKEST = 14.0
"""Added to each channel: in near-black pixels the quotient of two channels is only noise."""
PRINT_TINT = 0.12
"""Print is never quite black: this share of its density shows as red on tinted paper."""
FAINTEST_RED, FAINTEST_DARK = 0.03, 0.25
PLAINLY_RED = 0.18
"""Density from which ink is red and not a cast of the paper."""
WIDEST_LINE_SHARE = 0.0125
"""Rings and letters are thinner than this share of the longer side (4 mm of A4), stickers and stains wider."""
SHORTEST_RULE_SHARE = 0.045
LETTER_SHARE = 0.045
"""Dark things smaller than this share of the shorter side (9 mm of A4) are letters, not a piece of a ring."""
PALEST_DARK, ABOVE_GRAIN = 0.06, 4.0
DESK_SHARE, DESK_DENSITY, DESK_EDGE = 0.035, 0.35, 0.012
"""What lies round a photographed page: wider than this share of the longer side and so dark; its edge is this wide."""
_LOGARITHMS = np.log(np.arange(256, dtype=np.float32) + np.float32(BLACKEST))


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """One kind of ink on a page, as natural-log density."""

    lines: Plane
    """Thin ink: rings, letters, rules."""
    patches: Plane
    """Ink too wide for a line."""
    black: Plane
    """Print that may hide the ink."""
    faintest: float
    """The palest density that is ink and not paper."""

    @property
    def short_side(self) -> int:
        """Pixels of the page's shorter side at working size."""
        return int(min(self.lines.shape))


@dataclass(frozen=True, slots=True, eq=False)
class Inks:
    """Densities at working size. `factor`: page pixels per working pixel."""

    red: Plane
    dark: Plane
    grain: float
    """Density that paper, noise and compression alone reach in `red` in every fourth pixel."""
    factor: float
    red_beyond: float = 0.0
    """Share of the picture that is red and was put aside, since it lies about the page or hides its edge."""


def separated(image: Pixels) -> Inks:
    """Red ink and dark ink of a page, evened out against tinted paper, lamp light and shadow."""
    small, factor = _at_working_size(image)
    _, green, red = cv2.split(density(small))
    dark = np.asarray(np.clip(red, 0, 3), np.float32)
    tint = np.clip(green - red - PRINT_TINT * dark, -3, 3)
    desk = _desk(dark)
    page = tint[::7, ::7][~desk[::7, ::7]]
    middle, high = (float(part) for part in np.quantile(page if page.size else tint, (0.5, 0.75)))
    beyond = float((desk & (tint - middle > PLAINLY_RED)).mean())
    tint[desk] = middle
    return Inks(np.asarray(np.clip(tint - middle, 0, 3), np.float32), dark, high - middle, factor, beyond)


def _at_working_size(image: Pixels) -> tuple[Pixels, float]:
    height, width = image.shape[:2]
    factor = max(1.0, max(height, width) / WORKING_SIDE)
    small = image
    if factor >= 2:  # halving is far quicker than any other step, and what follows then has a quarter to do
        small = np.asarray(cv2.resize(image, (width // 2, height // 2), interpolation=cv2.INTER_AREA), np.uint8)
    if factor > 1:
        size = (round(width / factor), round(height / factor))
        small = np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_AREA), np.uint8)
    return small, factor


def red_layer(inks: Inks) -> Layer:
    """Whatever is red; print may hide it."""
    lines, patches = _lines_and_patches(inks.red)
    return Layer(lines, patches, inks.dark, max(FAINTEST_RED, 3 * inks.grain))


def dark_layer(inks: Inks) -> Layer:
    """Whatever is dark, without the rules of tables; nothing hides it."""
    lines, patches = _lines_and_patches(inks.dark)
    length = int(max(lines.shape) * SHORTEST_RULE_SHARE)
    for shape in ((1, length), (length, 1)):
        rules = cv2.morphologyEx(lines, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        lines = np.clip(lines - cv2.dilate(rules, np.ones((3, 3), np.uint8)), 0, 3)
    return Layer(lines, patches, np.zeros_like(lines), FAINTEST_DARK)


def curves(dark: Layer, faintest: float) -> Layer:
    """The dark layer without its letters: what is left is drawn or stamped, or dust grown together."""
    _, labels, boxes, _ = cv2.connectedComponentsWithStats((dark.lines > faintest).astype(np.uint8))
    large = np.maximum(boxes[:, 2], boxes[:, 3]) >= LETTER_SHARE * dark.short_side
    large[0] = False
    return replace(dark, lines=np.where(large[labels], dark.lines, np.float32(0)), faintest=faintest)


def palest_dark(inks: Inks) -> float:
    """The palest density that is a print and not the paper's own grain."""
    middle, high = (float(part) for part in np.quantile(inks.dark[::7, ::7], (0.5, 0.75)))
    return max(PALEST_DARK, ABOVE_GRAIN * (high - middle))


def density(image: Pixels) -> Plane:
    """Natural-log density of each channel against the paper round about; 0 is bare paper."""
    height, width = image.shape[:2]
    tiny = cv2.resize(image, (max(1, width // 8), max(1, height // 8)), interpolation=cv2.INTER_AREA)
    window = max(3, int(max(tiny.shape[:2]) * PAPER_WINDOW_SHARE))
    brightest = cv2.dilate(tiny, np.ones((window, window), np.uint8))
    paper = cv2.LUT(cv2.blur(brightest, (window, window)), _LOGARITHMS)
    return np.asarray(cv2.resize(paper, (width, height)) - cv2.LUT(image, _LOGARITHMS), np.float32)


def _lines_and_patches(plane: Plane) -> tuple[Plane, Plane]:
    width = max(3, int(max(plane.shape) * WIDEST_LINE_SHARE))
    patches = cv2.morphologyEx(plane, cv2.MORPH_OPEN, np.ones((width, width), np.uint8))
    return np.asarray(plane - patches, np.float32), np.asarray(patches, np.float32)


def _desk(dark: Plane) -> NDArray[np.bool_]:
    """The wood or cloth round a photographed page, whose grain and edges are red like ink and in which none is."""
    tiny = cv2.resize(dark, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    width, edge = (max(3, round(share * max(tiny.shape))) for share in (DESK_SHARE, DESK_EDGE))
    solid = cv2.morphologyEx((tiny > DESK_DENSITY).astype(np.uint8), cv2.MORPH_OPEN, np.ones((width, width), np.uint8))
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(solid)
    left, top, right, bottom = boxes[:, 0], boxes[:, 1], boxes[:, 0] + boxes[:, 2], boxes[:, 1] + boxes[:, 3]
    outside = (left == 0) | (top == 0) | (right == tiny.shape[1]) | (bottom == tiny.shape[0])
    outside[0] = False
    grown = cv2.dilate(outside[labels].astype(np.uint8), np.ones((2 * edge + 1, 2 * edge + 1), np.uint8))
    return np.asarray(cv2.resize(grown, dark.shape[::-1], interpolation=cv2.INTER_NEAREST) > 0)
