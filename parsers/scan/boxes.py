"""Tick boxes by their pixels: which of the printed options are ticked, or that nobody can tell.

In: a cell as read (CellText), the page (Sheet), the options. Out: Marks, with the text that readers of cells expect.
Elsewhere: where the options stand (`parsers.scan.options`), which field a cell answers (`parsers.form`).
The recogniser's own □ ☑ √ are not used: it drops them, or reads them into the next character.
"""

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from parsers.document import EMPTY_BOX, TICKED
from parsers.scan.cell_text import CellText, Sheet
from parsers.scan.lines import Mask, dark
from parsers.scan.options import Found, OptionPlace, find_options
from parsers.scan.page import Pixels, darkest_channel, flattened
from parsers.scan.recogniser import TextBox

State = Literal["ticked", "empty", "bare", "unclear"]
Rooms = tuple[TextBox, TextBox]
"""`bare`: neither box nor mark, just the words."""

SIDES = tuple(round(0.6 + 0.05 * step, 2) for step in range(11))
"""Sides of a box to try, in characters."""
RING_SEEN, THREE_SIDES = 0.8, 0.75
INSIDE_EMPTY, INSIDE_TICKED = 0.06, 0.12
FAINT_SHARE = 0.2
MARK_HEIGHT, MARK_AREA = 0.38, 0.035
CERTAIN_MARKS, DOUBTFUL_MARKS = 0.99, 0.5


@dataclass(frozen=True, slots=True)
class Marks:
    """The options of one cell and their states, in reading order; `rest`: what else is written there."""

    states: tuple[tuple[str, State], ...]
    rest: str

    @property
    def text(self) -> str:
        """One option a line, its box before it."""
        sign = {"ticked": TICKED, "empty": EMPTY_BOX, "bare": "", "unclear": EMPTY_BOX}
        return "\n".join([*(sign[state] + option for option, state in self.states), *([self.rest] * bool(self.rest))])


@dataclass(frozen=True, slots=True)
class Ring:
    """The best place for an empty box's outline: how much of it is there, and the share of ink inside it.

    `third`: how much is there of the side that is the third best: a tick has no three sides.
    """

    seen: float
    third: float
    inside: float
    left: int
    top: int
    side: int


@dataclass(frozen=True, slots=True, eq=False)
class _Ink:
    """The ink of one cell. `left`, `top`: where the cell lies on the page; `character`: usual height of one."""

    mask: Mask
    faint: Mask
    """With the thin lines of boxes that were printed palely."""
    left: int
    top: int
    character: float


def read_marks(sheet: Sheet, read: CellText, options: tuple[str, ...], box: TextBox) -> tuple[Marks, float] | None:
    """The marks and how certain they are; None where the cell does not hold these options."""
    found = find_options(read, options, sheet.character)
    if not found.places:
        return None
    place = np.s_[box.top : box.bottom, box.left : box.right]
    marks = _marks(_Ink(*_masks(sheet.clean[place]), box.left, box.top, sheet.character), read, found)
    darkest = flattened(darkest_channel(sheet.colour[place]))
    darkest[sheet.rules[place] > 0] = 255
    coloured = _Ink(*_masks(darkest), box.left, box.top, sheet.character)
    certain = _marks(coloured, read, found) == marks and _is_plain(marks, read, found, options)
    return marks, CERTAIN_MARKS if certain else DOUBTFUL_MARKS


def _masks(grey: Pixels) -> tuple[Mask, Mask]:
    return dark(grey), dark(grey, FAINT_SHARE)


def _is_plain(marks: Marks, read: CellText, found: Found, options: tuple[str, ...]) -> bool:
    """Whether all options, or just one, were found and decided, and no line is left over that may hold a mark."""
    used = {line for place in found.places for line in range(place.line, place.end_line + 1)}
    whole = len(marks.states) in (1, len(options)) and len(used) == len(read.lines)
    return whole and all(state != "unclear" for _, state in marks.states)


