"""One page as pixels, in the forms that the steps of reading need.

In: pixels of a page (grey or BGR, 8 bit). Out: PageImage; the page without its red ink; its flattened, thresholded ink.
Elsewhere: getting pixels out of a PDF or a picture file (`parsers.readers.pdf_raster`).
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
"""Rows × columns (grey), or rows × columns × 3 (blue, green, red)."""

LONGEST_SIDE = 3_600
"""Pixels; A4 at 300 dpi. More than this makes nothing more readable."""
GREY_SATURATION = 24
COLOURED_SHARE = 0.0003
BLUENESS = 30
"""How much more blue than anything else a pixel of a pen's ink holds, beside the paper."""


@dataclass(frozen=True, slots=True, eq=False)
class PageImage:
    """One page as it came: perhaps turned, skewed, grey. `page` counts from 1."""

    page: int
    picture: Pixels
    hidden: Pixels | None = None
    """255 where a scanner's streak hides what is under it; None where none does."""


def in_colour(pixels: Pixels) -> Pixels:
    """Three channels, whatever came, and not larger than is of use."""
    grey = pixels.ndim == 2
    colour = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR) if grey else pixels[:, :, :3], np.uint8)
    colour = np.ascontiguousarray(colour)
    excess = max(colour.shape[:2]) / LONGEST_SIDE
    if excess <= 1:
        return colour
    return np.asarray(cv2.resize(colour, None, fx=1 / excess, fy=1 / excess, interpolation=cv2.INTER_AREA), np.uint8)


def shows_colour(pixels: Pixels) -> bool:
    """Whether a red seal would show as red: False for grey and black-and-white scans."""
    if pixels.ndim == 2:
        return False
    step = max(1, max(pixels.shape[:2]) // 1_200)
    blue, green, red = cv2.split(cv2.blur(np.ascontiguousarray(pixels[::step, ::step, :3]), (3, 3)))
    spread = cv2.subtract(cv2.max(cv2.max(blue, green), red), cv2.min(cv2.min(blue, green), red))
    return bool((spread > GREY_SATURATION).mean() > COLOURED_SHARE)


def darkest_channel(colour: Pixels) -> Pixels:
    """Grey in which ink of any colour is dark."""
    blue, green, red = cv2.split(colour)
    return np.asarray(cv2.min(cv2.min(blue, green), red), np.uint8)


def percentile(values: Pixels, share: float) -> float:
    """As `numpy.percentile`, of any number of 8-bit values but none, in a tenth of the time. `share`: 0 to 100."""
    flat = np.ascontiguousarray(values).reshape(1, -1)
    counts = cv2.calcHist([flat], [0], None, [256], [0, 256]).ravel()
    place = (flat.size - 1) * (share / 100)
    first = int(place)
    lower, upper = np.searchsorted(np.cumsum(counts, dtype=np.int64), [first, min(first + 1, flat.size - 1)], "right")
    part, step = place - first, float(upper - lower)
    return float(upper - step * (1 - part) if part >= 0.5 else lower + step * part)


def blue_ink(colour: Pixels) -> NDArray[np.bool_]:
    """Where there is ink that is bluer than the paper by far: a pen's; print is black, and stamps are red."""
    blue, green, red = (channel.astype(np.int16) for channel in cv2.split(colour))
    excess = blue - np.maximum(red, green)
    return np.asarray(excess > BLUENESS + np.median(excess), np.bool_)


def flattened(grey: Pixels) -> Pixels:
    """Evenly lit: each pixel as a share of the paper's brightness around it."""
    small = cv2.resize(np.ascontiguousarray(grey), None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((9, 9), np.uint8)), 21)
    paper = cv2.resize(paper, (grey.shape[1], grey.shape[0]))
    return np.asarray(cv2.divide(grey, np.maximum(paper, 1), scale=255), np.uint8)


def ink(grey: Pixels, window: int, darker_by: int) -> Pixels:
    """255 where a pixel is darker than its surroundings by `darker_by`, else 0."""
    smooth = cv2.GaussianBlur(grey, (3, 3), 0)
    mask = cv2.adaptiveThreshold(
        smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, max(3, window | 1), darker_by
    )
    return np.asarray(mask, np.uint8)
