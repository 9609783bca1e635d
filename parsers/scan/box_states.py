"""In which state each option of a cell is, by what lies in its box and beside its words.

In: Seen (the ink of a cell, the places of its options, stamps over it). Out: a State for each option, and whether they
are plain enough to go by. Elsewhere: boxes (`box_ring`), strokes (`mark_strokes`), certainty (`boxes`).
Boxes of one list look alike: a box is ticked where there is more in it than in the emptiest of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

import cv2
import numpy as np

from parsers.scan.box_ring import RING_SEEN, THREE_SIDES, Ink, Ring, Room, find_ring_alike, find_rings
from parsers.scan.cell_text import CellText
from parsers.scan.lines import Mask
from parsers.scan.mark_strokes import Stroke, lines_drawn, strokes_beside
from parsers.scan.options import Found, OptionPlace, WordSpan
from parsers.scan.recogniser import TextBox

State = Literal["ticked", "empty", "bare", "unclear", "alone"]
"""`bare`: neither box nor mark, just the words; `alone`: the only option left, with an empty box."""

TICKED_BY, EMPTY_BY = 0.1, 0.055
"""How much more of a box is inked than of the emptiest boxes of the list."""
EMPTIEST_MOST = 0.3
"""A list whose emptiest box is inked more than this has filled boxes only."""
TAIL_INK = 0.25
WEAK = 0.35
"""Of the fullest box: what has less in it may just have been sought a little beside its place."""
WORD_HALF, CLOSE = 0.6, 0.3
BEFORE_REACH, AFTER_REACH, OVERLAP = 2.6, 1.8, 0.3
CORNER_ABOVE, CORNER_BELOW = 0.5, 0.8
TAIL_RISE = 3.0
STAMPED_SHARE = 0.08
CLEAN = 0.03
"""Of boxes whose place is known exactly: the most ink in most of them."""
WHOLE, LEAST_READABLE = 0.9, 14
"""Of a box that can be called empty: how much of its outline is there; its side in pixels."""
MARKS_READ = set("☑√✓✔☒■●×✕✗VvXx/")
BETWEEN = 0.5
HIGHEST_TYPED, FOLD = 1.05, 8
RING_ROUND_WORDS = 0.55


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A cell: its ink, where it lies on the page, what was read in it, where stamps lie on it."""

    ink: Ink
    cell: TextBox
    read: CellText
    found: Found
    stamps: Mask

    @property
    def places(self) -> tuple[OptionPlace, ...]:
        """The options in reading order."""
        return self.found.places

    def middle(self, span: WordSpan) -> float:
        """The height at which words stand, in pixels of the cell."""
        line = self.read.lines[span.line].box
        return (line.top + line.bottom) / 2 - self.cell.top

    def across(self, span: WordSpan) -> tuple[float, float]:
        """From where to where words reach, in pixels of the cell."""
        return span.left - self.cell.left, span.right - self.cell.left


def states_of(seen: Seen) -> tuple[tuple[State, ...], bool]:
    """The state of each option, and whether all of them are beyond doubt."""
    rings = _rings(seen)
    words = _words(seen, rings)
    boxes = [_covering(ring, seen.ink.character) for ring in rings if ring is not None]
    strokes = strokes_beside(seen.ink.mask, words, boxes, seen.ink.character)
    strokes = [stroke for stroke in strokes if not _is_fold(seen, stroke)]
    boxed = _by_box(seen, rings)
    states, loose, sure = _with_strokes(seen, rings, boxed, strokes)
    drawn = [box for box in lines_drawn(seen.ink.mask, seen.ink.character) if not _is_tick_through_words(box, strokes)]
    ringed = _ringed(seen, rings, drawn)
    if ringed is not None and "ticked" not in boxed:
        return tuple("ticked" if index == ringed else "empty" for index in range(len(states))), False
    states = [
        "unclear" if _is_struck(seen, place, drawn) else state for place, state in zip(seen.places, states, strict=True)
    ]
    if len(states) > 1:
        states = ["unclear" if state == "bare" else state for state in states]
    sure = sure and not _other_words(seen, rings)
    return tuple(states), sure and _is_plain(seen, rings, states, (strokes, loose))