def _marks(ink: _Ink, read: CellText, found: Found) -> Marks:
    strokes = _strokes(ink)
    rooms = _with_wrapped_boxes(ink, found, [_around(ink, read, found.places, at) for at in range(len(found.places))])
    states: list[tuple[str, State]] = []
    for place, (before, after) in zip(found.places, rooms, strict=True):
        states.append((place.option, "unclear" if _struck(strokes, ink, read, place) else _state(ink, before, after)))
    if len(states) > 1:
        states = [(option, "unclear" if state == "bare" else state) for option, state in states]
    return Marks(tuple(states), found.rest if len(found.rest) > 1 else "")


def _with_wrapped_boxes(ink: _Ink, found: Found, rooms: list[Rooms]) -> list[Rooms]:
    """A box left behind at the end of a line, its words wrapped to the next, belongs to these."""
    out = list(rooms)
    for index in range(1, len(rooms)):
        earlier, place = found.places[index - 1], found.places[index]
        nothing = TextBox(0, 0, 0, 0)
        if place.line <= earlier.end_line or _state(ink, rooms[index][0], nothing) != "bare":
            continue
        ring = _best_ring(ink, out[index - 1][1])
        if ring is not None and ring.seen >= RING_SEEN:
            out[index] = (out[index - 1][1], rooms[index][1])
            out[index - 1] = (out[index - 1][0], nothing)
    return out


def _around(ink: _Ink, read: CellText, places: tuple[OptionPlace, ...], index: int) -> tuple[TextBox, TextBox]:
    """The room before an option's words, where its box stands, and the room after them; in pixels of the cell."""
    place, size = places[index], ink.character
    line, last = read.lines[place.line].box, read.lines[place.end_line].box
    earlier = [other.right for other in places[:index] if other.end_line == place.line]
    later = [other.left for other in places[index + 1 :] if other.line == place.end_line]
    left = max(earlier, default=ink.left) - ink.left
    right = ink.mask.shape[1] if not later else 0
    before = _room(ink, (left, place.left + 0.15 * size - ink.left), (line.top + line.bottom) / 2)
    after = _room(ink, (place.right + 0.12 * size - ink.left, right), (last.top + last.bottom) / 2)
    return before, after


def _room(ink: _Ink, across: tuple[float, float], middle: float) -> TextBox:
    height, width = ink.mask.shape
    top, bottom = (round(middle - ink.top + sign * 0.85 * ink.character) for sign in (-1, 1))
    left, right = (min(width, max(0, round(value))) for value in across)
    return TextBox(left, max(0, top), max(left, right), min(height, bottom))


def _state(ink: _Ink, before: TextBox, after: TextBox) -> State:
    ring = _best_ring(ink, before)
    boxed = ring is not None and ring.seen >= RING_SEEN
    if ring is not None and boxed:
        before = TextBox(before.left, before.top, max(before.left, before.left + ring.left - 2), before.bottom)
    marked = _is_marked(ink, before) or _is_marked(ink, after)
    if ring is None or not boxed:
        broken = ring is not None and ring.third >= THREE_SIDES
        return "unclear" if broken else "ticked" if marked else "bare"
    if ring.inside >= INSIDE_TICKED or (marked and ring.inside <= INSIDE_EMPTY):
        return "ticked"
    return "empty" if ring.inside <= INSIDE_EMPTY else "unclear"


