"""What is seen round the words of each option, and what that says: ticked, empty, bare, or that nobody can tell.

In: the ink of a cell, the rooms before and behind each option's words. Out: Look, State.
Elsewhere: outlines and marks as pixels (`parsers.scan.box_ink`), the cell as a whole (`parsers.scan.boxes`).
"""

from dataclasses import dataclass, replace
from statistics import median
from typing import Literal

from parsers.scan.box_ink import Ink, Ring, Span, best_ring, marks_in
from parsers.scan.options import OptionPlace
from parsers.scan.recogniser import TextBox

State = Literal["ticked", "empty", "bare", "unclear"]
"""`bare`: neither box nor mark, just the words."""

RING_SEEN, THREE_SIDES = 0.8, 0.75
INSIDE_EMPTY, INSIDE_TICKED = 0.06, 0.12
CLEARLY_NEARER, OWN_OUTLINE = 0.6, 4
ENOUGH_SIBLINGS, SIBLING_SEEN, MOST_WITHIN_EMPTY = 3, 0.6, 0.1
FAR_AFTER = 2.5
"""Characters behind the words of an option within which a mark is its own."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is seen round one option's words: a box, marks before (beside the box) and after them.

    `anchor`: where box or words begin; `ring_left`: where a box that is badly seen does; in pixels of the cell.
    """

    ring: Ring | None
    before: tuple[Span, ...]
    after: tuple[Span, ...]
    anchor: int
    is_doubtful: bool = False
    ring_left: int = 0

    @property
    def is_boxed(self) -> bool:
        """Whether there is a box."""
        return self.ring is not None and self.ring.seen >= RING_SEEN

    @property
    def is_bare(self) -> bool:
        """Whether there is neither box nor mark."""
        broken = self.ring is not None and self.ring.third >= THREE_SIDES
        return not (self.is_boxed or broken or self.before or self.after)


def look_at(ink: Ink, before: TextBox, after: TextBox) -> Look:
    ring, marks_after = best_ring(ink, before), tuple(marks_in(ink, after))
    if any(mark[0] - after.left > FAR_AFTER * ink.character for mark in marks_after):
        # a hair on the glass or a tick: out here nobody can tell
        return Look(ring, tuple(marks_in(ink, before)), marks_after, before.right, is_doubtful=True)
    if ring is not None and ring.seen >= RING_SEEN:
        left_of_it = replace(before, right=max(before.left, before.left + ring.left - 2))
        return Look(ring, tuple(marks_in(ink, left_of_it)), marks_after, before.left + ring.left)
    after = replace(after, left=max(0, after.left - round(0.3 * ink.character)))
    behind = best_ring(ink, after)
    if behind is not None and behind.seen >= RING_SEEN and not list(marks_in(ink, before)):
        right_of_it = replace(after, left=min(after.right, after.left + behind.left + behind.side + 2))
        return Look(behind, (), tuple(marks_in(ink, right_of_it)), before.right)
    ring_left = before.left + ring.left if ring is not None else 0
    return Look(ring, tuple(marks_in(ink, before)), marks_after, before.right, ring_left=ring_left)


def shared_out(looks: list[Look], places: tuple[OptionPlace, ...], ink: Ink) -> list[Look]:
    """A mark between two options of one line belongs to the nearer one; where both are near, nobody can tell."""
    out = list(looks)
    for index in range(1, len(looks)):
        earlier, place, look = places[index - 1], places[index], out[index]
        if place.line != earlier.end_line:
            if look.is_bare and not out[index - 1].is_bare and out[index - 1].after:
                out[index] = replace(look, before=out[index - 1].after)
                out[index - 1] = replace(out[index - 1], after=())
            continue
        for mark in look.before:
            far, near = mark[0] - (earlier.right - ink.left), look.anchor - mark[1]
            if far <= CLEARLY_NEARER * near:
                out[index] = replace(out[index], before=tuple(m for m in out[index].before if m != mark))
                out[index - 1] = replace(out[index - 1], after=(*out[index - 1].after, mark))
            elif near > CLEARLY_NEARER * far and look.is_boxed:
                out[index], out[index - 1] = (replace(out[at], is_doubtful=True) for at in (index, index - 1))
    return out


def with_siblings(looks: list[Look]) -> list[Look]:
    """A box that is badly seen is known by its fellows, which were printed alike: three sides of the same size do."""
    boxed = [look.ring for look in looks if look.ring is not None and look.is_boxed]
    if len(boxed) < ENOUGH_SIBLINGS:
        return looks
    side, usual = median(ring.side for ring in boxed), median(ring.inside for ring in boxed)
    return [_boxed_like(look, _like(look.ring, side, usual)) if look.ring is not None else look for look in looks]


def _boxed_like(look: Look, ring: Ring) -> Look:
    """Where the box is now known for one, its own outline is no mark."""
    if look.is_boxed or ring.seen < RING_SEEN:
        return replace(look, ring=ring)
    left, right = look.ring_left - OWN_OUTLINE, look.ring_left + ring.side + OWN_OUTLINE
    return replace(look, ring=ring, before=tuple(m for m in look.before if m[0] < left or m[1] > right))


def _like(ring: Ring, side: float, usual: float) -> Ring:
    """The ring, taken for a box where it is of its fellows' size; its ink beyond what is inside of an empty fellow."""
    alike = ring.seen >= SIBLING_SEEN and abs(ring.side - side) <= max(2.0, 0.15 * side)
    inside = max(0.0, ring.inside - usual) if usual <= MOST_WITHIN_EMPTY else ring.inside
    return replace(ring, seen=max(ring.seen, RING_SEEN) if alike else ring.seen, inside=inside)


def state_of(look: Look) -> State:
    ring, marked = look.ring, bool(look.before or look.after)
    if look.is_doubtful:
        return "unclear"
    if ring is None or ring.seen < RING_SEEN:
        broken = ring is not None and ring.third >= THREE_SIDES
        return "unclear" if broken else "ticked" if marked else "bare"
    if ring.inside >= INSIDE_TICKED or (marked and ring.inside <= INSIDE_EMPTY):
        return "ticked"
    return "empty" if ring.inside <= INSIDE_EMPTY else "unclear"
