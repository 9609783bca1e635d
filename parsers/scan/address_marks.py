"""Marks of an address that are hardly seen: underscores, which the line under a hyperlink hides, and a dot with which a
wrapped line begins.

In: the page, the cell as read. Out: the cell, each blank inside the address made an underscore, doubtful unless its ink
shows below the line, and the dots before its lines; or doubtful where the line goes on behind what was read.
Elsewhere: pictures of characters (`glyphs`), what else stands in an address (`address_lines`).
"""

import re
from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np

from parsers.scan.address_lines import AT
from parsers.scan.cell_text import CellText, ReadLine, Sheet, as_guessed, with_changed, with_lines
from parsers.scan.glyphs import Span, level_stroke, spans_of
from parsers.scan.honesty import renamed_at
from parsers.scan.line_ink import dark
from parsers.scan.lines import as_share, in_pixels
from parsers.scan.recogniser import RecognisedLine
from parsers.scan.unread import with_signs

UNDERSCORE = "_"
HIDDEN = re.compile(r"(?<=[A-Za-z0-9]) (?=[A-Za-z0-9])")
FLAT, NO_LETTERS, AT_AN_END = 0.2, (".", UNDERSCORE, "-"), 0.8
"""Heights of a line: what is no letter by its height, and takes up so much at an end, in a typewriter's face too."""
GAP = 0.25
DOT, LEAST_DOT, DOT_HIGH, DOT_LOW, LETTER_HIGH = ".", 0.06, 0.25, 0.6, 0.32
"""Of a line's height: how small and large a dot is, and its gap; how far down it reaches; a letter's height."""
CLEAR, APART, FAR, WIDER = 0.05, 0.35, 0.55, 3.0
"""Of a line's height: the least gap after a dot, where none is a part of a letter. Of a character: the gap from which
on, where it is also so much wider than all others, and from which on in any case, a dot at an end may be dirt."""
LOW, THIN, SHORTEST, LONGEST = 0.75, 0.15, 0.3, 0.9
"""Of a line's height: how far down an underscore's own ink begins; how high it is at most; how wide."""


def with_underscores(sheet: Sheet, read: CellText) -> CellText:
    """An address whose blanks are told; any other cell as it is."""
    if AT not in read.text:
        return read
    lines = tuple(_with_underscores(line) for line in read.lines)
    changed = [(old, new) for old, new in zip(read.lines, lines, strict=True) if new is not old]
    if not changed:
        return read
    told = with_lines(read, lines)
    return told if all(_are_seen(sheet, *both) for both in changed) else as_guessed(told)


def with_first_dots(sheet: Sheet, read: CellText) -> CellText:
    """An address with the dots with which its later lines begin, where their ink shows and nobody read them; doubtful
    where a dot at an end of a line stands apart, as dirt does."""
    if AT not in read.text or len(read.lines) < 2:
        return read
    lines = (read.lines[0], *(_with_first_dot(sheet, line) for line in read.lines[1:]))
    lines = tuple(replace(line, at_side=True) if _dot_is_apart(sheet, line) else line for line in lines)
    return with_changed(read, lines)


def _with_first_dot(sheet: Sheet, line: ReadLine) -> ReadLine:
    box, text = line.box, line.reading.text
    piece = sheet.clean[box.top : box.bottom, box.left : box.right]
    spans = spans_of(piece) if piece.size and text[:1].isalnum() else []
    if len(spans) < 2 or not _is_dot_before(spans[0], spans[1], piece.shape[0]):
        return line
    if in_pixels(line.reading.positions[0], *piece.shape) < (spans[0][2] + spans[1][0]) / 2:
        return line
    share = as_share((spans[0][0] + spans[0][2]) / 2, *piece.shape)
    reading, *again = (with_signs(view, [(0, share, 0.0)], DOT) for view in line.views if view.text[:1] != DOT)
    return replace(line, reading=reading, again=again[0] if again else line.again)


