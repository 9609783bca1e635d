"""Which options are ticked, most likely, where they are several, or where a red stamp lies on what would tell.

In: Seen, the boxes, strokes beside them, what the network sees. Out: sets of options, empty where this tells nothing.
Elsewhere: one tick in doubt (`box_guess`), states that are plain (`box_states`).
"""

from collections.abc import Sequence
from itertools import combinations

from parsers.scan.box_cell import Seen, State
from parsers.scan.box_eye import SURELY, surely_seen, surely_ticked
from parsers.scan.box_ring import Ring
from parsers.scan.box_strokes import owners_of, strokes_in
from parsers.scan.mark_strokes import Stroke
from parsers.scan.recogniser import TextBox

Told = tuple[Sequence[State], Sequence[State], int | None]
"""The states by the boxes alone, those with strokes beside them, the option that is suspected."""

FEWEST_WHOLE = 2
"""Boxes in a list, of which some are whole."""
STAMPED = 0.1
"""Share of a stroke's box from which on it may be a letter of a stamp."""
PARTED, END = 0.6, 0.3
"""Characters between the parts of one tick, parted by a box that it touches, or of its small upper end; from there to
the rest."""
ALIKE = 0.12
"""By how much the sizes of ticks differ that are printed, as a share of them."""


def several_ticked(
    seen: Seen, rings: list[Ring | None], told: Told, strokes: Sequence[Stroke], chances: Sequence[float | None]
) -> set[int]:
    """The options, if they are several beyond reasonable doubt, or have no box where all others have."""
    in_boxes = surely_ticked(chances)
    if len(in_boxes) > 1:
        beside = {index for index, state in enumerate(told[1]) if state == "ticked" and seen.in_colour}
        return {*in_boxes, *beside}
    instead = _instead_of_boxes(seen, rings, told, strokes, chances)
    if instead:
        return instead
    behind = _behind_words(seen, rings, strokes, chances)
    behind = max(behind, _alike_under_stamps(seen, rings, chances), key=len)
    are_several = len(behind) > 1 or (told[1].count("ticked") > 1 and not seen.stamps.any())
    return behind if are_several else set()


def under_stamps(seen: Seen, rings: list[Ring | None]) -> set[int]:
    """The only option at which a red glass shows a tick under a stamp that took it away."""
    owned = [owners for _, owners, surely in _ticks_under_stamps(seen, rings) if surely and owners]
    return set(owned[0]) if len(owned) == 1 == len(owned[0]) else set()


def _alike_under_stamps(seen: Seen, rings: list[Ring | None], chances: Sequence[float | None]) -> set[int]:
    """The same of several ticks that are printed, being of one size, where all boxes are seen to be empty."""
    if not _are_empty(chances):
        return set()
    ticks = [(stroke, owners) for stroke, owners, _ in _ticks_under_stamps(seen, rings) if owners]
    if not all(_are_alike(one.box, other.box) for (one, _), (other, _) in combinations(ticks, 2)):
        return set()
    return {owners[0] for _, owners in ticks}


def _instead_of_boxes(
    seen: Seen, rings: list[Ring | None], told: Told, strokes: Sequence[Stroke], chances: Sequence[float | None]
) -> set[int]:
    """The options without a box where a tick stands instead, others having theirs; with them, boxes surely ticked."""
    boxed, states, _ = told
    bare = {index for index, state in enumerate(boxed) if state == "bare"}
    if not bare or len(boxed) - len(bare) < FEWEST_WHOLE:
        return set()
    owned = [owners_of(seen, rings, stroke)[0] for stroke in strokes if stroke.is_tick]
    instead = {index for owners in owned for index in bare & set(owners)}
    if instead != bare:
        return set()
    sure = set(surely_seen(chances))
    return instead | {index for index, state in enumerate(states) if state == "ticked" and index in sure}


def _behind_words(
    seen: Seen, rings: list[Ring | None], strokes: Sequence[Stroke], chances: Sequence[float | None]
) -> set[int]:
    """Where all boxes are seen to be empty, the options behind whose words ticks stand; one at the begin of a line was
    wrapped, and of one in two parts the lower counts."""
    if not seen.in_colour or not _are_empty(chances):
        return set()
    ticks = [stroke for stroke in strokes if stroke.is_tick and not is_stamped(seen, stroke)]
    whole = [stroke for stroke in ticks if not any(_is_end_of(seen, stroke, other) for other in ticks)]
    return {owners[0] for owners in (owners_of(seen, rings, stroke)[0] for stroke in whole) if owners}


def _are_empty(chances: Sequence[float | None]) -> bool:
    """Whether there are boxes, and the network surely sees all of them empty."""
    return len(chances) > 0 and all(chance is not None and chance <= 1 - SURELY for chance in chances)


def _ticks_under_stamps(seen: Seen, rings: list[Ring | None]) -> list[tuple[Stroke, list[int], bool]]:
    """What a red glass shows, each with the options whose tick it may be, and whether these are sure."""
    if not seen.stamps.any():
        return []
    ticks = [stroke for stroke in strokes_in(seen, rings, seen.ink.faint) if stroke.is_tick]
    return [(stroke, *owners_of(seen, rings, stroke)) for stroke in ticks]


def _are_alike(one: TextBox, other: TextBox) -> bool:
    sizes = ((box.right - box.left, box.bottom - box.top) for box in (one, other))
    return all(abs(a - b) <= ALIKE * max(a, b) for a, b in zip(*sizes, strict=True))


def is_stamped(seen: Seen, stroke: Stroke) -> bool:
    """Whether it may be a letter of a stamp."""
    box = stroke.box
    return float(seen.stamps[box.top : box.bottom, box.left : box.right].mean()) > STAMPED


def _is_end_of(seen: Seen, stroke: Stroke, other: Stroke) -> bool:
    """Whether it is the small upper end of another one."""
    box, size = stroke.box, seen.ink.character
    is_small = max(box.right - box.left, box.bottom - box.top) < PARTED * size
    return is_small and box.bottom < other.box.bottom and box.gap_to(other.box) < END * size
