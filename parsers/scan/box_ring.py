"""Where the printed tick boxes of one cell stand: squares of one size, each before the words of its option.

In: the ink of a cell, a room for each option's box. Out: for each option its Ring, None where there is no box.
Elsewhere: what is in the boxes (`parsers.scan.boxes`), which other strokes there are (`parsers.scan.mark_strokes`).
Boxes of one list look alike, so a box that was half lost under a stamp is found by where its fellows stand.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.scan.line_ink import Mask
from parsers.scan.recogniser import TextBox

SIDES = tuple(round(0.55 + 0.05 * step, 2) for step in range(13))
"""Sides of a box to try, in characters."""
LEAST_SIDE = 6
RING_SEEN, RING_HALF_SEEN, THREE_SIDES = 0.8, 0.55, 0.75
OTHER_FONT = 0.85
HALF_SIDES = 0.5
"""Of the third best side of a box half seen; the strokes of a tick have no third side."""
LARGER_IS_AS_GOOD = 0.02
INSET, MIDDLE, SHIFT, REACHING = 0.24, 0.35, 0.08, 0.5
WHOLE, ASIDE = 0.95, 0.25
"""A box that is not whole must not stand further aside from where its fellows stand."""
ASTRAY = 0.16
"""How far, in characters, a box half seen may stand from where its fellows stand."""

Sums = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """The ink of one cell. `faint`: with the thin lines of boxes that were printed palely."""

    mask: Mask
    faint: Mask
    character: float


@dataclass(frozen=True, slots=True)
class Room:
    """Where an option's box may stand; `anchor`: left end and middle of its words."""

    box: TextBox
    anchor: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Ring:
    """The best place for a box's outline: how much of it is there.

    `third`: how much is there of the side that is the third best: a tick has no three sides.
    """

    seen: float
    third: float
    left: int
    top: int
    side: int

    @property
    def right(self) -> int:
        """One past its last column."""
        return self.left + self.side

    @property
    def bottom(self) -> int:
        """One past its last row."""
        return self.top + self.side

    def inside(self, mask: Mask) -> float:
        """The share of ink within its lines."""
        return self._inside(mask, 0, 0)

    def over(self, mask: Mask) -> float:
        """The share of ink in it, its lines included."""
        piece = mask[max(0, self.top) : self.bottom, max(0, self.left) : self.right]
        return float(piece.mean()) if piece.size else 0.0

    def in_its_middle(self, mask: Mask) -> float:
        """The share of ink well away from its lines, however thick they are."""
        edge = round(MIDDLE * self.side)
        rows = mask[max(0, self.top + edge) : max(0, self.bottom - edge)]
        middle = rows[:, max(0, self.left + edge) : max(0, self.right - edge)]
        return float(middle.mean()) if middle.size else 0.0

    def least_inside(self, mask: Mask) -> float:
        """The same where it is least, since shadows and thick lines blur where exactly a box stands."""
        most = max(1, round(SHIFT * self.side))
        moves = range(-most, most + 1, most)
        return min(self._inside(mask, across, down) for down in moves for across in moves)

    def holds_stroke(self, mask: Mask) -> bool:
        """Whether what is inside reaches half across it; a speck of dirt does not."""
        inner = self._inner(mask, 0, 0)
        lines = [np.asarray(inner.any(axis=axis), np.bool_) for axis in (0, 1)]
        return any(bool(line.any()) and np.ptp(np.flatnonzero(line)) + 1 >= REACHING * len(line) for line in lines)

    def _inside(self, mask: Mask, across: int, down: int) -> float:
        inner = self._inner(mask, across, down)
        return float(inner.mean()) if inner.size else 0.0

    def _inner(self, mask: Mask, across: int, down: int) -> Mask:
        edge = max(2, round(INSET * self.side))
        rows = mask[max(0, self.top + edge + down) : max(0, self.bottom - edge + down)]
        return rows[:, max(0, self.left + edge + across) : max(0, self.right - edge + across)]


def find_rings(ink: Ink, rooms: Sequence[Room]) -> list[Ring | None]:
    """The box in each room; None where none is."""
    sums = _sums(ink.faint)
    sides = sorted({side for share in SIDES if (side := round(share * ink.character)) >= LEAST_SIDE})
    tried = {side: [_best_of_side(sums, room.box, side) for room in rooms] for side in sides}
    usual = _usual_side(tried)
    found = [_own_best(tried, index) for index in range(len(rooms))]
    if usual is None:
        return [ring if ring is not None and ring.seen >= RING_SEEN else None for ring in found]
    alike = [_near_size(tried, index, usual) for index in range(len(rooms))]
    alike = [_or_of_other_font(ring, own) for ring, own in zip(alike, found, strict=True)]
    sure = [(ring, room) for ring, room in zip(alike, rooms, strict=True) if ring and ring.seen >= RING_SEEN]
    if len(sure) < 2:
        return [ring if ring is not None and ring.seen >= RING_SEEN else None for ring in alike]
    offset = _offset(sure)
    alike = [_unless_astray(ring, room, (offset, ink.character)) for ring, room in zip(alike, rooms, strict=True)]
    return [
        ring if ring is not None and ring.seen >= RING_SEEN else _half_seen(sums, ink, room, (usual, offset))
        for ring, room in zip(alike, rooms, strict=True)
    ]