def _is_dot_before(dot: Span, letter: Span, high: int) -> bool:
    """Whether the first ink on a line is a dot on its foot, close before a letter."""
    wide, tall = dot[2] - dot[0], dot[3] - dot[1]
    is_small = LEAST_DOT * high <= min(wide, tall) and max(wide, tall) <= DOT_HIGH * high
    is_beside = CLEAR * high <= letter[0] - dot[2] <= DOT_HIGH * high
    return is_small and dot[3] >= DOT_LOW * high and is_beside and _is_letter(letter, high)


def _dot_is_apart(sheet: Sheet, line: ReadLine) -> bool:
    box, text = line.box, line.reading.text.strip()
    ends = [end for end in (0, -1) if text[end:][:1] == DOT]
    spans = spans_of(sheet.clean[box.top : box.bottom, box.left : box.right]) if ends else []
    if len(spans) < 3:
        return False
    gaps = [(after[0] - before[2]) / sheet.character for before, after in pairwise(spans)]
    most = max(gaps[1:] if ends == [0] else gaps[:-1] if ends == [-1] else gaps[1:-1], default=0.0)
    return any(gaps[end] > FAR or gaps[end] > max(APART, WIDER * most) for end in ends)


def _is_letter(span: Span, high: int) -> bool:
    return span[3] - span[1] >= LETTER_HIGH * high


def unless_hidden(sheet: Sheet, cell: CellText) -> CellText:
    """Doubtful where an underline goes on behind what was read, as it does under an underscore at the end."""
    hidden = any(underlined_beyond(sheet, line) >= GAP for line in cell.lines)
    return as_guessed(cell) if hidden else cell


def underlined_beyond(sheet: Sheet, line: ReadLine) -> float:
    """How far a line under the text goes on at either side of it, as a share of the text's height; 0 without one."""
    box, high = line.box, line.box.bottom - line.box.top
    piece = sheet.clean[box.top : box.bottom + high // 4, max(0, box.left - high) : box.right + high]
    letters = [span for span in spans_of(piece) if span[3] - span[1] > FLAT * high] if piece.size else []
    if not letters:
        return 0.0
    level = cv2.morphologyEx(dark(piece).astype(np.uint8), cv2.MORPH_OPEN, level_stroke(high))
    columns = np.flatnonzero(level.any(axis=0))
    if len(columns) == 0:
        return 0.0
    text = line.reading.text.strip()
    before = (letters[0][0] - int(columns[0])) / high - (AT_AN_END if text.startswith(NO_LETTERS) else 0.0)
    after = (int(columns[-1]) + 1 - letters[-1][2]) / high - (AT_AN_END if text.endswith(NO_LETTERS) else 0.0)
    return max(0.0, before, after)


def _with_underscores(line: ReadLine) -> ReadLine:
    first, again = _told(line.reading), _told(line.again) if line.again else None
    return line if first is line.reading and again is line.again else replace(line, reading=first, again=again)


def _told(view: RecognisedLine) -> RecognisedLine:
    places = [found.start() for found in HIDDEN.finditer(view.text)]
    return renamed_at(view, places, " ", UNDERSCORE) if places else view


def _are_seen(sheet: Sheet, old: ReadLine, new: ReadLine) -> bool:
    """Whether every underscore that was a blank shows: a flat stroke by itself below the line, as wide as one."""
    box = new.box
    piece = sheet.clean[box.top : box.bottom, box.left : box.right]
    high = piece.shape[0]
    places = [at for at, (was, is_) in enumerate(zip(old.reading.text, new.reading.text, strict=True)) if was != is_]
    middles = [in_pixels(new.reading.positions[at], *piece.shape) for at in places]
    strokes = [
        (left, right)
        for left, top, right, bottom in spans_of(piece)
        if top >= LOW * high and bottom - top <= THIN * high and SHORTEST <= (right - left) / high <= LONGEST
    ]
    return all(any(left <= middle <= right for left, right in strokes) for middle in middles)
