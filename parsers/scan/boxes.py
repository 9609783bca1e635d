"""Tick boxes by their pixels: which of the printed options are ticked, or that nobody can tell.

In: a cell as read (CellText), the page (Sheet), the options. Out: Marks, with the text that readers of cells expect.
Elsewhere: where the options stand (`parsers.scan.options`), which field a cell answers (`parsers.form`).
The recogniser's own □ ☑ √ are not used: it drops them, or reads them into the next character.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from parsers.document import EMPTY_BOX, TICKED
from parsers.scan.box_ink import MARK_AREA as AREA
from parsers.scan.box_ink import MARK_HEIGHT as LEAST_STROKE
from parsers.scan.box_ink import Ink, best_ring
from parsers.scan.box_looks import RING_SEEN, State, look_at, shared_out, state_of, with_siblings
from parsers.scan.cell_text import CellText, ReadLine, Sheet
from parsers.scan.labels import plain
from parsers.scan.lines import Mask, dark, end_margins
from parsers.scan.options import Found, OptionPlace, find_options
from parsers.scan.page import Pixels, darkest_channel, flattened
from parsers.scan.recogniser import TextBox
from parsers.scan.red_ink import stamps_on

Rooms = tuple[TextBox, TextBox]
"""Before an option's words, and behind them."""

FAINT_SHARE = 0.2
STAMP_AROUND = 6
"""Characters around a cell in which a stamp is looked for."""
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


def read_marks(sheet: Sheet, read: CellText, options: tuple[str, ...], box: TextBox) -> tuple[Marks, float] | None:
    """The marks and how certain they are; None where the cell does not hold these options.

    They are looked for twice: on the page without red ink, and on the page in colour, less stamps but with red pens.
    """
    found = find_options(read, options, sheet.character)
    if not found.places or (len(found.places) == 1 and _is_more_than_an_option(read, found)):
        return None
    place = np.s_[box.top : box.bottom, box.left : box.right]
    clean = Ink(*_masks(sheet.clean[place]), box.left, box.top, sheet.character)
    coloured, stamped = _without_stamps(sheet, box)
    marks = _marks(clean, read, found)
    is_plain = _is_plain(marks, read, found, options) and _is_explained(coloured, marks, read, found, stamped)
    certain = is_plain and _agree(marks, _marks(coloured, read, found), stamped)
    return marks, CERTAIN_MARKS if certain else DOUBTFUL_MARKS


def _is_more_than_an_option(read: CellText, found: Found) -> bool:
    """Whether other words stand beside the only option, as in the name of a unit that is called like its type."""
    words = "".join(c for c in read.text if "\u3400" <= c <= "\u9fff")
    return words != plain(found.places[0].option)


def _without_stamps(sheet: Sheet, box: TextBox) -> tuple[Ink, bool]:
    """The cell's ink of any colour but that of stamps over it; whether there are such."""
    reach = round(STAMP_AROUND * sheet.character)
    top, left = max(0, box.top - reach), max(0, box.left - reach)
    stamps = stamps_on(sheet.colour[top : box.bottom + reach, left : box.right + reach], sheet.character)
    stamps = stamps[box.top - top :, box.left - left :][: box.bottom - box.top, : box.right - box.left]
    place = np.s_[box.top : box.bottom, box.left : box.right]
    darkest = flattened(darkest_channel(sheet.colour[place]))
    darkest[sheet.rules[place] > 0] = 255
    darkest[stamps] = sheet.clean[place][stamps]
    return Ink(*_masks(darkest), box.left, box.top, sheet.character), bool(stamps.any())


def _agree(clean: Marks, coloured: Marks, stamped: bool) -> bool:
    """Whether colour tells the same; beside a stamp it may tell nothing, but not the opposite."""
    pairs = zip(clean.states, coloured.states, strict=True)
    return all(one == other or (stamped and other[1] == "unclear") for one, other in pairs)


def _masks(grey: Pixels) -> tuple[Mask, Mask]:
    return dark(grey), dark(grey, FAINT_SHARE)


def _is_plain(marks: Marks, read: CellText, found: Found, options: tuple[str, ...]) -> bool:
    """Whether all options, or just one, were found and decided, and no line is left over that may hold a mark."""
    used = {line for place in found.places for line in range(place.line, place.end_line + 1)}
    whole = len(marks.states) in (1, len(options)) and len(used) == len(read.lines)
    return whole and all(state != "unclear" for _, state in marks.states)