def _is_plain(
    seen: Seen, rings: list[Ring | None], states: Sequence[State], beside: tuple[list[Stroke], list[Stroke]]
) -> bool:
    """One tick among boxes that are plainly empty is beyond doubt; none at all, or several, only on a clean cell."""
    strokes, loose = beside
    if "unclear" in states or any(stroke.is_tick or _line_left_over(seen, stroke) is not None for stroke in loose):
        return False
    ticked = [index for index, state in enumerate(states) if state == "ticked"]
    if len(ticked) == 1:
        return True
    stamped = [index for index, ring in enumerate(rings) if ring is not None and _is_stamped(seen, ring)]
    if ticked:
        return not loose and len(set(ticked) - set(stamped)) > 1
    if strokes or stamped:
        return False
    return len(states) == 1 or all(_is_plainly_empty(ring) for ring in rings) and not _reads_a_mark(seen)


def _is_plainly_empty(ring: Ring | None) -> bool:
    return ring is not None and ring.seen >= WHOLE and ring.third >= WHOLE and ring.side >= LEAST_READABLE


def _reads_a_mark(seen: Seen) -> bool:
    """Whether the recogniser saw a mark; it misses most, but makes up few."""
    return any(set(line.reading.text) & MARKS_READ for line in seen.read.lines)


def _is_fold(seen: Seen, stroke: Stroke) -> bool:
    """Whether it is a trace of a fold or a rule: level, long, apart from all lines of words."""
    high, wide = stroke.box.bottom - stroke.box.top, stroke.box.right - stroke.box.left
    if wide < FOLD * high or wide < seen.ink.character:
        return False
    middles = [seen.middle(span) for place in seen.places for span in place.spans]
    return all(abs(middle - stroke.corner[1]) > seen.ink.character for middle in middles)


def _is_tick_through_words(box: TextBox, strokes: list[Stroke]) -> bool:
    """Whether what looks like a line through words is a tick that touches them."""
    return any(
        stroke.is_tick and box.left <= stroke.box.left and stroke.box.right <= box.right
        and box.top <= stroke.box.top and stroke.box.bottom <= box.bottom
        for stroke in strokes
    )  # fmt: skip


def _other_words(seen: Seen, rings: list[Ring | None]) -> bool:
    """Whether there are words that are neither an option's nor a box with its mark, read as a character."""
    size, used = seen.ink.character, {span.line for place in seen.places for span in place.spans}
    for span in seen.found.others:
        reach = size if span.line in used else 2 * size
        across, middle = sum(seen.across(span)) / 2, seen.middle(span)
        if not any(
            ring is not None and abs(across - ring.left - ring.side / 2) < reach and abs(middle - ring.top - ring.side / 2) < 1.5 * size
            for ring in rings
        ):  # fmt: skip
            return True
    return False


def _ringed(seen: Seen, rings: list[Ring | None], drawn: list[TextBox]) -> int | None:
    """The option round whose words a ring is drawn."""
    for box in drawn:
        for index, place in enumerate(seen.places):
            words = _word_box(seen, seen.across(place.spans[0]), place.spans[0])
            ring = rings[index]
            left = words.left if ring is None else min(ring.left, words.left)
            if _shared(box, TextBox(left, words.top, words.right, words.bottom)) >= RING_ROUND_WORDS:
                return index
    return None


def _shared(one: TextBox, other: TextBox) -> float:
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    both = max(0, wide) * max(0, high)
    area = sum((box.right - box.left) * (box.bottom - box.top) for box in (one, other))
    return both / max(1, area - both)


def _rings(seen: Seen) -> list[Ring | None]:
    rooms = [_room(seen, index) for index in range(len(seen.places))]
    rings = find_rings(seen.ink, rooms)
    for index in range(1, len(rings)):
        earlier, place = seen.places[index - 1], seen.places[index]
        if rings[index] is None and place.line > earlier.end_line:
            fellow = next((ring for ring in rings if ring is not None), None)
            rings[index] = find_ring_alike(seen.ink, _room_after(seen, earlier), fellow) if fellow else None
    return rings


def _room(seen: Seen, index: int) -> Room:
    """The room before an option's words, where its box stands."""
    place, size = seen.places[index], seen.ink.character
    earlier = [
        span.right - seen.cell.left for at in seen.places[:index] for span in at.spans if span.line == place.line
    ]
    left, middle = place.left - seen.cell.left, seen.middle(place.spans[0])
    return Room(_within(seen, (max(earlier, default=0.0), left + 0.15 * size), middle), (left, middle))


def _room_after(seen: Seen, place: OptionPlace) -> TextBox:
    """The rest of the line that an option's words end on."""
    _, right = seen.across(place.spans[-1])
    middle = seen.middle(place.spans[-1])
    return _within(seen, (right, seen.ink.mask.shape[1]), middle)


