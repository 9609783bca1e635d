"""In which state each option of a cell is, by what lies in its box and beside its words.

In: Seen (the ink of a cell, the places of its options, stamps over it). Out: a State for each option, and whether they
are plain enough to go by. Elsewhere: boxes (`box_ring`), strokes (`mark_strokes`, `box_strokes`), certainty (`boxes`).
Boxes of one list look alike: a box is ticked where there is more in it than in the emptiest of them.
"""

import math
from collections.abc import Sequence
from statistics import median

from parsers.scan.box_cell import Seen, State, room_after, room_of
from parsers.scan.box_doubts import WHOLE, has_other_words, ink_labels, is_plain
from parsers.scan.box_eye import only_one_ticked, with_eye
from parsers.scan.box_guess import likely_states, suspected
from parsers.scan.box_ring import THREE_SIDES, Ring, find_ring, find_ring_alike, find_rings
from parsers.scan.box_ringed import plainly_ringed, ringed
from parsers.scan.box_several import FEWEST_WHOLE
from parsers.scan.box_strokes import (
    is_explained,
    is_fold,
    is_sliver,
    is_struck,
    is_tick_through_words,
    labels_inside,
    owners_of,
    rises_from_a_box,
    run_on,
    runs_on_from,
    strokes_in,
)
from parsers.scan.mark_strokes import Stroke, lines_drawn
from parsers.scan.recogniser import TextBox

TICKED_BY, EMPTY_BY = 0.1, 0.055
"""How much more of a box is inked than of the emptiest boxes of the list."""
EMPTIEST_MOST = 0.3
"""A list whose emptiest box is inked more than this has filled boxes only."""
TAIL_INK = 0.25
WEAK = 0.35
"""Of the fullest box: what has less in it may just have been sought a little beside its place."""
PLAIN, LEAST_LEFT = 0.2, 0.01
"""Of a tick: ink that leaves no doubt; ink that is left wherever around its box it is sought, and in the middle of the
box. A shadow leaves none, nor do the box's own thick lines."""
HALF, ASIDE = 0.65, 0.15
"""Of a box's outline: what is less among so many whole ones is none; nor is what stands aside, in characters."""
PEN_NONE, PEN_LEAST = 0.005, 0.08
"""Of a box with its lines: the most blue ink where no pen was, the least where one was."""
CLEAN = 0.03
"""Of boxes whose place is known exactly: the most ink in most of them."""


def states_of(seen: Seen) -> tuple[tuple[State, ...], bool]:
    """The state of each option, and whether all of them are beyond doubt."""
    rings = _rings(seen)
    strokes = strokes_in(seen, rings, seen.ink.mask, may_be_cut=seen.in_colour)
    strokes = [stroke for stroke in strokes if not (is_fold(seen, stroke) or is_sliver(seen, stroke))]
    chances = seen.eye(rings) if seen.eye else ()
    boxed, only = with_eye(_by_box(seen, rings), chances), only_one_ticked(chances)
    lines = lines_drawn(seen.ink.mask, seen.ink.character)
    drawn = [box for box in lines if not (is_tick_through_words(box, strokes) or rises_from_a_box(seen, box, rings))]
    struck = [is_struck(seen, place, drawn) for place in seen.places]
    if only is not None and not any(struck) and _is_seen_at_once(seen, rings, only, (strokes, lines)):
        return tuple("ticked" if index == only else "empty" for index in range(len(rings))), True
    states, loose, sure = _with_strokes(seen, rings, boxed, strokes)
    states = ["unclear" if is_out else state for is_out, state in zip(struck, states, strict=True)]
    suspect = suspected(seen, rings, states, strokes)
    if len(states) > 1:
        states = ["unclear" if state == "bare" else state for state in states]
    if (
        sure
        and not _several_beside(boxed, states)
        and not has_other_words(seen, rings, strokes)
        and is_plain(seen, rings, states, (strokes, loose))
    ):
        return tuple(states), True
    chosen = plainly_ringed(seen, rings, (strokes, lines), chances)
    if chosen is not None:
        return tuple("ticked" if index == chosen else "empty" for index in range(len(states))), True
    return likely_states(seen, rings, (boxed, states, suspect), (strokes, lines), chances), False


def _is_seen_at_once(
    seen: Seen, rings: list[Ring | None], only: int, drawn: tuple[list[Stroke], list[TextBox]]
) -> bool:
    """Whether the one box that the network sees ticked leaves no doubt, whatever lies about: each box begins a line,
    so that no tick before it is another option's; no words are ringed or added, nor does a tick stand beside others."""
    strokes, lines = drawn
    if run_on(seen, rings) or has_other_words(seen, rings, strokes) or ringed(seen, rings, lines) not in (None, only):
        return False
    ring, labels = rings[only], ink_labels(seen)
    beside = [stroke for stroke in strokes if stroke.is_tick and not (ring and runs_on_from(stroke, labels, [ring]))]
    return all(owners_of(seen, rings, stroke)[0] in ([], [only]) for stroke in beside)


def _several_beside(boxed: Sequence[State], states: Sequence[State]) -> bool:
    """Whether several options are ticked, one of them beside its empty box: one tick over two lines, in pieces."""
    ticked = [index for index, state in enumerate(states) if state == "ticked"]
    return len(ticked) > 1 and any(boxed[index] == "empty" for index in ticked)


