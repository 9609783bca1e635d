"""Whether an outline is a seal: an unbroken thin ring, quiet outside, letters along it, a sign in the middle.

In: a Layer of ink, an Outline. Out: Evidence, and from it a certainty from 0 to 1.
Elsewhere: finding outlines (`seal_circle`), reading the letters (`seal_ring`, `seal_reading`).
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.seal_circle import Outline
from parsers.scan.seal_ink import Layer, Plane

ANGLES = 180
SHARES = np.arange(0, 1.26, 0.0125)
"""Of the way from the middle (0) to the ring (1) and beyond."""
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
    wobble: float
    """How far the line strays from the ellipse, as a share of the radius: a machine's is true, a hand's is not."""
    quiet: float
    """Share of the directions without ink just outside."""
    letters: float
    """Share of the directions with ink where letters stand, well within a broad ring."""
    texture: float
    """Share of the letters' band that is ink: letters fill a part, never all."""
    middle: float
    """Share of the middle disc that is ink."""
    solid: float
    """Share of the whole disc that is too wide for lines: a seal has its star, a sticker is all solid."""
    flatness: float
    strength: float
    size: float


def evidence(layer: Layer, outline: Outline) -> Evidence:
    """What the ink at and within the outline shows."""
    polar, patches = _polar(layer.lines, outline), _polar(layer.patches, outline)
    on_page = _on_page(layer.lines.shape, outline)
    usable = on_page & ~(_polar(layer.black, outline)[_band(0.97, 1.03)] > BLACK).any(axis=0)
    ring = polar[_band(0.955, 1.045)].max(axis=0)
    strength = _median(ring[usable & (ring > layer.faintest)])
    level, pale = max(layer.faintest, 0.22 * strength), max(0.8 * layer.faintest, 0.15 * strength)
    beside = np.minimum(polar[_band(0.86, 0.90)].mean(axis=0), polar[_band(1.07, 1.12)].mean(axis=0))
    band = polar[_band(0.50, 0.90)][:, on_page] > pale
    disc = _band(0.0, 0.9)
    return Evidence(
        seen=float(usable.mean()),
        ring=_mean(ring[usable] > level),
        thin=float(np.clip(1 - _median(beside[usable]) / max(strength, 0.01), 0, 1)),
        wobble=_wobble(polar, usable & (ring > level)),
        quiet=_mean(~np.asarray((polar[_band(1.09, 1.20)][:, usable] > level).any(axis=0))),
        letters=_mean(np.asarray((polar[_band(0.50, 0.80)][:, on_page] > pale).any(axis=0))),
        texture=_mean(band),
        middle=_mean((polar + patches)[_band(0.0, 0.30)] > level),
        solid=float(np.average((patches[disc] > level).mean(axis=1), weights=SHARES[disc])),
        flatness=outline.flatness,
        strength=strength,
        size=2 * outline.radius / layer.short_side,
    )


def _mean(flags: NDArray[np.bool_]) -> float:
    return float(flags.mean()) if flags.size else 0.0


def _median(values: Plane) -> float:
    return float(np.median(values)) if values.size else 0.0


def _wobble(polar: Plane, inked: NDArray[np.bool_]) -> float:
    if not inked.any():
        return 1.0
    # The crest of a broad rule is anywhere within it; across, its middle is the crest.
    near, smooth = _band(0.93, 1.07), cv2.blur(polar, (1, 5))
    crest = SHARES[near][smooth[near][:, inked].argmax(axis=0)]
    return float(np.mean(np.abs(crest - np.median(crest))))


def certainty(shown: Evidence) -> float:
    """How certain the evidence makes a seal, 0 to 1. Less than 0.2: a seal is out of the question."""
    whole = _rise(shown.ring, 0.8, 0.95)
    true = 1 - _rise(shown.wobble, 0.006 + 0.006 * whole, 0.012 + 0.012 * whole)
    # Half a print is enough where the arc is true and there are letters and a star within it.
    half = true * _rise(shown.letters, 0.1, 0.2) * _rise(shown.middle, 0.03, 0.1)
    ring = _rise(shown.ring, 0.58 - 0.28 * true - 0.05 * half, 0.85 - 0.3 * true - 0.1 * half)
    ring *= _rise(shown.thin, 0.4, 0.8)
    free = _rise(shown.quiet, 0.5, 0.75) * _rise(shown.seen, 0.2, 0.42)
    letters, middle = _rise(shown.letters, 0.02, 0.12), _rise(shown.middle, 0.04, 0.12)
    # A loop drawn by hand strays and crosses itself, which looks like letters; it has no star and is seldom closed.
    many = _rise(shown.letters, 0.3, 0.55) * _rise(shown.ring, 0.9, 1.0)
    inside = true * max(letters, 0.8 * middle) + (1 - true) * _rise(shown.letters, 0.35, 0.6) * max(middle, many)
    # With too much ink letters run together, but the ring is then closed, and they stand all along it.
    flooded = 0.3 * _rise(shown.ring, 0.93, 0.99) * _rise(shown.letters, 0.6, 0.85) * _rise(shown.size, 0.12, 0.15)
    inside *= 1 - _rise(shown.solid, 0.25 + flooded, 0.5 + flooded)
    usual = _rise(shown.size, 0.085, 0.12)
    # A bare ring may be drawn by hand, a small one be a logo: roundness alone is worth a look, not more.
    return round(0.99 * ring * free * (0.45 + 0.55 * inside) * (0.5 + 0.5 * usual), 3)


def merit(shown: Evidence) -> float:
    """How well an outline lies on its ring, to choose among several about one seal: the larger, the truer."""
    return certainty(shown) * shown.size * shown.ring * shown.quiet * max(0.1, 1 - 15 * shown.wobble)


def _rise(value: float, low: float, high: float) -> float:
    part = min(1.0, max(0.0, (value - low) / (high - low)))
    return part * part * (3 - 2 * part)


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
