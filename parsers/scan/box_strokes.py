"""Which option a stroke beside boxes and words belongs to, and which strokes say nothing.

In: Seen, the boxes, a Stroke. Out: indices of options; whether it is a fold, a sliver, part of a tick in a box.
Elsewhere: how strokes are found (`mark_strokes`), what they mean for the states (`box_states`).
"""

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.box_cell import WORD_HALF, Seen, State, covering, room_of, words_of
from parsers.scan.box_ring import Ring
from parsers.scan.line_ink import Mask
from parsers.scan.mark_strokes import Stroke, strokes_beside
from parsers.scan.options import OptionPlace, WordSpan
from parsers.scan.recogniser import TextBox

BEFORE_REACH, AFTER_REACH, OVERLAP = 2.6, 1.8, 0.3
CORNER_ABOVE, CORNER_BELOW = 0.5, 0.8
TAIL_RISE = 3.0
BETWEEN, PLAINLY_BETWEEN = 0.5, 0.4
AFTER_WORDS = 0.5
"""Characters between words and the tick typed after them."""
HIGHEST_TYPED, FOLD = 1.05, 8
SLIVER = 0.12
LEAST_RISE, MOST_LETTERS, LEAST_INSIDE = 0.25, 3.2, 0.08
"""Of a tick through words: how far above its box it rises, how far letters may lengthen it, its ink in the box."""


def strokes_in(seen: Seen, rings: list[Ring | None], ink: Mask, *, may_be_cut: bool = False) -> list[Stroke]:
    """The strokes of this ink of the cell that are neither its words nor its boxes."""
    boxes = [covering(ring, seen.ink.character) for ring in rings if ring is not None]
    return strokes_beside(ink, words_of(seen, rings), boxes, seen.ink.character, may_be_cut=may_be_cut)


def is_fold(seen: Seen, stroke: Stroke) -> bool:
    """Whether it is a trace of a fold or a rule: level, long, apart from all lines of words."""
    high, wide = stroke.box.bottom - stroke.box.top, stroke.box.right - stroke.box.left
    if wide < FOLD * high or wide < seen.ink.character:
        return False
    middles = [seen.middle(span) for place in seen.places for span in place.spans]
    return all(abs(middle - stroke.corner[1]) > seen.ink.character for middle in middles)


def is_sliver(seen: Seen, stroke: Stroke) -> bool:
    """Whether it is the edge of a letter, or what a rule left at the edge of the cell: as thin as no tick is."""
    thin = SLIVER * seen.ink.character
    high, wide = stroke.box.bottom - stroke.box.top, stroke.box.right - stroke.box.left
    return stroke.goes_on and min(high, wide) <= thin and max(high, wide) > 2 * min(high, wide)


def is_tick_through_words(box: TextBox, strokes: list[Stroke]) -> bool:
    """Whether what looks like a line through words is a tick that touches them."""
    return any(
        stroke.is_tick and box.left <= stroke.box.left and stroke.box.right <= box.right
        and box.top <= stroke.box.top and stroke.box.bottom <= box.bottom
        for stroke in strokes
    )  # fmt: skip


def rises_from_a_box(seen: Seen, box: TextBox, rings: list[Ring | None]) -> bool:
    """Whether connected ink is a tick that begins in one box and touches words on its way up, with their letters."""
    count, labels, found, _ = cv2.connectedComponentsWithStats(seen.ink.mask.astype(np.uint8))
    size = seen.ink.character
    this = [index for index in range(1, count) if tuple(found[index, :4]) == _across(box)]
    entered = [r for r in rings if r is not None and this and this[0] in labels_inside(np.asarray(labels), r)]
    if len(entered) != 1:
        return False
    (ring,) = entered
    rises = box.top < ring.top - LEAST_RISE * size and box.bottom < ring.bottom + CORNER_ABOVE * size
    return rises and ring.inside(seen.ink.mask) > LEAST_INSIDE and box.right < ring.right + MOST_LETTERS * size


def _across(box: TextBox) -> tuple[int, int, int, int]:
    return box.left, box.top, box.right - box.left, box.bottom - box.top


