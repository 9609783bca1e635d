"""What on a clean page is ink of letters, and what is dirt, a fold, the rest of a rule or of a stamp.

In: a clean grey piece of a page (evenly lit, without red ink and rules). Out: masks of its ink.
Elsewhere: where its lines stand (`parsers.scan.lines`), red ink (`red_ink`).
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.page import Pixels, percentile
from parsers.scan.recogniser import TextBox

DARK_SHARE = 0.38
LEAST_CONTRAST = 38
HEART = 0.5
"""The darkest pixel of a stroke is at least this dark, as a share of the darkness of the darkest."""
FOLD_WIDE, FOLD_HIGH, LEVEL_PARTS = 0.85, 0.06, 20
"""The trace of a fold: its share of the cell's width, its height to its width; how long it runs level."""
LETTER = 0.4
"""Of a character: the least width and height of a letter, which no speck has."""

Mask = NDArray[np.bool_]


def dark(grey: Pixels, share: float = DARK_SHARE) -> Mask:
    """Where there is ink, by the contrast of this piece itself; a smaller share sees fainter ink."""
    if grey.size == 0:
        return np.zeros(grey.shape, bool)
    depth = 255 - int(percentile(grey, 1))
    return np.asarray(grey < 255 - max(int(LEAST_CONTRAST * share / DARK_SHARE), int(depth * share)), bool)


def without_dirt(mask: Mask) -> Mask:
    """Less single pixels and what is left of rules along the edges."""
    if mask.size == 0:
        return mask
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8))
    height, width = mask.shape
    edge = max(2, min(height, width) // 30)
    keep = np.ones(count, bool)
    keep[0] = False
    folded = np.zeros(mask.shape, bool)
    for index in range(1, count):
        left, top, wide, high, area = (int(value) for value in boxes[index])
        hugs_a_side = left + wide <= edge or left >= width - edge or top + high <= edge or top >= height - edge
        is_a_fold = wide >= FOLD_WIDE * width and high <= FOLD_HIGH * wide
        keep[index] = area > 2 and not hugs_a_side and not is_a_fold
        if is_a_fold:
            folded |= _crossing_fold(np.asarray(labels == index, bool), width)
    return np.asarray(keep[labels] | folded, bool)


def _crossing_fold(fold: Mask, width: int) -> Mask:
    """What stands on a fold: its ink less the level trace itself; nothing where the fold is bare."""
    level = np.ones((1, max(3, width // LEVEL_PARTS)), np.uint8)
    trace = cv2.morphologyEx(fold.astype(np.uint8), cv2.MORPH_OPEN, level)
    thick = int(np.median(fold.sum(axis=0)))
    off = fold & (cv2.dilate(trace, np.ones((3, 3), np.uint8)) == 0)
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(off.astype(np.uint8))
    keep = boxes[:count, 3] > thick + 2
    keep[0] = False
    return np.asarray(keep[labels], bool)


def holds_ink(clean: Pixels, box: TextBox, character: float) -> bool:
    """Whether there is ink of the size of a letter in a box, were it only part of a fold or a stamp."""
    piece = clean[box.top : box.bottom, box.left : box.right]
    if piece.size == 0 or character <= 0:
        return False
    count, _, boxes, _ = cv2.connectedComponentsWithStats(dark(piece).astype(np.uint8))
    return bool((boxes[1:count, 2:4].min(axis=1) >= LETTER * character).any()) if count > 1 else False


def with_dark_heart(mask: Mask, grey: Pixels) -> Mask:
    """Less the strokes that are pale throughout beside the others: traces of a stamp, print that shines through."""
    if not mask.any():
        return mask
    count, found = cv2.connectedComponents(mask.astype(np.uint8))
    labels, darkest = np.asarray(found, np.int32), np.full(count, 255, np.uint8)
    np.minimum.at(darkest, labels[mask], grey[mask])
    keep = darkest <= 255 - HEART * (255 - int(percentile(grey[mask], 5)))
    keep[0] = False
    return np.asarray(keep[labels], bool)
