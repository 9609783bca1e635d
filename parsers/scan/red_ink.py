"""A page without its red ink: stamps, as bright as the paper; black text stays black, also under a stamp.

In: pixels of a page in colour. Out: an evenly lit grey page.
Elsewhere: where the stamps are (`seal*`), grey scans, on which nothing is red (`page.shows_colour`).

How red a pixel is says little about what lies under the ink: a scanner's JPEG keeps colour at half the resolution, so
black strokes under a stamp are as red as the stamp. How bright it is tells: bare ink is never darker than the bare ink
around it, text under it always is. The red channel, in which ink is nearly as bright as paper, tells the same better
where the colour is right, and nothing where it is smeared; so the brighter of both counts.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.page import Pixels, flattened, percentile

REDNESS = 48
"""How much more red than green and blue a pixel of stamping ink holds at least."""
RIM = 20
"""The same at the rim of the ink, into which the paper has been smeared."""
LEAST_RED = 200
"""Pixels of stamping ink on a page below which there is none."""
LEAST_STAMP = 4
"""Characters across."""
LEAST_SHARE, PAPER = 0.004, 80
INK_AROUND = 40
"""Part of the page's longer side over which one stamp's ink is alike."""
COARSE = 3
FULL_STRENGTH = 0.85
"""Ink of this share of the usual redness counts as full."""
UNEVEN = 0.72
"""Bare ink is at least this share as bright as the bare ink around it."""

FAINT, TRACE = 235, 0.45
"""What is left of the ink's outlines: fainter than this, and with less than this share of the depth of print."""

Channel = NDArray[np.float32]
Mask = NDArray[np.bool_]


def without_red(colour: Pixels) -> Pixels:
    """Evenly lit grey page in which red ink is as bright as paper."""
    red, redness = _redness(colour)
    grey = flattened(red)
    inked = redness > REDNESS
    if int(np.count_nonzero(inked)) < LEAST_RED:
        return grey
    side, place = max(grey.shape) // INK_AROUND, _place_of(inked)
    in_ink = np.asarray(cv2.dilate((redness[place] > RIM).astype(np.uint8), np.ones((3, 3), np.uint8)), np.uint8)
    print_is = percentile(grey[::COARSE, ::COARSE], 1)
    lifted = _lifted(grey[place], redness[place], colour[place], side)
    grey[place] = np.where(in_ink > 0, _without_traces(lifted, in_ink, 255 - TRACE * (255 - print_is)), grey[place])
    return grey


def under_red(colour: Pixels) -> Pixels | None:
    """What a red glass shows where there is red ink, evenly lit, and paper elsewhere: long strokes that a stamp parts
    on the page without it. None where there is no such ink."""
    red, redness = _redness(colour)
    if int(np.count_nonzero(redness > REDNESS)) < LEAST_RED:
        return None
    near = cv2.dilate((redness > RIM).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    return np.where(near, flattened(red), 255).astype(np.uint8)


def red_channel(piece: Pixels) -> Pixels | None:
    """A small piece of a page as a red glass shows it, where there is red ink on it; None where there is none."""
    if piece.size == 0:
        return None
    red, redness = _redness(piece)
    if float((redness > REDNESS).mean()) < LEAST_SHARE:
        return None
    paper = max(1.0, percentile(red, PAPER))
    return np.asarray(np.minimum(red * (255.0 / paper), 255), np.uint8)


def stamps_on(piece: Pixels, character: float) -> Mask:
    """Where stamps lie on a piece of a page: red ink that reaches further than a pen's tick or cross."""
    inked = (_redness(piece)[1] > RIM).astype(np.uint8)
    reach = max(3, round(0.8 * character))
    whole = cv2.morphologyEx(inked, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    _, found, boxes, _ = cv2.connectedComponentsWithStats(whole)
    large = boxes[:, 2:4].max(axis=1) >= LEAST_STAMP * character
    large[0] = False
    inside = large[np.asarray(found, np.int32)] & (inked > 0)
    return np.asarray(cv2.dilate(inside.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0, np.bool_)


def _redness(colour: Pixels) -> tuple[Pixels, Pixels]:
    """The red channel, and by how much it is above both others."""
    blue, green, red = cv2.split(colour)
    return np.asarray(red, np.uint8), np.asarray(cv2.subtract(red, cv2.max(blue, green)), np.uint8)


def _place_of(inked: Mask) -> tuple[slice, slice]:
    rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    return slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)


def _lifted(grey: Pixels, redness: Pixels, colour: Pixels, side: int) -> Pixels:
    """Each pixel as a share of what its red ink alone would leave of the paper's brightness."""
    light = np.asarray(cv2.cvtColor(colour, cv2.COLOR_BGR2GRAY), np.uint8)
    size, window = (grey.shape[1], grey.shape[0]), max(5, side // COARSE)
    bare = _bare_ink(grey, redness, window)
    of_ink = [cv2.resize(_mean(channel[::COARSE, ::COARSE], bare, window), size) for channel in (grey, redness, light)]
    share = cv2.divide(redness, np.maximum(of_ink[1] * FULL_STRENGTH, 1.0), dtype=cv2.CV_32F)
    left = 255.0 - np.minimum(share, 1.0) * (255.0 - of_ink[0])
    by_red = cv2.divide(grey, left, scale=255, dtype=cv2.CV_8U)
    by_light = cv2.divide(light, np.maximum(of_ink[2] * UNEVEN, 1.0), scale=255, dtype=cv2.CV_8U)
    return np.asarray(np.maximum(by_red, by_light), np.uint8)


def _without_traces(lifted: Pixels, in_ink: Pixels, dark: float) -> Pixels:
    """Less the outlines that the ink leaves: strokes of which no pixel is as dark as print."""
    faint = (lifted < FAINT) & (in_ink > 0)
    count, found = cv2.connectedComponents(faint.astype(np.uint8))
    labels = np.asarray(found, np.int32)
    darkest = np.full(count, 255, np.uint8)
    np.minimum.at(darkest, labels[faint], lifted[faint])
    return np.where(faint & (darkest[labels] > dark), 255, lifted).astype(np.uint8)


def _bare_ink(grey: Pixels, redness: Pixels, window: int) -> Mask:
    """Where, on a coarse page, nothing but stamping ink is; text under it is darker than the ink around."""
    coarse = grey[::COARSE, ::COARSE]
    inked = redness[::COARSE, ::COARSE] > REDNESS
    return np.asarray(inked & (coarse >= _mean(coarse, inked, window)), np.bool_)


def _mean(values: Pixels, where: Mask, window: int) -> Channel:
    """Of the pixels around that count; 255 where there are none."""
    weight = where.astype(np.float32)
    total = cv2.boxFilter(values * weight, cv2.CV_32F, (window, window), normalize=False)
    count = cv2.boxFilter(weight, cv2.CV_32F, (window, window), normalize=False)
    return np.where(count > 1, total / np.maximum(count, 1), 255.0).astype(np.float32)
