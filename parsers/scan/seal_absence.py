"""Whether a page surely bears no seal: it was scanned in colour, nothing on it is red, nothing dark looks like a ring.

In: a page's pixels as they came. Out: yes, or "cannot tell", which is the answer wherever there is any doubt.
Elsewhere: finding seals (`seal`). A missing seal is a ground to reject, so every doubt goes to a person.
"""

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.seal_circle import outlines
from parsers.scan.seal_evidence import certainty, evidence
from parsers.scan.seal_ink import PLAINLY_RED, Inks, Pixels, curves, dark_layer, palest_dark, red_layer, separated

RED_SHARE = 0.0003
"""Of the page's points; a stamp of 4 cm by 1.5 cm that is nothing but an outline has twice as many."""
LEAST_RING = 0.05
"""A ring as doubtful as this, in red, grey or black, may be a seal: of a copy, of a pale print, of black ink."""
LONGEST_SIDE = 2_400
LEAST_STRAY = 1.0
"""Levels of 255 by which a colour scanner's channels stray from what brightness alone would make them."""
LEAST_SHARE = 0.02
"""Of the inked points: so many stray in a colour scan; compression alone makes fewer of a tinted grey one."""
BLACK, PAPER = 40, 225
"""Between these, a point is neither clipped to black nor to white, and its colour, if it has any, shows."""
FEWEST_POINTS = 2_000


def surely_without_seal(picture: Pixels) -> bool:
    """Whether somebody who looks at the page would say at once that nobody stamped it."""
    if not scanned_in_colour(picture):
        return False
    inks = separated(np.ascontiguousarray(picture[:, :, :3]))
    return not is_red(inks) and not _may_bear_a_ring(inks)


def is_red(inks: Inks) -> bool:
    """Whether something on the page is red, be it a stamp of another kind, a stain or a heading."""
    return bool((inks.red > PLAINLY_RED).mean() + inks.red_beyond > RED_SHARE)


def scanned_in_colour(picture: Pixels) -> bool:
    """Whether the page came from a colour sensor, whose channels differ by noise and fringes even on black print.

    A grey page has equal channels, or, where a program tinted it, channels that follow from the brightness.
    """
    if picture.ndim == 2:
        return False
    step = max(1, max(picture.shape[:2]) // LONGEST_SIDE)
    blue, green, red = (plane.astype(np.int16) for plane in cv2.split(np.ascontiguousarray(picture[::step, ::step])))
    mid = (green > BLACK) & (green < PAPER)
    if int(mid.sum()) < FEWEST_POINTS:
        return False
    strays = (_stray(plane[mid] - green[mid], green[mid]) for plane in (blue, red))
    return all(float((stray > LEAST_STRAY).mean()) > LEAST_SHARE for stray in strays)


def _stray(difference: NDArray[np.int16], level: NDArray[np.int16]) -> NDArray[np.float64]:
    """How far each point's difference of two channels is from the mean difference at its brightness."""
    count = np.maximum(1, np.bincount(level, minlength=256))
    mean = np.bincount(level, weights=difference, minlength=256) / count
    return np.asarray(np.abs(difference - mean[level]), np.float64)


def _may_bear_a_ring(inks: Inks) -> bool:
    red, dark = red_layer(inks), dark_layer(inks)
    palest = palest_dark(inks)
    faint = replace(dark, faintest=palest)
    looked_at = ((red, red), (dark, dark), (curves(dark, palest), dark), (curves(dark, palest), faint))
    return any(certainty(evidence(seen, one)) >= LEAST_RING for at, seen in looked_at for one in outlines(at))
