"""Stamping ink apart from paper, print and light.

In: a page's pixels (blue, green, red). Out: Inks, two planes of optical density at a working size: what is red, what is
dark; and whether the page shows colour at all.
Elsewhere: rings in these planes (`seal_circle`), whether a ring is a seal (`seal_evidence`).
"""

from dataclasses import dataclass

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
SMALLEST_TINT = 4
TINTED_SHARE = 0.0005


@dataclass(frozen=True, slots=True, eq=False)
class Inks:
    """Optical densities (natural log) at working size. `factor`: page pixels per working pixel."""

    red: Plane
    dark: Plane
    factor: float

    @property
    def short_side(self) -> int:
        """Pixels of the page's shorter side at working size."""
        return min(self.red.shape)


def separated(image: Pixels) -> Inks:
    """Red ink and dark ink of a page, evened out against tinted paper, lamp light and shadow."""
    factor = max(1.0, max(image.shape[:2]) / WORKING_SIDE)
    small = image
    if factor > 1:
        small = np.asarray(cv2.resize(image, None, fx=1 / factor, fy=1 / factor, interpolation=cv2.INTER_AREA))
    blue, green, red = cv2.split(density(small))
    return Inks(np.clip(green - red, 0, 3), np.clip(red, 0, 3), factor)


def density(image: Pixels) -> Plane:
    """Natural-log density of each channel against the paper round about; 0 is bare paper."""
    paper = _paper(image) + BLACKEST
    return np.asarray(cv2.log(paper / (image.astype(np.float32) + BLACKEST)), np.float32)


def shows_tint(image: Pixels) -> bool:
    """Whether the page came in colour: somewhere the three channels differ by more than rounding."""
    if image.ndim == 2:
        return False
    blue, green, red = cv2.split(image)
    spread = cv2.max(cv2.max(blue, green), red) - cv2.min(cv2.min(blue, green), red)
    return bool(np.count_nonzero(spread > SMALLEST_TINT) > TINTED_SHARE * spread.size)


def _paper(image: Pixels) -> Plane:
    height, width = image.shape[:2]
    tiny = cv2.resize(image, (max(1, width // 8), max(1, height // 8)), interpolation=cv2.INTER_AREA)
    window = max(3, int(max(tiny.shape[:2]) * PAPER_WINDOW_SHARE))
    brightest = cv2.dilate(tiny, np.ones((window, window), np.uint8))
    even = cv2.blur(brightest, (window, window))
    return np.asarray(cv2.resize(even, (width, height)), np.float32)