def find_ring(ink: Ink, room: TextBox) -> Ring | None:
    """A box that is plainly there, of any usual size."""
    (ring,) = find_rings(ink, [Room(room, (room.left, (room.top + room.bottom) / 2))])
    return ring if ring is not None and ring.third >= THREE_SIDES else None


def find_ring_alike(ink: Ink, room: TextBox, fellow: Ring) -> Ring | None:
    """A box that is plainly there, of the size of its fellow."""
    sums, close = _sums(ink.faint), max(1, round(0.12 * fellow.side))
    tried = [_best_of_side(sums, room, side) for side in range(fellow.side - close, fellow.side + close + 1)]
    best = max((ring for ring in tried if ring is not None), key=lambda ring: ring.seen, default=None)
    return best if best is not None and best.seen >= RING_SEEN and best.third >= THREE_SIDES else None


def _sums(faint: Mask) -> Sums:
    thick = cv2.dilate(faint.astype(np.uint8), np.ones((3, 3), np.uint8)) if faint.size else faint.astype(np.uint8)
    return np.asarray(cv2.integral(thick), np.float64)


def _best_of_side(sums: Sums, room: TextBox, side: int) -> Ring | None:
    """The fullest outline of this side within the room."""
    high, wide = room.bottom - room.top - side + 1, room.right - room.left - side + 1
    if high <= 0 or wide <= 0:
        return None
    area = sums[room.top : room.bottom + 1, room.left : room.right + 1]
    whole = area[side:, side:] - area[:-side, side:] - area[side:, :-side] + area[:-side, :-side]
    inner = area[1:-1, 1:-1]
    hole = side - 2
    core = inner[hole:, hole:] - inner[:-hole, hole:] - inner[hole:, :-hole] + inner[:-hole, :-hole]
    fit = (whole - core) / (4 * side - 4)
    row, column = divmod(int(np.argmax(fit)), fit.shape[1])
    seen, top, left = float(fit[row, column]), row + room.top, column + room.left
    return Ring(seen, _third_side(sums, left, top, side), left, top, side)


def _third_side(sums: Sums, left: int, top: int, side: int) -> float:
    right, bottom = left + side, top + side
    level = ((left, top, right, top + 1), (left, bottom - 1, right, bottom))
    upright = ((left, top, left + 1, bottom), (right - 1, top, right, bottom))
    return sorted(float(sums[b, r] - sums[t, r] - sums[b, l] + sums[t, l]) / side for l, t, r, b in (*level, *upright))[
        1
    ]


def _own_best(tried: dict[int, list[Ring | None]], index: int) -> Ring | None:
    """Of equally full outlines the largest is the box; the smaller ones lie within its thick lines."""
    best: Ring | None = None
    for side in sorted(tried):
        ring = tried[side][index]
        if ring is not None and (best is None or ring.seen >= best.seen - LARGER_IS_AS_GOOD):
            best = ring if best is None or ring.seen >= best.seen - LARGER_IS_AS_GOOD else best
    return best


def _usual_side(tried: dict[int, list[Ring | None]]) -> int | None:
    """The size of most boxes that are plainly there."""
    count = len(next(iter(tried.values()), []))
    own = [ring for index in range(count) if (ring := _own_best(tried, index)) and ring.seen >= RING_SEEN]
    return round(median(ring.side for ring in own)) if len(own) >= 2 else None


def _near_size(tried: dict[int, list[Ring | None]], index: int, usual: int) -> Ring | None:
    near = {side: tried[side] for side in tried if abs(side - usual) <= max(1, round(0.12 * usual))}
    return _own_best(near, index) if near else None


def _or_of_other_font(alike: Ring | None, own: Ring | None) -> Ring | None:
    """A ticked box is often a character of another font, smaller than its empty fellows: its own outline counts."""
    if alike is not None and alike.seen >= RING_SEEN:
        return alike
    return own if own is not None and own.seen >= OTHER_FONT and own.third >= OTHER_FONT else alike


def _offset(sure: Sequence[tuple[Ring, Room]]) -> tuple[float, float]:
    """Where boxes stand, as seen from the left end and the middle of their words."""
    across = median(ring.left + ring.side / 2 - room.anchor[0] for ring, room in sure)
    down = median(ring.top + ring.side / 2 - room.anchor[1] for ring, room in sure)
    return across, down


def _unless_astray(ring: Ring | None, room: Room, usual: tuple[tuple[float, float], float]) -> Ring | None:
    """Parts of a tick and of words may look like a box, but not where boxes stand."""
    (across, _), character = usual
    if ring is None or ring.seen >= WHOLE:
        return ring
    return ring if abs(ring.left + ring.side / 2 - room.anchor[0] - across) <= ASIDE * character else None


def _half_seen(sums: Sums, ink: Ink, room: Room, usual: tuple[int, tuple[float, float]]) -> Ring | None:
    """A box of the usual size at the usual place, of which only a part is left."""
    side, (across, down) = usual
    x, y = room.anchor[0] + across - side / 2, room.anchor[1] + down - side / 2
    reach = max(2, round(ASTRAY * ink.character))
    height, width = ink.mask.shape
    around = TextBox(
        max(0, round(x) - reach),
        max(0, round(y) - reach),
        min(width, round(x) + side + reach),
        min(height, round(y) + side + reach),
    )
    ring = _best_of_side(sums, around, side)
    return ring if ring is not None and ring.seen >= RING_HALF_SEEN and ring.third >= HALF_SIDES else None
