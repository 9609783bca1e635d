"""Dirt: as a line of its own there is nothing to read, only the doubt whether there is; at an end of words or of a
mobile number, where no dot belongs, it is read as one.

In: the page, a cell as read. Out: the same cell without them.
Elsewhere: specks on a line of text (`lines`), lines of ink that hold a character (`unread`).
"""

import re
from dataclasses import replace

import cv2
import numpy as np

from parsers.lattice import BLANK, Lattice, renamed
from parsers.scan.cell_text import CellText, ReadLine, Sheet, with_changed
from parsers.scan.line_ink import dark
from parsers.scan.lines import in_pixels
from parsers.scan.recogniser import RecognisedLine
from parsers.scan.red_ink import red_channel

DOTS = set(" 。.,、:;°*'`\"“”‘’1Il|丨")
"""What a speck is read as; a middle dot may part the names on the lines over and under it, but not as the first or the
last line."""
OUTERMOST = DOTS | set("·•")
AT_END = set(".·,'`。、")
WORDS = re.compile("[\u4e00-\u9fff()（）\\-—]*[\u4e00-\u9fff][\u4e00-\u9fff()（）\\-—]*")
MAINLAND = re.compile(r"1[3-9]\d(?:[ -]?\d{4}){2}")
BESIDE = 0.35
"""Of a character: how far from where a dot was read its ink may lie."""
MOST = 0.35
"""Of a character: how high and wide a speck is at most; a lone digit or letter is higher."""


def without_specks(sheet: Sheet, read: CellText) -> CellText:
    """The cell less the lines on which nothing is read but a dot, and the ink is smaller than any letter."""
    last = len(read.lines) - 1
    dots = [OUTERMOST if at in (0, last) else DOTS for at in range(last + 1)]
    kept = tuple(line for line, among in zip(read.lines, dots, strict=True) if not _is_speck(sheet, line, among))
    return with_changed(read, kept) if kept else read


def _is_speck(sheet: Sheet, line: ReadLine, dots: set[str]) -> bool:
    if any(set(view.text) - dots or len(view.text) > 2 for view in line.views):
        return False
    box = line.box
    ink = dark(sheet.clean[box.top : box.bottom, box.left : box.right])
    count, _, boxes, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8))
    return int(boxes[1:count, 2:4].max(initial=0)) <= MOST * sheet.character


def without_end_specks(sheet: Sheet, read: CellText) -> CellText:
    """The cell less a dot before its first word or behind its last that is a speck, small and far from any stamp."""
    if not read.lines:
        return read
    lines = list(read.lines)
    for at, place in ((0, 0), (-1, -1)):
        if _ends_in_a_speck(sheet, lines[at], place):
            views = [_without_end(view, place) for view in lines[at].views]
            again = views[1] if len(views) > 1 else None
            lines[at] = replace(lines[at], reading=views[0], again=again)
    return with_changed(read, tuple(lines))


def _ends_in_a_speck(sheet: Sheet, line: ReadLine, place: int) -> bool:
    text, box = line.reading.text, line.box
    rest = (text[1:] if place == 0 else text[:-1]).strip()
    if text[place:][:1] not in AT_END or not (WORDS.fullmatch(rest) or MAINLAND.fullmatch(rest)):
        return False
    if red_channel(sheet.colour[box.top : box.bottom, box.left : box.right]) is not None:
        return False
    ink = dark(sheet.clean[box.top : box.bottom, box.left : box.right])
    middle = in_pixels(line.reading.positions[place], *ink.shape)
    count, _, boxes, centres = cv2.connectedComponentsWithStats(ink.astype(np.uint8))
    near = [at for at in range(1, count) if abs(centres[at, 0] - middle) <= BESIDE * sheet.character]
    return bool(near) and all(max(boxes[at, 2:4]) <= MOST * sheet.character for at in near)


def _without_end(view: RecognisedLine, place: int) -> RecognisedLine:
    """The reading less its first or last character, which was a speck, in the probabilities as well."""
    if view.text[place:][:1] not in AT_END or len(view.text) < 2:
        return view
    steps, positions = list(view.lattice.steps), view.positions
    if place == 0:
        text, kept, border = view.text[1:], positions[1:], (positions[0] + positions[1]) / 2
        touched = range(round(border * len(steps)))
    else:
        text, kept, border = view.text[:-1], positions[:-1], (positions[-2] + positions[-1]) / 2
        touched = range(round(border * len(steps)), len(steps))
    for at in touched:
        steps[at] = renamed(steps[at], _or_paper)
    return replace(view, text=text, positions=kept, lattice=Lattice(tuple(steps), view.lattice.floor))


def _or_paper(one: str) -> str:
    return BLANK if one in AT_END else one