def is_explained(stroke: Stroke, seen: Seen, rings: list[Ring | None], boxed: list[State]) -> bool:
    """Whether it is part of a tick that lies in a box: it begins there, or is the tail of one."""
    size = seen.ink.character
    for ring, state in zip(rings, boxed, strict=True):
        if ring is None or state != "ticked":
            continue
        cover = covering(ring, size)
        touches = (
            stroke.box.left <= cover.right + 1 and stroke.box.right >= cover.left - 1
            and stroke.box.top <= cover.bottom + 1 and stroke.box.bottom >= cover.top - 1
        )  # fmt: skip
        rises = ring.bottom - TAIL_RISE * size < stroke.corner[1] < ring.top and stroke.goes_on
        is_tail = rises and ring.left <= stroke.corner[0] <= ring.right + TAIL_RISE * size
        if touches or is_tail:
            return True
    return False


def owners_of(seen: Seen, rings: list[Ring | None], stroke: Stroke) -> tuple[list[int], bool]:
    """The options that a stroke may tick: those beside whose words its lowest point lies; whether there is no other."""
    before = [index for index in range(len(seen.places)) if _is_before(seen, (index, rings[index]), stroke)]
    after = [index for index in range(len(seen.places)) if _is_after(seen, index, stroke)]
    if not before and not after:
        return _of_line_before(seen, stroke), True
    if not before or not after or before == after:
        return _with_line_before(seen, rings, sorted(set(before) | set(after)), stroke)
    ring = rings[before[0]]
    if ring is None:
        return before, True
    _, right = seen.across(seen.places[after[0]].spans[-1])
    to_words, to_box = stroke.box.left - right, ring.left - stroke.box.right
    if to_words < BETWEEN * to_box:
        return after, to_words < PLAINLY_BETWEEN * to_box
    goes_over = stroke.box.right >= covering(ring, seen.ink.character).left - 1 and stroke.corner[0] < ring.left
    if goes_over or stroke.corner[0] - right < ring.left - stroke.corner[0]:  # it only ends at the box, or beyond it
        return after, False
    return before if to_box < BETWEEN * to_words else sorted({*before, *after}), False


def nearer(seen: Seen, rings: list[Ring | None], stroke: Stroke, owners: list[int]) -> int:
    """Of two neighbouring options whose tick it may be, the one it is nearer to: after words, or before a box."""
    first, second = owners[0], owners[-1]
    ring, (_, right) = rings[second], seen.across(seen.places[first].spans[-1])
    if ring is None:
        return second
    is_wrapped = stroke.box.left < right and seen.places[first].end_line < seen.places[second].line
    to_words = AFTER_WORDS * seen.ink.character if is_wrapped else stroke.box.left - right
    return first if to_words <= ring.left - stroke.box.right else second


def _with_line_before(
    seen: Seen, rings: list[Ring | None], owners: list[int], stroke: Stroke
) -> tuple[list[int], bool]:
    """At the begin of a line, among options that run on over the lines, a tick may have been wrapped from its words;
    not where it stands for the only box that is not there."""
    place = seen.places[owners[0]]
    if [index for index, ring in enumerate(rings) if ring is None] == owners:
        return owners, True
    if owners[0] == 0 or seen.places[owners[0] - 1].end_line != place.line - 1 or not run_on(seen, rings):
        return owners, True
    starts = stroke.box.right < seen.across(place.spans[0])[0] and all(
        at.line != place.line for at in seen.places[: owners[0]]
    )
    return ([owners[0] - 1, *owners], False) if starts else (owners, True)


def run_on(seen: Seen, rings: Sequence[Ring | None]) -> bool:
    """Whether some line holds the beginnings of two options, or one begins behind the end of another; also where its
    box alone is left there, and its words begin the next line."""
    high = WORD_HALF * seen.ink.character
    left_behind = (
        ring is not None and ring.bottom < seen.middle(place.spans[0]) - high
        for place, ring in zip(seen.places, rings, strict=True)
    )
    return any(left_behind) or any(later.line == earlier.end_line for earlier, later in pairwise(seen.places))