def _best_ring(ink: _Ink, room: TextBox) -> Ring | None:
    """The square outline that is there most fully, of those of the size of a box."""
    place = np.s_[room.top : room.bottom, room.left : room.right]
    piece, faint = ink.mask[place].astype(np.float32), ink.faint[place].astype(np.float32)
    thick = np.asarray(cv2.dilate(faint, np.ones((3, 3), np.uint8)) if faint.size else faint, np.float32)
    best: Ring | None = None
    for side in sorted({round(share * ink.character) for share in SIDES}):
        if side < 6 or side > min(thick.shape):
            continue
        outline = np.ones((side, side), np.float32)
        outline[1:-1, 1:-1] = 0
        fit = cv2.matchTemplate(thick, outline, cv2.TM_CCORR) / outline.sum()
        _, seen, _, (left, top) = cv2.minMaxLoc(fit)
        # of two equally full outlines the larger is the box, the smaller lies within its thick lines
        if best is None or seen >= best.seen - 0.02:
            seen = float(max(seen, best.seen if best else 0))
            best = Ring(seen, _third_side(thick, left, top, side), _inside(piece, left, top, side), left, top, side)
    return best


def _third_side(thick: NDArray[np.float32], left: int, top: int, side: int) -> float:
    square = thick[top : top + side, left : left + side]
    return sorted(float(edge.mean()) for edge in (square[0], square[-1], square[:, 0], square[:, -1]))[1]


def _inside(piece: NDArray[np.float32], left: int, top: int, side: int) -> float:
    inset = max(2, round(0.24 * side))
    inner = piece[top + inset : top + side - inset, left + inset : left + side - inset]
    return float(inner.mean()) if inner.size else 0.0


def _is_marked(ink: _Ink, room: TextBox) -> bool:
    """Whether something of the size of a tick stands in this room; not the beginning of the words after it."""
    piece = ink.mask[room.top : room.bottom, room.left : room.right].astype(np.uint8)
    if piece.size == 0:
        return False
    count, _, boxes, middles = cv2.connectedComponentsWithStats(piece)
    size, centre = ink.character, piece.shape[0] / 2
    return any(
        boxes[index, 3] >= MARK_HEIGHT * size
        and boxes[index, 2] >= 0.2 * size
        and boxes[index, 4] >= MARK_AREA * size * size
        and abs(middles[index][1] - centre) < 0.6 * size
        and not (_is_cut(boxes[index], piece.shape[1]) and boxes[index, 2] < 0.4 * size)
        for index in range(1, count)
    )


def _is_cut(box: NDArray[np.int32], width: int) -> bool:
    """Whether a stroke goes on beyond the room, as part of a character of the words."""
    return bool(box[0] == 0 or box[0] + box[2] >= width)


def _strokes(ink: _Ink) -> list[tuple[int, int, int, int]]:
    """Connected strokes much wider than a character, such as a ring round words or a line through them."""
    count, _, boxes, _ = cv2.connectedComponentsWithStats(ink.mask.astype(np.uint8))
    size = ink.character
    return [
        (int(box[0]), int(box[1]), int(box[2]), int(box[3]))
        for box in boxes[1:count]
        if box[2] > 3 * size and box[3] > 1.35 * size
    ] + _level_lines(ink)


def _level_lines(ink: _Ink) -> list[tuple[int, int, int, int]]:
    """Lines drawn under words or through them: longer than the level strokes of any two characters."""
    length = round(2.6 * ink.character)
    level = cv2.morphologyEx(ink.mask.astype(np.uint8), cv2.MORPH_OPEN, np.ones((1, max(3, length)), np.uint8))
    count, _, boxes, _ = cv2.connectedComponentsWithStats(np.asarray(level, np.uint8))
    edge = max(3, round(0.15 * ink.character))
    inner = (edge, ink.mask.shape[0] - edge)
    return [
        (int(box[0]), int(box[1]), int(box[2]), int(box[3]))
        for box in boxes[1:count]
        if box[1] >= inner[0] and box[1] + box[3] <= inner[1]
    ]


def _struck(strokes: list[tuple[int, int, int, int]], ink: _Ink, read: CellText, place: OptionPlace) -> bool:
    """Whether such a stroke runs through or round this option's words."""
    line = read.lines[place.line].box
    top, bottom = line.top - ink.top, line.bottom - ink.top
    return any(y < bottom and y + high > top for _, y, _, high in strokes)
