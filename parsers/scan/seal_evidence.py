"""Whether an outline is a seal: an unbroken thin ring, quiet outside, letters along it, a sign in the middle.

In: planes of ink, an Outline. Out: Evidence, and from it a certainty from 0 to 1.
Elsewhere: finding outlines (`seal_circle`), reading the letters (`seal_ring`, `seal_reading`).
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.seal_circle import Outline
from parsers.scan.seal_ink import Plane

ANGLES = 180
SHARES = np.arange(0, 1.26, 0.02)
"""Of the way from the middle (0) to the ring (1) and beyond."""
FAINTEST = 0.07
"""Density of the palest ink that counts."""
BLACK = 0.9
"""Density of print that hides stamping ink under it."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a seal; every value from 0 to 1 but `strength` (a density) and `size` (of the short side)."""

    seen: float
    """Share of the outline that lies on the page and is not hidden by print."""
    ring: float
    """Share of the seen outline that bears ink."""
    thin: float
    """How much fainter the ink is beside the ring than on it."""
    quiet: float
    """Share of the directions without ink just outside."""
    letters: float
    """Share of the directions with ink where letters stand."""
    texture: float
    """Share of the letters' band that is ink: letters fill a part, never all."""
    middle: float
    """Share of the middle disc that is ink."""
    strength: float
    size: float


def evidence(ink: Plane, black: Plane, outline: Outline, short_side: int) -> Evidence:
    """What the ink at and within the outline shows. `black`: print that may hide the ink; may be all zero."""
    polar, hidden, on_page = _polar(ink, outline), _polar(black, outline) > BLACK, _on_page(ink.shape, outline)
    ring = polar[_band(0.955, 1.045)].max(axis=0)
    usable = on_page & ~hidden[_band(0.97, 1.03)].any(axis=0)
    strength = float(np.median(ring[usable & (ring > FAINTEST)])) if (usable & (ring > FAINTEST)).any() else 0.0
    level = max(FAINTEST, 0.35 * strength)
    inked = polar > level
    seen = max(1, int(usable.sum()))
    beside = np.minimum(polar[_band(0.86, 0.90)].mean(axis=0), polar[_band(1.07, 1.12)].mean(axis=0))
    outside = ~inked[_band(1.09, 1.20)].any(axis=0)
    band = inked[_band(0.50, 0.90)]
    return Evidence(
        seen=seen / ANGLES,
        ring=float((ring[usable] > level).sum()) / seen,
        thin=float(np.clip(1 - np.median(beside[usable]) / max(strength, 0.01), 0, 1)) if usable.any() else 0.0,
        quiet=float(outside[usable].mean()) if usable.any() else 0.0,
        letters=float(band[:, on_page].any(axis=0).mean()) if on_page.any() else 0.0,
        texture=float(band[:, on_page].mean()) if on_page.any() else 0.0,
        middle=float(inked[_band(0.0, 0.30)].mean()),
        strength=strength,
        size=2 * outline.radius / short_side,
    )


def _band(low: float, high: float) -> NDArray[np.bool_]:
    return np.asarray((low - 1e-6 <= SHARES) & (high + 1e-6 >= SHARES))


def _rays(outline: Outline) -> tuple[Plane, Plane]:
    angles = np.arange(ANGLES) / ANGLES * 2 * math.pi
    x, y = outline.points(1.0, angles)
    share = SHARES[:, None].astype(np.float32)
    return outline.x + (x - outline.x) * share, outline.y + (y - outline.y) * share


def _polar(plane: Plane, outline: Outline) -> Plane:
    x, y = (part.astype(np.float32) for part in _rays(outline))
    return np.asarray(cv2.remap(plane, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT), np.float32)


def _on_page(shape: tuple[int, ...], outline: Outline) -> NDArray[np.bool_]:
    x, y = outline.points(1.0, np.arange(ANGLES) / ANGLES * 2 * math.pi)
    return np.asarray((x >= 2) & (y >= 2) & (x < shape[1] - 2) & (y < shape[0] - 2))