def _of_line_before(seen: Seen, stroke: Stroke) -> list[int]:
    """A tick typed after the words, and wrapped to a line of its own."""
    line = line_left_over(seen, stroke)
    if line is None or not stroke.is_tick or len(seen.read.lines[line].reading.text.strip()) > 1:
        return []
    if stroke.box.bottom - stroke.box.top > HIGHEST_TYPED * seen.ink.character:
        return []
    return [index for index, place in enumerate(seen.places) if place.end_line == line - 1][-1:]


def line_left_over(seen: Seen, stroke: Stroke) -> int | None:
    """The line without words of options that this stroke stands on."""
    used = {span.line for place in seen.places for span in place.spans}
    for index, line in enumerate(seen.read.lines):
        top, bottom = line.box.top - seen.cell.top, line.box.bottom - seen.cell.top
        if index not in used and top - 1 <= stroke.box.bottom <= bottom + 1 and stroke.box.top >= top - 2:
            return index
    return None


def _is_level(seen: Seen, span: WordSpan, stroke: Stroke) -> bool:
    down = stroke.corner[1] - seen.middle(span)
    return -CORNER_ABOVE * seen.ink.character <= down <= CORNER_BELOW * seen.ink.character


def _is_before(seen: Seen, option: tuple[int, Ring | None], stroke: Stroke) -> bool:
    index, ring = option
    size, span = seen.ink.character, seen.places[index].spans[0]
    left, _ = seen.across(span)
    if ring is not None and ring.bottom < seen.middle(span) - WORD_HALF * size:
        return _is_before_ring(seen, ring, stroke)
    begin = left if ring is None else min(ring.left, left)
    earlier = room_of(seen, index).box.left
    if (
        _is_level(seen, span, stroke)
        and max(earlier, begin - BEFORE_REACH * size) <= stroke.corner[0] <= left + OVERLAP * size
    ):
        return True
    if index == 0 or ring is not None or seen.places[index - 1].end_line >= span.line:
        return False
    last = seen.places[index - 1].spans[-1]  # its box or tick may have been left behind on the line before
    return _is_level(seen, last, stroke) and stroke.corner[0] > seen.across(last)[1]


def _is_before_ring(seen: Seen, ring: Ring, stroke: Stroke) -> bool:
    """The same for a box that was left behind at the end of the line before its words."""
    down, size = stroke.corner[1] - (ring.top + ring.bottom) / 2, seen.ink.character
    level = -CORNER_ABOVE * size <= down <= CORNER_BELOW * size
    return level and ring.left - BEFORE_REACH * size <= stroke.corner[0] <= ring.right


def _is_after(seen: Seen, index: int, stroke: Stroke) -> bool:
    size = seen.ink.character
    for span in seen.places[index].spans:
        _, right = seen.across(span)
        later = [at.left - seen.cell.left for at in seen.places[index + 1 :] if at.line == span.line]
        most = min([right + AFTER_REACH * size, *later])
        if _is_level(seen, span, stroke) and right - OVERLAP * size <= stroke.corner[0] <= most:
            return True
    return False


def is_struck(seen: Seen, place: OptionPlace, drawn: list[TextBox]) -> bool:
    """Whether a line runs through or round this option's words."""
    line = seen.read.lines[place.line].box
    top, bottom = line.top - seen.cell.top, line.bottom - seen.cell.top
    return any(box.top < bottom and box.bottom > top for box in drawn)


def labels_inside(labels: NDArray[np.int32], ring: Ring) -> set[int]:
    edge = max(2, round(0.24 * ring.side))
    return set(
        np.unique(labels[ring.top + edge : ring.bottom - edge, ring.left + edge : ring.right - edge]).tolist()
    ) - {0}


def runs_on_from(stroke: Stroke, labels: NDArray[np.int32], ticked: Sequence[Ring]) -> bool:
    """Whether it is joined to what lies in a ticked box: the far part of a large tick, or a second one touching it."""
    box = stroke.box
    own = set(np.unique(labels[box.top : box.bottom, box.left : box.right]).tolist()) - {0}
    return any(own & labels_inside(labels, ring) for ring in ticked)
