"""Dots and dashes that the recogniser wavers about, and whose ink says plainly what they are.

In: the page, a cell as read. Out: the cell, beyond doubt in these places.
Elsewhere: dots and dashes that nobody read (`unread`), dots where none belongs (`specks`).
The recogniser sees a dot, a full stop, a dash or nothing there. The dot between the parts of a foreigner's name in
Chinese characters is as wide as high, a dash is wide and low; both lie level with the middle of the characters.
"""

from dataclasses import replace

import cv2
import numpy as np

from parsers.lattice import BLANK, Lattice, renamed
from parsers.scan.cell_text import CellText, ReadLine, Sheet, with_changed
from parsers.scan.honesty import DOT_SHAPES, FOREIGN, LEAST_FOREIGN, ONE
from parsers.scan.letter_shapes import steps_of, weighed
from parsers.scan.line_ink import Mask, dark
from parsers.scan.lines import as_share, in_pixels
from parsers.scan.recogniser import RecognisedLine
from parsers.scan.red_ink import red_channel
from parsers.scan.unread import HAN_IN_IT, level_strokes

DOT = "·"
DASHES = frozenset("-–—―")
READ_AS_DOT = frozenset("·.,。、'`•∙") | DASHES
NEAR, SMALLEST, LARGEST, ROUND = 0.3, 0.06, 0.3, 0.65
"""Of a line's height: how far from where a dot was read its ink lies; how wide and high it is; of its longer side, the
shorter one."""
HIGHEST, LOWEST = 0.33, 0.67
"""Of a line's height, from above: where the middle of a middle dot lies."""
SHORT = 0.65
"""Of a line's height: a shorter stroke is no 一."""


def with_seen_signs(sheet: Sheet, read: CellText) -> CellText:
    """The cell with the dots of a foreigner's name in Chinese characters, and with the dashes in a Chinese text, that
    are seen to be such."""
    name = "".join(read.text.split()).translate(DOT_SHAPES)
    if len(name) >= LEAST_FOREIGN and FOREIGN.fullmatch(name):
        lines = tuple(_with_dots(sheet, line) for line in read.lines)
    elif HAN_IN_IT.search(name) and DASHES & set(name):
        lines = tuple(_with_dashes(sheet, line) for line in read.lines)
    else:
        return read
    return with_changed(read, lines)


def _with_dots(sheet: Sheet, line: ReadLine) -> ReadLine:
    ink = _ink(sheet, line)
    places = [at for at, one in enumerate(line.reading.text) if one in READ_AS_DOT]
    for at in places:
        if _is_dot(ink, in_pixels(line.reading.positions[at], *ink.shape)):
            line = _as_sign(line, at, READ_AS_DOT, DOT)
    return line


def _with_dashes(sheet: Sheet, line: ReadLine) -> ReadLine:
    ink = _ink(sheet, line)
    middles = [in_pixels(place, *ink.shape) for place in line.reading.positions]
    for stroke in level_strokes(ink) if DASHES & set(line.reading.text) else ():
        within = [
            one for one, middle in zip(line.reading.text, middles, strict=True) if stroke[0] <= middle <= stroke[1]
        ]
        if within and set(within) <= DASHES:
            views = [_with_stroke(view, within, stroke, ink) for view in line.views]
            line = replace(line, reading=views[0], again=views[1] if len(views) > 1 else None)
    return line


def _with_stroke(view: RecognisedLine, dashes: list[str], stroke: tuple[int, int], ink: Mask) -> RecognisedLine:
    """A view in which there is nothing but these dashes where the stroke is, unless it may be a 一."""
    steps = list(view.lattice.steps)
    first, last = (round(as_share(place, *ink.shape) * len(steps)) for place in stroke)
    first, last = max(0, first), min(len(steps), last)
    is_long = stroke[1] - stroke[0] >= SHORT * ink.shape[0]
    if last - first < 2 * len(dashes) - 1 or (is_long and any(ONE in step for step in steps[first:last])):
        return view
    for at in (first - 1, last):
        if 0 <= at < len(steps):
            steps[at] = renamed(steps[at], lambda one: BLANK if one in DASHES else one)
    steps[first:last] = [{BLANK: 0.0}] * (last - first)
    for number, dash in enumerate(dashes):
        steps[first + (2 * number + 1) * (last - first) // (2 * len(dashes))] = {dash: 0.0}
    return replace(view, lattice=Lattice(tuple(steps), view.lattice.floor))


def _ink(sheet: Sheet, line: ReadLine) -> Mask:
    """The ink of a line; none that could tell anything where a stamp lies on it."""
    place = np.s_[line.box.top : line.box.bottom, line.box.left : line.box.right]
    ink = dark(sheet.clean[place])
    return ink if red_channel(sheet.colour[place]) is None else np.zeros_like(ink)


def _is_dot(ink: Mask, middle: float) -> bool:
    height = ink.shape[0]
    count, _, boxes, centres = cv2.connectedComponentsWithStats(ink.astype(np.uint8))
    near = [at for at in range(1, count) if abs(centres[at, 0] - middle) <= NEAR * height]
    if len(near) != 1:
        return False
    shorter, longer = sorted(boxes[near[0], 2:4].tolist())
    level = centres[near[0], 1] / height
    is_round = SMALLEST * height <= shorter and longer <= LARGEST * height and shorter >= ROUND * longer
    return bool(is_round and HIGHEST <= level <= LOWEST)


def _as_sign(line: ReadLine, at: int, read_as: frozenset[str], sign: str) -> ReadLine:
    """The line whose character in this place is a sign, whatever else any view might have seen there."""
    views = [_seen_as(line, view, at, read_as, sign) for view in line.views]
    return replace(line, reading=views[0], again=views[1] if len(views) > 1 else None)


def _seen_as(line: ReadLine, view: RecognisedLine, at: int, read_as: frozenset[str], sign: str) -> RecognisedLine:
    told = weighed(line, view, at, read_as, sign)
    steps = list(told.lattice.steps)
    places = range(len(steps))[steps_of(line, view, at)]
    peak = max(places, key=lambda place: steps[place].get(sign, told.lattice.floor), default=None)
    if peak is None or sign not in steps[peak]:
        return view
    steps[peak] = renamed(steps[peak], lambda one: sign if one == BLANK else one)
    is_read = len(view.text) == len(line.reading.text) and view.text[at] in read_as
    text = f"{view.text[:at]}{sign}{view.text[at + 1 :]}" if is_read else view.text
    return replace(told, text=text, lattice=Lattice(tuple(steps), told.lattice.floor))
