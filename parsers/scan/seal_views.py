"""A seal cut out of its page, its strokes made visible and the print over them taken away.

In: the page's pixels, the outline of the seal on it. Out: Views, planes of 0 (paper) to 1 (ink), with the outline.
Elsewhere: finding the outline (`seal_circle`), unrolling the ring of letters (`seal_ring`).
"""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.seal_circle import Outline
from parsers.scan.seal_ink import BLACKEST, PRINT_TINT, Pixels, Plane

MARGIN = 1.15
"""Half the side of the cut, in radii."""
RADII = (120.0, 190.0)
"""Pixels: smaller cuts are enlarged, larger ones reduced; letters are then some 40 pixels high."""
PRINT_OVER_INK = 0.45
"""How much darker than the seal's own ink print is, as density of the red channel."""
PAPER_QUANTILE = 0.92
MOST_COLOURLESS = 0.05
"""A cut whose strongest red is below this density shows no colour: the dark ink is taken instead."""


@dataclass(frozen=True, slots=True, eq=False)
class Views:
    """The seal's ink twice: by its colour (free of print, blurred by JPEG), by its darkness (sharp, print patched)."""

    by_colour: Plane
    by_darkness: Plane
    outline: Outline

    def mixed(self, share: float) -> Plane:
        """`share` of the view by colour, the rest by darkness."""
        return np.asarray(share * self.by_colour + (1 - share) * self.by_darkness, np.float32)


def cut_out(image: Pixels, outline: Outline) -> tuple[Pixels, Outline]:
    """A square of the page about the outline, white beyond the page's edges; the outline within it."""
    half = int(max(outline.half_width, outline.half_height) * MARGIN) + 2
    x, y = round(outline.x), round(outline.y)
    frame = (max(0, half - y), max(0, y + half - image.shape[0]), max(0, half - x), max(0, x + half - image.shape[1]))
    part = image[max(0, y - half) : max(0, y + half), max(0, x - half) : max(0, x + half)]
    square = cv2.copyMakeBorder(part, *frame, cv2.BORDER_CONSTANT, value=(255, 255, 255))
    moved = Outline(outline.x - x + half, outline.y - y + half, outline.half_width, outline.half_height, outline.turn)
    return np.asarray(square, np.uint8), moved


def views(image: Pixels, outline: Outline) -> Views:
    """The ink of the seal at a size that suits reading."""
    square, placed = cut_out(image, outline)
    factor = float(np.clip(placed.radius, *RADII)) / placed.radius
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    square = np.asarray(cv2.resize(square, None, fx=factor, fy=factor, interpolation=how), np.uint8)
    light = np.quantile(square[::3, ::3].reshape(-1, 3), PAPER_QUANTILE, axis=0) + BLACKEST
    _, green, red = cv2.split(np.log(light.astype(np.float32) / (square.astype(np.float32) + BLACKEST)))
    dark = _ink(red)
    colour = _ink(green - red - PRINT_TINT * dark)
    darkness = _ink(green)
    if float(np.quantile(colour, 0.97)) < MOST_COLOURLESS:
        return Views(_levelled(darkness), _levelled(darkness), placed.scaled(factor))
    return Views(_levelled(colour), _without_print(darkness, dark, colour), placed.scaled(factor))


def _ink(plane: NDArray[Any]) -> Plane:
    return np.asarray(np.clip(plane, 0, 3), np.float32)


def _levelled(plane: Plane) -> Plane:
    ink = plane[plane > 0.05]
    full = float(np.quantile(ink, 0.9)) if ink.size > 50 else 0.5
    return np.asarray(np.clip(plane / max(full, 0.08), 0, 1), np.float32)


def _without_print(darkness: Plane, dark: Plane, colour: Plane) -> Plane:
    """Darkness of the ink alone; under print it is guessed from what stands beside the print."""
    inked = colour > 0.5 * float(np.quantile(colour, 0.97))
    own = float(np.median(dark[inked])) if inked.sum() > 30 else 0.2
    printed = cv2.dilate((dark > own + PRINT_OVER_INK).astype(np.uint8), np.ones((3, 3), np.uint8))
    bare = darkness[printed == 0]
    full = max(0.15, float(np.quantile(bare, 0.98)) if bare.size else 0.5)
    plane = (np.clip(darkness / full, 0, 1) * 255).astype(np.uint8)
    plane[printed > 0] = 0
    patched: NDArray[np.uint8] = np.asarray(cv2.inpaint(plane, printed, 3, cv2.INPAINT_TELEA), np.uint8)
    return np.asarray(patched / np.float32(255), np.float32)
