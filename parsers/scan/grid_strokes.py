"""Which strokes are this sheet's: none of those that show through from its other side, and those that a stamp hides.

In: the page, its ink, masks of level and plumb strokes, how dark each point is. Out: such masks.
Elsewhere: folds (`grid_rules`), which are as long as rules too; print that shows through (`line_ink`).
"""

import cv2
import numpy as np

from parsers.scan.page import Pixels, ink
from parsers.scan.red_ink import under_red
from parsers.scan.upright import rule_window, rules

SHOWN, USUAL = 0.15, 75
"""Of how dark rules are: what is paler shows through, where it is long; of all points on strokes, in percent, those
that are no darker than rules."""
LONG, JOINED = 8, 40
"""Parts of the page's longer side: the least length of a pale rule; the widest gap in it."""

DARKER_UNDER_RED = 20
"""In red light: how much darker than a stamp's ink a rule is."""


def hidden_rules(colour: Pixels, inked: Pixels) -> tuple[Pixels, Pixels] | None:
    """Level and plumb strokes of a page's ink with what a red glass shows of them under a stamp; None without one."""
    red = under_red(colour)
    return None if red is None else rules(inked | ink(red, rule_window(red), DARKER_UNDER_RED))


def without_show_through(strokes: tuple[Pixels, Pixels], depth: Pixels) -> tuple[Pixels, Pixels]:
    """`strokes`: level and plumb, 255 on them; `depth`: how much darker than the paper beside it each point is."""
    level, plumb = strokes
    on_strokes = depth[(level | plumb) > 0]
    if not on_strokes.size:
        return strokes
    pale = SHOWN * float(np.percentile(on_strokes, USUAL))
    return _without_pale(level, depth, pale), _without_pale(plumb.T, depth.T, pale).T


def _without_pale(level: Pixels, depth: Pixels, pale: float) -> Pixels:
    """Less the level strokes that are long, or in one line with others, and pale in most places."""
    side = max(level.shape)
    joined = cv2.dilate(level, np.ones((3, side // JOINED | 1), np.uint8))
    count, found, boxes, _ = cv2.connectedComponentsWithStats(joined)
    labels, out = np.asarray(found), level.copy()
    for index in range(1, count):
        left, top, wide, high, _ = (int(value) for value in boxes[index])
        if wide < side // LONG:
            continue
        place = np.s_[top : top + high, left : left + wide]
        here = (labels[place] == index) & (level[place] > 0)
        darkest = np.where(here, depth[place], 0).max(axis=0)  # the sides of a thin rule are pale too
        if np.median(darkest[here.any(axis=0)]) < pale:
            out[place][here] = 0
    return out
