"""Whether the states of a cell's options are beyond doubt.

In: Seen, the boxes, their states, strokes beside them. Out: plain or not; a person looks at what is not.
Elsewhere: the states themselves (`box_states`), how certain that makes the field (`boxes`).
"""

from collections.abc import Sequence
from itertools import combinations
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.box_cell import Seen, State
from parsers.scan.box_ring import Ring
from parsers.scan.box_strokes import labels_inside, line_left_over
from parsers.scan.mark_strokes import Stroke
from parsers.scan.options import WordSpan

STAMPED_SHARE = 0.08
WHOLE, LEAST_READABLE = 0.9, 14
"""Of a box that can be called empty: how much of its outline is there; its side in pixels."""
ROUND_BOX, MOST_UNALIKE = 0.12, 1.2
"""How far round an empty box ink counts as its own; how much more of it one may have than most."""
MARKS_READ = set("☑√✓✔☒■●×✕✗VvXx/")
AS_MUCH, MUCH = 0.5, 0.3
"""Of ink in the fullest of several ticked boxes: the least in the others; what counts as full."""
NEAR_WORDS, LINE, TURN = 1.5, 2, 0.1
"""Characters from the words before a box to it; pixels of its line; characters from where a tick turns to it."""
WALL, TURNS_WITHIN = 0.15, 0.35
"""Of the side of a box: its wall; how far in a tick that comes from its left goes on down, if it turns there."""
FOOT = 0.3
"""Of the side of a box: how far before it a tick begins that may be the tick behind another option's words."""
ARM_END = 0.6
"""Characters beyond a tick where its end may have been read as a character."""
MOST_OVERLAP = 0.2
"""Of the side of a box; two boxes of a narrow list may touch."""


def is_plain(
    seen: Seen, rings: list[Ring | None], states: Sequence[State], beside: tuple[list[Stroke], list[Stroke]]
) -> bool:
    """One tick among boxes that are plainly empty is beyond doubt; none at all, or several, only on a clean cell."""
    strokes, loose = beside
    if "unclear" in states or _overlap(rings):
        return False
    if any(stroke.is_tick or line_left_over(seen, stroke) is not None for stroke in loose):
        return False
    ticked = [index for index, state in enumerate(states) if state == "ticked"]
    if len(ticked) == 1:
        return not (_turns_further_down(seen, rings, rings[ticked[0]]) or turns_before(seen, rings, ticked[0]))
    marked = [ring for index in ticked if (ring := rings[index]) is not None]
    if _shares_ink(seen, marked) or not _hold_as_much(seen, marked):
        return False
    stamped = [index for index, ring in enumerate(rings) if ring is not None and _is_stamped(seen, ring)]
    if ticked:
        # without colour, the rim of a stamp over a box cannot be told from a tick
        plain = seen.in_colour or all(stroke.is_tick for stroke in strokes)
        return plain and not loose and len(set(ticked) - set(stamped)) > 1
    if strokes or stamped:
        return False
    if len(states) == 1:
        return True
    return all(map(_is_plainly_empty, rings)) and _are_alike(seen, rings) and not _reads_a_mark(seen)


def _overlap(rings: list[Ring | None]) -> bool:
    """Whether two boxes are seen where only one can stand: a cross that goes far beyond its box has corners too."""
    found = [ring for ring in rings if ring is not None]
    return any(
        min(one.right, other.right) - max(one.left, other.left) > MOST_OVERLAP * one.side
        and min(one.bottom, other.bottom) - max(one.top, other.top) > MOST_OVERLAP * one.side
        for one, other in combinations(found, 2)
    )


def _is_plainly_empty(ring: Ring | None) -> bool:
    return ring is not None and ring.seen >= WHOLE and ring.third >= WHOLE and ring.side >= LEAST_READABLE


def _turns_further_down(seen: Seen, rings: Sequence[Ring | None], ticked: Ring | None) -> bool:
    """Whether the stroke in the ticked box comes up from a box below it: a large tick that turns there."""
    below = [ring for ring in rings if ring is not None and ticked is not None and ring.top >= ticked.bottom]
    return ticked is not None and any(_shares_ink(seen, (ticked, ring)) for ring in below)