def _within(seen: Seen, across: tuple[float, float], middle: float) -> TextBox:
    height, width = seen.ink.mask.shape
    top, bottom = (round(middle + sign * 0.85 * seen.ink.character) for sign in (-1, 1))
    left, right = (min(width, max(0, round(value))) for value in across)
    return TextBox(left, max(0, top), max(left, right), max(0, min(height, bottom)))


def _words(seen: Seen, rings: list[Ring | None]) -> list[TextBox]:
    """Where words are printed. How far they reach is known less well than where boxes stand."""
    size, out = seen.ink.character, []
    for place, ring in zip(seen.places, rings, strict=True):
        for number, span in enumerate(place.spans):
            left, right = seen.across(span)
            left -= CLOSE * size if number else 0.0
            if number == 0 and ring is not None and 0 < left - ring.right < 2 * CLOSE * size:
                left = ring.right
            right += CLOSE / 2 * size
            out.append(_word_box(seen, (left, right), span))
    return out + [_word_box(seen, seen.across(span), span) for span in seen.found.others]


def _word_box(seen: Seen, across: tuple[float, float], span: WordSpan) -> TextBox:
    half, middle = WORD_HALF * seen.ink.character, seen.middle(span)
    return TextBox(
        max(0, round(across[0])), max(0, round(middle - half)), max(0, round(across[1])), round(middle + half)
    )


def _covering(ring: Ring, character: float) -> TextBox:
    """A box with its thick lines, and its shadow at the right and below."""
    edge, shadow = max(2, round(0.06 * character)), max(3, round(0.14 * character))
    return TextBox(max(0, ring.left - edge), max(0, ring.top - edge), ring.right + shadow, ring.bottom + shadow)


