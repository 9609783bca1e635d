"""Which option is ticked, most likely, where that is not beyond doubt: a person is shown it.

In: Seen, the boxes, what is in and beside them. Out: the states to show.
Elsewhere: the states that are plain (`box_states`), doubts (`box_doubts`).
"""

from collections.abc import Collection, Sequence

from parsers.scan.box_cell import Seen, State, room_of
from parsers.scan.box_doubts import WALL, ink_labels, turns_before
from parsers.scan.box_eye import RATHER, by_far_likeliest, likeliest
from parsers.scan.box_ring import Ring
from parsers.scan.box_ringed import ringed
from parsers.scan.box_several import FEWEST_WHOLE, PARTED, Told, is_stamped, several_ticked, under_stamps
from parsers.scan.box_strokes import nearer, owners_of, runs_on_from
from parsers.scan.mark_strokes import Stroke
from parsers.scan.recogniser import TextBox

FEW = 3
"""Strokes beside words and boxes where no stamp lies on a grey page."""
PENNED, BLUE = 0.5, 0.2
"""Characters that a pen's tick is wide and high; the share of its box that is blue."""
BEFORE = 0.3
"""Characters at the end of a box's room that the first word may reach into."""


def likely_states(
    seen: Seen,
    rings: list[Ring | None],
    told: Told,
    drawn: tuple[list[Stroke], list[TextBox]],
    chances: Sequence[float | None],
) -> tuple[State, ...]:
    """`drawn`: strokes, long lines; `chances`: that each box is ticked, as the network sees it."""
    (boxed, states, _), (strokes, lines) = told, drawn
    several = several_ticked(seen, rings, told, strokes, chances)
    if several:
        return _only(several, len(states))
    chosen = _likeliest(seen, ringed(seen, rings, lines), told, chances)
    if chosen is not None:
        no_stamp = seen.in_colour or len(strokes) <= FEW  # in grey, a stamp's letters look like ticks
        may_be_two = boxed[chosen] == "ticked" and no_stamp
        also = _ticked_beside(seen, rings, strokes, rings[chosen]) if may_be_two else set()
        if _is_behind_words(seen, rings, chosen):
            chosen -= 1
        return _only({chosen, *also}, len(states))
    if not seen.stamps.any():
        return tuple(states)
    hidden = set() if "ticked" in states else under_stamps(seen, rings)
    return _only(hidden, len(states)) if hidden else _as_seen(states, chances)


def _only(ticked: Collection[int], count: int) -> tuple[State, ...]:
    return tuple("ticked" if index in ticked else "empty" for index in range(count))


def _likeliest(seen: Seen, ring: int | None, told: Told, chances: Sequence[float | None]) -> int | None:
    """One option, by all that may tell: `ring`: the one that is ringed."""
    boxed, states, suspect = told
    if ring is not None and not any(state == "ticked" and index != ring for index, state in enumerate(boxed)):
        return ring
    by_far = None if seen.in_colour and states.count("ticked") == 1 else by_far_likeliest(chances)
    return next((index for index in (likeliest(chances), suspect, by_far) if index is not None), None)


def _is_behind_words(seen: Seen, rings: list[Ring | None], ticked: int) -> bool:
    """Whether the tick in a box stands behind the words of the option before it; not what lies in its upper left and
    its lower right corner, as a cross does and no tick."""
    ring = rings[ticked]
    if ring is None or not turns_before(seen, rings, ticked, perhaps=False):
        return False
    inset, third = round(WALL * ring.side), round(ring.side / 3)
    within = seen.ink.mask[ring.top + inset : ring.bottom - inset, ring.left + inset : ring.right - inset]
    return not (within[:third, :third].any() and within[-third:, -third:].any())


def _as_seen(states: Sequence[State], chances: Sequence[float | None]) -> tuple[State, ...]:
    """Of several that are ticked, less those whose box the network sees empty: beside these are a stamp's letters."""
    seen_empty = [chance is not None and chance < RATHER for chance in chances] or [False] * len(states)
    if all(is_empty for state, is_empty in zip(states, seen_empty, strict=True) if state == "ticked"):
        return tuple(states)
    return tuple("empty" if is_empty else state for state, is_empty in zip(states, seen_empty, strict=True))


def _ticked_beside(seen: Seen, rings: list[Ring | None], strokes: Sequence[Stroke], ticked: Ring | None) -> set[int]:
    """The options that surely have a tick of their own beside their box or words; what looks like several ticks are
    the letters of a stamp; what runs on from the box that is ticked is that box's."""
    labels, boxes = ink_labels(seen), [ticked] if ticked else []
    ticks = [
        stroke for stroke in strokes if (stroke.is_tick and not is_stamped(seen, stroke)) or _is_penned(seen, stroke)
    ]
    ticks = [stroke for stroke in ticks if not runs_on_from(stroke, labels, boxes)]
    owned = [owners_of(seen, rings, stroke) for stroke in ticks]
    return {owners[0] for owners, surely in owned if surely and len(owners) == len(owned) == 1}


def _is_penned(seen: Seen, stroke: Stroke) -> bool:
    """Whether it is as large as a tick, and blue as pens are."""
    box = stroke.box
    if seen.pen is None or min(box.right - box.left, box.bottom - box.top) < PENNED * seen.ink.character:
        return False
    return float(seen.pen[box.top : box.bottom, box.left : box.right].mean()) > BLUE


def _is_inked(seen: Seen, index: int) -> bool:
    """Whether something stands where the option's box should be."""
    room, words = room_of(seen, index).box, round(BEFORE * seen.ink.character)
    return bool(seen.ink.mask[room.top : room.bottom, room.left : max(room.left, room.right - words)].any())


def suspected(seen: Seen, rings: list[Ring | None], states: Sequence[State], strokes: Sequence[Stroke]) -> int | None:
    """The only option of a list at whose box or words there is more than a box and words; of two neighbours whose
    tick one stroke may be, the nearer; of two at which parts of one are, that at which it turns."""
    marked = [index for index, state in enumerate(states) if state != "empty"]
    if len(states) <= FEWEST_WHOLE or any(states[index] == "ticked" for index in marked):
        return None
    if any(states[index] == "bare" and not _is_inked(seen, index) for index in marked):
        return None
    if len(marked) == 1:
        return marked[0]
    if len(marked) != 2:
        return None
    owned = [(owners_of(seen, rings, stroke)[0], stroke) for stroke in strokes]
    own = [stroke for owners, stroke in owned if owners == marked]
    if len(own) == 1:
        return nearer(seen, rings, own[0], marked)
    parts = {owners[0]: stroke.box for owners, stroke in owned if len(owners) == 1 and owners[0] in marked}
    if len(parts) < len(marked) or parts[marked[0]].gap_to(parts[marked[1]]) > PARTED * seen.ink.character:
        return None
    return max(parts, key=lambda index: parts[index].bottom)