def turns_before(seen: Seen, rings: Sequence[Ring | None], ticked: int, *, perhaps: bool = True) -> bool:
    """Whether the stroke in the ticked box turns before the box, behind the words of another option: either's tick.
    `perhaps`: or begins far before it."""
    ring, size = rings[ticked], seen.ink.character
    spans = [span for other in seen.places[:ticked] for span in other.spans]
    # the box may stand at the end of a line and its own words on the next
    ends = [seen.across(span)[1] for span in spans if ring and ring.top < seen.middle(span) < ring.bottom]
    if ring is None or not ends or ring.left - max(ends) > NEAR_WORDS * size:
        return False
    labels = ink_labels(seen)
    rows = slice(max(0, round(ring.top - size)), round(ring.bottom + size))
    before = labels[rows, max(0, round(max(ends))) : max(0, ring.left - LINE)]
    foot = np.isin(before, list(labels_inside(labels, ring)))
    if not foot[:, -1:].any():
        return False
    if perhaps and foot.shape[1] - int(np.flatnonzero(foot.any(axis=0))[0]) >= FOOT * ring.side:
        return True
    lowest = np.flatnonzero(foot.any(axis=1))[-1]
    if np.flatnonzero(foot[lowest]).mean() < foot.shape[1] - 1 - TURN * size:
        return True
    wall = round(WALL * ring.side)
    top, left = ring.top + wall, ring.left + wall
    within = seen.ink.mask[top : ring.bottom - wall, left : left + round(TURNS_WITHIN * ring.side)]
    deepest = np.flatnonzero(within.any(axis=1))
    return len(deepest) == 0 or top + int(deepest[-1]) <= rows.start + int(lowest)


def _shares_ink(seen: Seen, rings: Sequence[Ring]) -> bool:
    """Whether one stroke goes through two of these boxes: a large tick, meant for one of them."""
    labels = ink_labels(seen)
    return any(labels_inside(labels, one) & labels_inside(labels, other) for one, other in combinations(rings, 2))


def _hold_as_much(seen: Seen, rings: Sequence[Ring]) -> bool:
    """Whether no box has far less in it than another: its shadow's edge, sought a little beside its place."""
    least = [ring.least_inside(seen.ink.mask) for ring in rings]
    return not least or min(least) >= AS_MUCH * min(MUCH, max(least))


def _are_alike(seen: Seen, rings: Sequence[Ring | None]) -> bool:
    """Whether no box has more ink on its lines and round them than its fellows: a tick may follow its lines."""
    inked = [_inked(seen, ring) for ring in rings if ring is not None]
    return max(inked) <= MOST_UNALIKE * median(inked)


def _inked(seen: Seen, ring: Ring) -> float:
    """Ink of a box and just to its left, over it and under it, as a share of the box."""
    out = max(2, round(ROUND_BOX * ring.side))
    piece = seen.ink.mask[max(0, ring.top - out) : ring.bottom + out, max(0, ring.left - out) : ring.right]
    return float(piece.sum()) / ring.side**2


def _reads_a_mark(seen: Seen) -> bool:
    """Whether the recogniser saw a mark; it misses most, but makes up few."""
    return any(set(line.reading.text) & MARKS_READ for line in seen.read.lines)


def has_other_words(seen: Seen, rings: list[Ring | None], strokes: Sequence[Stroke]) -> bool:
    """Whether there are words that are neither an option's, nor a box with its mark or a tick, read as a character."""
    size, used = seen.ink.character, {span.line for place in seen.places for span in place.spans}
    return not all(
        any(_lies_at(ring, seen, span, size if span.line in used else 2 * size) for ring in rings if ring is not None)
        or any(stroke.is_tick and _lies_on(stroke, seen, span) for stroke in strokes)
        for span in seen.found.others
    )


def _lies_on(stroke: Stroke, seen: Seen, span: WordSpan) -> bool:
    """Whether the only other character lies on a stroke, or at its upper right end, where a tick grows thin."""
    across, middle, reach = sum(seen.across(span)) / 2, seen.middle(span), ARM_END * seen.ink.character
    is_on = stroke.box.left <= across <= stroke.box.right + reach and stroke.box.top - reach <= middle
    return len(seen.found.others) == 1 and is_on and middle <= stroke.box.bottom


def _lies_at(ring: Ring, seen: Seen, span: WordSpan, reach: float) -> bool:
    across, middle, half = sum(seen.across(span)) / 2, seen.middle(span), ring.side / 2
    return abs(across - ring.left - half) < reach and abs(middle - ring.top - half) < 1.5 * seen.ink.character


def _is_stamped(seen: Seen, ring: Ring) -> bool:
    piece = seen.stamps[ring.top : ring.bottom, ring.left : ring.right]
    return bool(piece.size) and float(piece.mean()) > STAMPED_SHARE


def ink_labels(seen: Seen) -> NDArray[np.int32]:
    """Connected ink of the cell, numbered from 1."""
    return np.asarray(cv2.connectedComponents(seen.ink.mask.astype(np.uint8))[1], np.int32)