def _rings(seen: Seen) -> list[Ring | None]:
    rooms = [room_of(seen, index) for index in range(len(seen.places))]
    rings = _without_odd(find_rings(seen.ink, rooms), seen.ink.character)
    if not any(rings):
        return [find_ring(seen.ink, room_after(seen, place)) for place in seen.places]
    if _are_in_column(rings, seen.ink.character):  # none is left behind at the end of a line
        return rings
    by_size = sorted((ring for ring in rings if ring is not None), key=lambda ring: ring.side)
    fellow = by_size[len(by_size) // 2]
    for index in range(1, len(rings)):
        earlier, place = seen.places[index - 1], seen.places[index]
        if rings[index] is None and place.line > earlier.end_line:
            rings[index] = find_ring_alike(seen.ink, room_after(seen, earlier), fellow)
    return rings


def _without_odd(rings: list[Ring | None], character: float) -> list[Ring | None]:
    """Less what is half a box among whole ones, or a part of one beside their column: a tick with the strokes of a
    character or a fold beside it."""
    whole = [ring.left for ring in rings if ring is not None and ring.seen >= WHOLE]
    if len(whole) < FEWEST_WHOLE:
        return rings
    most = ASIDE * character if _are_in_column(rings, character) else math.inf
    return [
        ring if ring is not None and _is_box(ring, abs(ring.left - median(whole)) <= most) else None for ring in rings
    ]


def _are_in_column(rings: Sequence[Ring | None], character: float) -> bool:
    """Whether each option begins a line, as far as boxes are whole."""
    whole = [ring.left for ring in rings if ring is not None and ring.seen >= WHOLE]
    return len(whole) >= FEWEST_WHOLE and max(whole) - min(whole) <= ASIDE * character


def _is_box(ring: Ring, in_column: bool) -> bool:
    return ring.seen >= WHOLE or (in_column and max(ring.seen, ring.third) >= HALF)


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
            least = ring.least_inside(seen.ink.mask)
            is_weak = (more < WEAK * max(known) and least < EMPTY_BY) or (more < PLAIN and least < LEAST_LEFT)
            is_weak = is_weak or ring.in_its_middle(seen.ink.mask) < LEAST_LEFT
            states.append("ticked" if ring.holds_stroke(seen.ink.mask) and not is_weak else "unclear")
    return _without_tails(seen, rings, _with_pen(seen, rings, states))


def _with_pen(seen: Seen, rings: list[Ring | None], states: list[State]) -> list[State]:
    """An unclear box is ticked where a blue pen left its ink in it, and in no other box."""
    shares = [0.0 if ring is None or seen.pen is None else ring.over(seen.pen) for ring in rings]
    inked = [index for index, share in enumerate(shares) if share > PEN_NONE]
    if len(inked) == 1 and states[inked[0]] == "unclear" and shares[inked[0]] >= PEN_LEAST:
        return [*states[: inked[0]], "ticked", *states[inked[0] + 1 :]]
    return states


def _without_tails(seen: Seen, rings: list[Ring | None], states: list[State]) -> list[State]:
    """A box that is only crossed by the tail of a tick in a box below is not ticked."""
    out = list(states)
    if "ticked" not in states:
        return out
    labels = ink_labels(seen)
    for index, ring in enumerate(rings):
        if ring is None or states[index] not in ("ticked", "unclear") or ring.inside(seen.ink.mask) > TAIL_INK:
            continue
        here = labels_inside(labels, ring)
        below = [
            other
            for other, state in zip(rings, states, strict=True)
            if other is not None and state == "ticked" and other.top > ring.bottom
            and other.inside(seen.ink.mask) > ring.inside(seen.ink.mask)
        ]  # fmt: skip
        if any(here & labels_inside(labels, other) for other in below):
            out[index] = "empty"
    return out


def _with_strokes(
    seen: Seen, rings: list[Ring | None], boxed: list[State], strokes: list[Stroke]
) -> tuple[list[State], list[Stroke], bool]:
    """The states with what is drawn beside boxes and words; the strokes that belong to no option; whether it is plain
    to which option each of the others belongs."""
    states, loose, sure = list(boxed), [], True
    ticked = [ring for ring, state in zip(rings, boxed, strict=True) if ring is not None and state == "ticked"]
    labels = ink_labels(seen)
    for stroke in strokes:
        if is_explained(stroke, seen, rings, boxed):
            continue
        if ticked and runs_on_from(stroke, labels, ticked):
            sure = False
            continue
        owners, is_sure = owners_of(seen, rings, stroke)
        sure = sure and is_sure
        if not owners:
            loose.append(stroke)
        for index in owners:
            if states[index] != "ticked":
                states[index] = "ticked" if stroke.is_tick and len(owners) == 1 else "unclear"
    for index, ring in enumerate(rings):
        if ring is not None and states[index] == "bare":
            states[index] = "unclear" if ring.third >= THREE_SIDES else "bare"
    broken = _instead_of_its_box(rings, boxed, states)
    if broken is not None:
        states[broken], sure = "ticked", False
    return states, loose, sure


def _instead_of_its_box(rings: list[Ring | None], boxed: list[State], states: list[State]) -> int | None:
    """The only option that has strokes and no box, all others having whole empty ones: a tick broken by a stamp."""
    unclear = [index for index, state in enumerate(states) if state == "unclear" and boxed[index] == "bare"]
    others = [
        (ring, state) for index, (ring, state) in enumerate(zip(rings, states, strict=True)) if [index] != unclear
    ]
    whole = all(ring is not None and ring.seen >= WHOLE and state == "empty" for ring, state in others)
    return unclear[0] if len(unclear) == 1 and whole and len(others) >= FEWEST_WHOLE else None
