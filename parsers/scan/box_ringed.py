"""A ring that a pen draws round an option's words chooses it.

In: Seen, the boxes, long lines drawn in the cell. Out: the option that is ringed; whether it is so beyond doubt.
Elsewhere: ticks (`box_strokes`), lines through words (`box_strokes.is_struck`).
"""

from collections.abc import Sequence

import cv2
import numpy as np

from parsers.scan.box_cell import Seen, covering, word_box
from parsers.scan.box_eye import SURELY
from parsers.scan.box_ring import Ring
from parsers.scan.line_ink import Mask
from parsers.scan.mark_strokes import Stroke
from parsers.scan.options import OptionPlace
from parsers.scan.recogniser import TextBox

ROUND_WORDS = 0.55
"""Of the room of words and ring together: what both take up."""
OUTLINE, ON_OUTLINE, ANGLES, CLOSED, ARC = (0.75, 1.25), 0.8, 24, 22, 0.6
"""Distances from the middle of a ring, of its own half width and height, within which so much of its ink lies; so many
of the directions in which there must be some; of half its height: how far off its middle its arcs lie."""
LONGER_THAN_STAMPS = 2.2
"""Times as wide as high; an oval stamp is 45 by 30 millimetres."""


def ringed(seen: Seen, rings: list[Ring | None], drawn: list[TextBox]) -> int | None:
    """The option round whose words, on all their lines, a ring is drawn; its box may lie within or on the ring."""
    shared = [
        (_shared(box, _words_and_box(seen, place, rings[index], lines)), index)
        for box in drawn
        for index, place in enumerate(seen.places)
        for lines in {1, len(place.spans)}
    ]
    most, index = max(shared, default=(0.0, 0))
    return index if most >= ROUND_WORDS else None


def _words_and_box(seen: Seen, place: OptionPlace, ring: Ring | None, lines: int) -> TextBox:
    words = [word_box(seen, seen.across(span), span) for span in place.spans[:lines]]
    left = min(word.left for word in words)
    return TextBox(
        left if ring is None else min(ring.left, left),
        min(word.top for word in words),
        max(word.right for word in words),
        max(word.bottom for word in words),
    )


def _shared(one: TextBox, other: TextBox) -> float:
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    both = max(0, wide) * max(0, high)
    area = sum((box.right - box.left) * (box.bottom - box.top) for box in (one, other))
    return both / max(1, area - both)


def plainly_ringed(
    seen: Seen,
    rings: list[Ring | None],
    drawn: tuple[Sequence[Stroke], list[TextBox]],
    chances: Sequence[float | None],
) -> int | None:
    """The option with a closed ring round it, where nothing else is marked: the network sees all other boxes empty, and
    no tick stands anywhere else. In grey, a ring may be a stamp's, unless it is longer than any."""
    strokes, lines = drawn
    chosen = ringed(seen, rings, lines)
    others = [chance for index, chance in enumerate(chances) if index != chosen]
    if chosen is None or not others or any(chance is None or chance > 1 - SURELY for chance in others):
        return None
    printed = _printed(seen, rings)
    ring = next((box for box in lines if is_closed_ring(seen.ink.mask, box, printed)), None)
    if ring is None or not (seen.in_colour or ring.right - ring.left > LONGER_THAN_STAMPS * (ring.bottom - ring.top)):
        return None
    if seen.stamps[ring.top : ring.bottom, ring.left : ring.right].any():
        return None
    if any(stroke.is_tick and not _holds(ring, stroke.box) for stroke in strokes):
        return None
    return chosen if all(box is ring or _is_arc_of(box, ring) for box in lines) else None


def _printed(seen: Seen, rings: Sequence[Ring | None]) -> Mask:
    """Where words and boxes are printed; a ring may touch either."""
    size, out = seen.ink.character, np.zeros(seen.ink.mask.shape, np.bool_)
    spans = [*(span for place in seen.places for span in place.spans), *seen.found.others]
    words = [word_box(seen, seen.across(span), span) for span in spans]
    for box in [*words, *(covering(ring, size) for ring in rings if ring is not None)]:
        out[box.top : box.bottom, box.left : box.right] = True
    return out


def _holds(ring: TextBox, box: TextBox) -> bool:
    """Whether the box lies within the ring's."""
    return ring.left <= box.left and box.right <= ring.right and ring.top <= box.top and box.bottom <= ring.bottom


def _is_arc_of(line: TextBox, ring: TextBox) -> bool:
    """Whether a level line is the upper or lower part of a ring, and none through the words in it."""
    half = (ring.bottom - ring.top) / 2
    off = abs((line.top + line.bottom) / 2 - ring.top - half)
    return ring.left <= line.left and line.right <= ring.right and ARC * half <= off <= half


def is_closed_ring(mask: Mask, box: TextBox, printed: Mask) -> bool:
    """Whether connected ink that fills this box lies along its outline, all round, and hardly within, but for what is
    printed there."""
    count, found, boxes, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8))
    corners = (box.left, box.top, box.right - box.left, box.bottom - box.top)
    label = next((index for index in range(1, count) if tuple(boxes[index, :4].tolist()) == corners), None)
    if label is None:
        return False
    down, across = np.nonzero(np.asarray(found) == label)
    x = (across - (box.left + box.right - 1) / 2) / (corners[2] / 2)
    y = (down - (box.top + box.bottom - 1) / 2) / (corners[3] / 2)
    far = np.hypot(x, y)
    on_outline = (far >= OUTLINE[0]) & (far <= OUTLINE[1])
    directions = np.histogram(np.arctan2(y, x)[on_outline], ANGLES, (-np.pi, np.pi))[0]
    drawn = on_outline[~printed[down, across]]
    return bool(drawn.size and drawn.mean() >= ON_OUTLINE and np.count_nonzero(directions) >= CLOSED)
