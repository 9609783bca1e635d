"""Round and oval outlines in a plane of ink.

In: a Layer of ink. Out: Outlines (ellipses), not yet judged.
Elsewhere: making the layer (`seal_ink`), judging whether an outline is a seal's ring (`seal_evidence`).
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.seal_ink import Layer, Plane

Points = NDArray[np.float32]
"""n × 2: x, y."""

RADIUS_SHARES = (0.045, 0.24)
"""Smallest and largest radius of a seal as shares of the page's shorter side (A4: 19 to 100 mm across)."""
EDGE_SHARE = 0.5
"""Steepness (density per pixel) of an edge of ink, by the density of the palest ink."""
MOST_EDGES = 8_000
TOPS = 5
SAMPLES, REFITS = 30, 3
BINS = 120
"""Directions from the middle in which an outline is looked for."""
FLATTEST = 0.55
"""Shorter axis by longer axis; ovals of offices are 45 by 30 mm."""


@dataclass(frozen=True, slots=True)
class Outline:
    """An ellipse. Half axes in pixels of the plane, `turn` in radians of the first axis."""

    x: float
    y: float
    half_width: float
    half_height: float
    turn: float = 0.0

    @property
    def radius(self) -> float:
        """Of the circle of equal area."""
        return math.sqrt(self.half_width * self.half_height)

    @property
    def flatness(self) -> float:
        """1 for a circle."""
        return min(self.half_width, self.half_height) / max(self.half_width, self.half_height)

    def points(self, share: float | NDArray[np.float64], angles: NDArray[np.float64]) -> tuple[Plane, Plane]:
        """x and y of the points at `share` of the way to the outline, in the directions `angles` of the picture; of
        a column of shares, a row each."""
        local = angles - self.turn
        # The parameter of an ellipse is not the direction; converting keeps the letters' directions true.
        t = np.arctan2(np.sin(local) / self.half_height, np.cos(local) / self.half_width)
        u, v = self.half_width * share * np.cos(t), self.half_height * share * np.sin(t)
        x = self.x + u * math.cos(self.turn) - v * math.sin(self.turn)
        y = self.y + u * math.sin(self.turn) + v * math.cos(self.turn)
        return x.astype(np.float32), y.astype(np.float32)

    def scaled(self, factor: float) -> "Outline":
        """The same outline on a picture `factor` times as large."""
        return Outline(self.x * factor, self.y * factor, self.half_width * factor, self.half_height * factor, self.turn)


def outlines(layer: Layer) -> tuple[Outline, ...]:
    """Every round or oval shape that the ink might form; rather too many than too few."""
    smallest, largest = (share * layer.short_side for share in RADIUS_SHARES)
    rough = [*_circles_by_votes(layer, (smallest, largest)), *_blobs(layer, (smallest, largest))]
    fitted = [fit for guess in rough if (fit := _fitted(layer, guess, 0.22)) is not None]
    closer = [_fitted(layer, guess, 0.12) or guess for guess in _distinct(fitted)]
    refined = [_fitted(layer, guess, 0.06) or guess for guess in _distinct(closer)]
    return tuple(one for one in _distinct(refined) if smallest <= one.radius <= largest)


def _distinct(guesses: list[Outline]) -> list[Outline]:
    kept: list[Outline] = []
    for one in guesses:
        if not any(_alike(one, other) for other in kept):
            kept.append(one)
    return kept


def _alike(one: Outline, other: Outline) -> bool:
    far = math.hypot(one.x - other.x, one.y - other.y)
    return far < 0.12 * other.radius and abs(one.radius - other.radius) < 0.12 * other.radius