def _by_box(seen: Seen, rings: list[Ring | None]) -> list[State]:
    inside = [ring.inside(seen.ink.mask) if ring is not None else None for ring in rings]
    known = sorted(share for share in inside if share is not None)
    if known and median(known) > CLEAN:
        inside = [ring.least_inside(seen.ink.mask) if ring is not None else None for ring in rings]
        known = sorted(share for share in inside if share is not None)
    base = median(known[: (len(known) + 1) // 2]) if len(known) > 1 else 0.0
    base = base if base < EMPTIEST_MOST and len(known) > 2 else 0.0
    states: list[State] = []
    for ring, share in zip(rings, inside, strict=True):
        more = 0.0 if share is None else share - base
        if ring is None:
            states.append("bare")
        elif more < TICKED_BY:
            states.append("empty" if more <= EMPTY_BY else "unclear")
        else:
            is_weak = more < WEAK * max(known) and ring.least_inside(seen.ink.mask) < EMPTY_BY
            states.append("ticked" if ring.holds_stroke(seen.ink.mask) and not is_weak else "unclear")
    return _without_tails(seen, rings, states)


def _without_tails(seen: Seen, rings: list[Ring | None], states: list[State]) -> list[State]:
    """A box that is only crossed by the tail of a tick in a box below is not ticked."""
    out = list(states)
    if "ticked" not in states:
        return out
    _, labels = cv2.connectedComponents(seen.ink.mask.astype(np.uint8))
    for index, ring in enumerate(rings):
        if ring is None or states[index] not in ("ticked", "unclear") or ring.inside(seen.ink.mask) > TAIL_INK:
            continue
        here = _labels_inside(np.asarray(labels, np.int32), ring)
        below = [
            other
            for other, state in zip(rings, states, strict=True)
            if other is not None and state == "ticked" and other.top > ring.bottom
            and other.inside(seen.ink.mask) > ring.inside(seen.ink.mask)
        ]  # fmt: skip
        if any(here & _labels_inside(np.asarray(labels, np.int32), other) for other in below):
            out[index] = "empty"
    return out


def _labels_inside(labels: np.ndarray, ring: Ring) -> set[int]:
    edge = max(2, round(0.24 * ring.side))
    return set(
        np.unique(labels[ring.top + edge : ring.bottom - edge, ring.left + edge : ring.right - edge]).tolist()
    ) - {0}


def _with_strokes(
    seen: Seen, rings: list[Ring | None], boxed: list[State], strokes: list[Stroke]
) -> tuple[list[State], list[Stroke], bool]:
    """The states with what is drawn beside boxes and words; the strokes that belong to no option; whether it is plain
    to which option each of the others belongs."""
    states, loose, sure = list(boxed), [], True
    for stroke in strokes:
        if _is_explained(stroke, seen, rings, boxed):
            continue
        owners, is_sure = _owners(seen, rings, stroke)
        sure = sure and is_sure
        if not owners:
            loose.append(stroke)
        for index in owners:
            if states[index] != "ticked":
                states[index] = "ticked" if stroke.is_tick and len(owners) == 1 else "unclear"
    for index, ring in enumerate(rings):
        if ring is not None and states[index] == "bare":
            states[index] = "unclear" if ring.third >= THREE_SIDES else "bare"
    return states, loose, sure


def _is_explained(stroke: Stroke, seen: Seen, rings: list[Ring | None], boxed: list[State]) -> bool:
    """Whether it is part of a tick that lies in a box: it begins there, or is the tail of one."""
    size = seen.ink.character
    for ring, state in zip(rings, boxed, strict=True):
        if ring is None or state != "ticked":
            continue
        cover = _covering(ring, size)
        touches = (
            stroke.box.left <= cover.right + 1 and stroke.box.right >= cover.left - 1
            and stroke.box.top <= cover.bottom + 1 and stroke.box.bottom >= cover.top - 1
        )  # fmt: skip
        rises = ring.bottom - TAIL_RISE * size < stroke.corner[1] < ring.top and stroke.goes_on
        is_tail = rises and ring.left <= stroke.corner[0] <= ring.right + TAIL_RISE * size
        if touches or is_tail:
            return True
    return False


def _owners(seen: Seen, rings: list[Ring | None], stroke: Stroke) -> tuple[list[int], bool]:
    """The options that a stroke may tick: those beside whose words its lowest point lies; whether there is no other."""
    before = [index for index in range(len(seen.places)) if _is_before(seen, (index, rings[index]), stroke)]
    after = [index for index in range(len(seen.places)) if _is_after(seen, index, stroke)]
    if not before and not after:
        return _of_line_before(seen, stroke), True
    if not before or not after or before == after:
        return sorted(set(before) | set(after)), True
    ring = rings[before[0]]
    if ring is None:
        return before, True
    _, right = seen.across(seen.places[after[0]].spans[-1])
    to_words, to_box = stroke.box.left - right, ring.left - stroke.box.right
    if to_words < BETWEEN * to_box:
        return after, False
    return before if to_box < BETWEEN * to_words else sorted({*before, *after}), False


def _of_line_before(seen: Seen, stroke: Stroke) -> list[int]:
    """A tick typed after the words, and wrapped to a line of its own."""
    line = _line_left_over(seen, stroke)
    if line is None or not stroke.is_tick or len(seen.read.lines[line].reading.text.strip()) > 1:
        return []
    if stroke.box.bottom - stroke.box.top > HIGHEST_TYPED * seen.ink.character:
        return []
    return [index for index, place in enumerate(seen.places) if place.end_line == line - 1][-1:]


def _line_left_over(seen: Seen, stroke: Stroke) -> int | None:
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
    begin = left if ring is None else min(ring.left, left)
    earlier = _room(seen, index).box.left
    if (
        _is_level(seen, span, stroke)
        and max(earlier, begin - BEFORE_REACH * size) <= stroke.corner[0] <= left + OVERLAP * size
    ):
        return True
    if index == 0 or ring is not None or seen.places[index - 1].end_line >= span.line:
        return False
    last = seen.places[index - 1].spans[-1]  # its box or tick may have been left behind on the line before
    return _is_level(seen, last, stroke) and stroke.corner[0] > seen.across(last)[1]


def _is_after(seen: Seen, index: int, stroke: Stroke) -> bool:
    size = seen.ink.character
    for span in seen.places[index].spans:
        _, right = seen.across(span)
        later = [at.left - seen.cell.left for at in seen.places[index + 1 :] if at.line == span.line]
        most = min([right + AFTER_REACH * size, *later])
        if _is_level(seen, span, stroke) and right - OVERLAP * size <= stroke.corner[0] <= most:
            return True
    return False


def _is_struck(seen: Seen, place: OptionPlace, drawn: list[TextBox]) -> bool:
    """Whether a line runs through or round this option's words."""
    line = seen.read.lines[place.line].box
    top, bottom = line.top - seen.cell.top, line.bottom - seen.cell.top
    return any(box.top < bottom and box.bottom > top for box in drawn)


def _is_stamped(seen: Seen, ring: Ring) -> bool:
    piece = seen.stamps[ring.top : ring.bottom, ring.left : ring.right]
    return bool(piece.size) and float(piece.mean()) > STAMPED_SHARE