def _is_explained(ink: Ink, marks: Marks, read: CellText, found: Found, stamped: bool) -> bool:
    """Where nothing is ticked: whether the cell holds nothing but words and boxes, be it a stroke at its very edge."""
    if len(marks.states) == 1 or any(state == "ticked" for _, state in marks.states):
        return True
    left = ink.mask.copy()
    for number, line in enumerate(read.lines):
        spans = [place for place in found.places if place.line <= number <= place.end_line]
        ends = [place.right for place in spans if place.end_line == number] or [line.box.right]
        last = max(ends) if max(place.end_line for place in spans) == number else _end_of_words(line, ink.character)
        top, bottom = (line.box.top - ink.top, line.box.bottom - ink.top)
        left[max(0, top - 2) : bottom + 2, : max(0, round(last + 0.2 * ink.character) - ink.left)] = False
    return not stamped and not _has_strokes(left, ink.character)


def _end_of_words(line: ReadLine, character: float) -> float:
    width, height = line.box.right - line.box.left, line.box.bottom - line.box.top
    _, margin = end_margins(height, width)
    share = line.reading.positions[-1] if line.reading.positions else 1.0
    return line.box.left - margin + share * (width + 2 * margin) + 0.55 * character


def _has_strokes(left: Mask, character: float) -> bool:
    """Whether anything is left of the size of the smallest tick, lying or standing."""
    count, _, boxes, _ = cv2.connectedComponentsWithStats(left.astype(np.uint8))
    large = np.asarray(boxes[1:count], np.int32)
    return bool(np.any((large[:, 2:4].max(axis=1) >= LEAST_STROKE * character) & (large[:, 4] >= AREA * character**2)))


def _marks(ink: Ink, read: CellText, found: Found) -> Marks:
    strokes = _strokes(ink)
    rooms = _with_wrapped_boxes(ink, found, [_around(ink, read, found.places, at) for at in range(len(found.places))])
    looks = shared_out([look_at(ink, *room) for room in rooms], found.places, ink)
    states: list[tuple[str, State]] = []
    for place, look in zip(found.places, with_siblings(looks), strict=True):
        states.append((place.option, "unclear" if _struck(strokes, ink, read, place) else state_of(look)))
    if len(states) > 1:
        states = [(option, "unclear" if state == "bare" else state) for option, state in states]
    return Marks(tuple(states), found.rest if len(found.rest) > 1 else "")


def _with_wrapped_boxes(ink: Ink, found: Found, rooms: list[Rooms]) -> list[Rooms]:
    """A box left behind at the end of a line, its words wrapped to the next, belongs to these."""
    out = list(rooms)
    for index in range(1, len(rooms)):
        earlier, place = found.places[index - 1], found.places[index]
        nothing = TextBox(0, 0, 0, 0)
        if place.line <= earlier.end_line or not look_at(ink, rooms[index][0], nothing).is_bare:
            continue
        ring = best_ring(ink, out[index - 1][1])
        if ring is not None and ring.seen >= RING_SEEN:
            out[index] = (out[index - 1][1], rooms[index][1])
            out[index - 1] = (out[index - 1][0], nothing)
    return out


def _around(ink: Ink, read: CellText, places: tuple[OptionPlace, ...], index: int) -> tuple[TextBox, TextBox]:
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


def _room(ink: Ink, across: tuple[float, float], middle: float) -> TextBox:
    height, width = ink.mask.shape
    top, bottom = (round(middle - ink.top + sign * 0.85 * ink.character) for sign in (-1, 1))
    left, right = (min(width, max(0, round(value))) for value in across)
    return TextBox(left, max(0, top), max(left, right), min(height, bottom))


def _strokes(ink: Ink) -> list[tuple[int, int, int, int]]:
    """Connected strokes much wider than a character, such as a ring round words or a line through them."""
    count, _, boxes, _ = cv2.connectedComponentsWithStats(ink.mask.astype(np.uint8))
    size = ink.character
    return [
        (int(box[0]), int(box[1]), int(box[2]), int(box[3]))
        for box in boxes[1:count]
        if box[2] > 3 * size and box[3] > 1.35 * size
    ] + _level_lines(ink)


def _level_lines(ink: Ink) -> list[tuple[int, int, int, int]]:
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


def _struck(strokes: list[tuple[int, int, int, int]], ink: Ink, read: CellText, place: OptionPlace) -> bool:
    """Whether such a stroke runs through or round this option's words."""
    line = read.lines[place.line].box
    top, bottom = line.top - ink.top, line.bottom - ink.top
    return any(y < bottom and y + high > top for _, y, _, high in strokes)