def _circles_by_votes(layer: Layer, radii: tuple[float, float]) -> list[Outline]:
    """Every edge of ink votes for the middles of the circles it may lie on (Hough, along the gradient)."""
    x, y, dx, dy = _edges(layer)
    if len(x) < 30:
        return []
    steps = np.arange(radii[0], radii[1], 2.5, dtype=np.float32)
    reach = np.concatenate([steps, -steps])
    rows, columns = (side // 2 + 1 for side in layer.lines.shape)
    cx = ((x[:, None] + dx[:, None] * reach) / 2).astype(np.int32)
    cy = ((y[:, None] + dy[:, None] * reach) / 2).astype(np.int32)
    # A ring may be cut by the page's edge: its middle may lie just outside, but not be counted there.
    inside = (cx >= 0) & (cy >= 0) & (cx < columns) & (cy < rows)
    votes = np.bincount(cy[inside] * columns + cx[inside], minlength=rows * columns).reshape(rows, columns)
    return _tops(votes.astype(np.float32), (x, y, dx, dy), radii)


def _edges(layer: Layer) -> tuple[Plane, Plane, Plane, Plane]:
    smooth = cv2.GaussianBlur(layer.lines, (0, 0), 1.0)
    gx, gy = cv2.Sobel(smooth, cv2.CV_32F, 1, 0, scale=0.25), cv2.Sobel(smooth, cv2.CV_32F, 0, 1, scale=0.25)
    size = cv2.magnitude(gx, gy)
    y, x = np.nonzero(size > EDGE_SHARE * layer.faintest)
    if len(x) > MOST_EDGES:
        pick = np.linspace(0, len(x) - 1, MOST_EDGES).astype(np.int64)
        y, x = y[pick], x[pick]
    dx, dy = (np.asarray(part[y, x] / size[y, x], np.float32) for part in (gx, gy))
    return x.astype(np.float32), y.astype(np.float32), dx, dy


def _tops(votes: Plane, edges: tuple[Plane, Plane, Plane, Plane], radii: tuple[float, float]) -> list[Outline]:
    x, y, dx, dy = edges
    heat = cv2.GaussianBlur(votes, (0, 0), 1.5)
    found: list[Outline] = []
    for _ in range(TOPS):
        row, column = np.unravel_index(int(heat.argmax()), heat.shape)
        cx, cy = float(column) * 2 + 1, float(row) * 2 + 1
        far = np.hypot(x - cx, y - cy)
        straight = np.abs((x - cx) * dx + (y - cy) * dy) > 0.93 * far
        at = far[straight & (far > radii[0]) & (far < radii[1])]
        if len(at) < 20:
            break
        # Edges per length of arc, else letters of a large page outweigh a small ring.
        counts = np.bincount(at.astype(np.int64), minlength=int(radii[1]) + 2).astype(np.float32)
        smooth = np.convolve(counts, np.ones(5), "same") / np.maximum(1, np.arange(len(counts)))
        found += [Outline(cx, cy, radius, radius) for radius in _two_best(smooth, radii[0])]
        cv2.circle(heat, (int(column), int(row)), int(radii[0] / 3), 0.0, -1)
    return found


def _two_best(strength: NDArray[np.float64], smallest: float) -> list[float]:
    """A seal's letters make rings as well, inside its outer ring: the outermost strong ring counts too."""
    best = int(strength.argmax())
    strong = np.flatnonzero(strength > 0.55 * strength[best])
    return [float(best)] if strong[-1] - best < 6 else [float(best), float(max(strong[-1], smallest))]


def _blobs(layer: Layer, radii: tuple[float, float]) -> list[Outline]:
    """Connected ink about as high as wide: for ovals, whose normals do not meet in one point."""
    mask = (layer.lines > layer.faintest).astype(np.uint8)
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    contours, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    boxes = sorted((cv2.minAreaRect(one) for one in contours), key=lambda box: -box[1][0] * box[1][1])
    found = []
    for (x, y), (w, h), degrees in boxes[:TOPS]:
        if min(w, h) > 1.4 * radii[0] and max(w, h) < 2.4 * radii[1] and min(w, h) > FLATTEST * max(w, h):
            found.append(Outline(x, y, w / 2, h / 2, math.radians(degrees)))
    return found


def _fitted(layer: Layer, guess: Outline, slack: float) -> Outline | None:
    """The ellipse through the outermost ink near the guess, or None where there is no such line."""
    points = _outermost(layer, guess, slack)
    if len(points) < BINS // 4:
        return None
    tolerance = max(1.0, 0.015 * guess.radius)
    best = max(_samples(points), key=lambda one: int(_near(one, points, tolerance).sum()), default=None)
    for _ in range(REFITS):
        if best is None or (near := _near(best, points, tolerance)).sum() < BINS // 4:
            return None
        best = _ellipse(points[near])
    return best


def _samples(points: Points) -> list[Outline]:
    """Ellipses through some points each (RANSAC): letters and print beside the ring must not pull it."""
    rng = np.random.default_rng(len(points))
    picks = [np.arange(len(points)), *(rng.choice(len(points), 7, replace=False) for _ in range(SAMPLES))]
    return [one for some in picks if (one := _ellipse(points[some])) is not None]


def _near(outline: Outline, points: Points, tolerance: float) -> NDArray[np.bool_]:
    return _distance(outline, points) < tolerance


def _outermost(layer: Layer, guess: Outline, slack: float) -> Points:
    angles = np.arange(BINS) / BINS * 2 * math.pi
    shares = np.arange(1 + slack, 1 - slack, -1 / max(20.0, guess.radius))
    x, y = guess.points(shares[:, None], angles)
    seen = cv2.remap(layer.lines, x, y, cv2.INTER_LINEAR)
    inner = np.minimum(np.arange(len(shares)) + 1, len(shares) - 1)
    # The crest of the line, not its outer foot: a blurred line keeps its middle.
    crest = (seen > np.maximum(layer.faintest, 0.3 * seen.max(axis=0))) & (seen >= seen[inner])
    has = crest.any(axis=0)
    first = crest.argmax(axis=0)[has]
    return np.stack([x[first, has.nonzero()[0]], y[first, has.nonzero()[0]]], axis=1)


def _ellipse(points: Points) -> Outline | None:
    (x, y), (w, h), degrees = cv2.fitEllipseDirect(points)
    if not all(map(math.isfinite, (x, y, w, h))) or min(w, h) < FLATTEST * max(w, h) or min(w, h) <= 0:
        return None
    return Outline(x, y, w / 2, h / 2, math.radians(degrees))


def _distance(outline: Outline, points: Points) -> NDArray[np.float64]:
    dx, dy = points[:, 0] - outline.x, points[:, 1] - outline.y
    u = dx * math.cos(outline.turn) + dy * math.sin(outline.turn)
    v = dy * math.cos(outline.turn) - dx * math.sin(outline.turn)
    off = np.abs(np.hypot(u / outline.half_width, v / outline.half_height) - 1) * outline.radius
    return np.asarray(off, np.float64)
