"""Words of Latin letters in a cell: which line ends part two words, and which blanks are there.

In: the page, a cell as read, its box. Out: the same cell; a name that was wrapped stands on one line where its letters
and the room left on the line tell how, and blanks that are plainly there, or plainly are not, leave no doubt.
Elsewhere: addresses (`address_lines`), what stays doubtful (`honesty`).
A word processor moves a whole word to the next line, unless it is told to break words, or the word is longer than the
line: so a line with room for another letter ended at a blank. A surname by itself is no part of a word.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from parsers.pinyin import SURNAMES, is_pinyin
from parsers.scan.cell_text import CellText, ReadLine, Sheet, in_words
from parsers.scan.line_ink import dark
from parsers.scan.recogniser import TextBox

WORDS = re.compile(r"[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f .'’\-\n]+")
_PARTICLES = "van von der den de del della di da dos du la le al el bin ibn ter ten zu af av y e"
PARTICLES = frozenset(_PARTICLES.split())
"""Words of names that begin with a small letter."""
ROOM = 2.8
"""Characters: a cell's paddings, a blank and a letter."""
LEAST_BLANK, MOST_GAP, WIDER = 0.17, 0.17, 1.6
"""Of a line's height: the least blank between words; the widest gap between letters; how much wider blanks are."""


def with_words(sheet: Sheet, read: CellText, box: TextBox) -> CellText:
    """The cell with its line ends told; any other text as it is."""
    if not WORDS.fullmatch(read.text):
        return read
    room = ROOM * sheet.character
    joints = tuple(_joint(one, other, box, room) for one, other in pairwise(read.lines))
    return in_words(read, joints, all(_blanks_are_plain(sheet, line) for line in read.lines))


def _joint(line: ReadLine, after: ReadLine, box: TextBox, room: float) -> str:
    """What stands between two lines: nothing, a blank, or nobody knows."""
    one, other = line.reading.text.strip(), after.reading.text.strip()
    if one.endswith(("-", "'", "’")) or other.startswith("-"):
        return ""
    if other[:1].islower() and re.split(r"[ .'’\-]", other)[0] not in PARTICLES:
        return ""
    if one.isalpha() and other.isalpha() and not SURNAMES.isdisjoint((one.lower(), other.lower())):
        return " "
    if _is_cut_surname(one, other):
        return ""
    has_room = (box.right - box.left) - (line.box.right - line.box.left) >= room
    return " " if has_room else "\n"


def _is_cut_surname(one: str, other: str) -> bool:
    """Whether a common surname was broken so that one of its pieces is no name by itself."""
    last, first = re.split(r"[ .'’\-]", one)[-1].lower(), re.split(r"[ .'’\-]", other)[0].lower()
    return last + first in SURNAMES and not (is_pinyin(last) and is_pinyin(first) and len(first) > 1)


def _blanks_are_plain(sheet: Sheet, line: ReadLine) -> bool:
    """Whether the widest gaps between the letters, as many as there are blanks, are far wider than all others."""
    blanks, height = line.reading.text.strip().count(" "), line.box.bottom - line.box.top
    widths = sorted(_gaps(sheet, line), reverse=True)
    if len(widths) < blanks:
        return False
    least, most = (widths[:blanks] or [height])[-1], (widths[blanks:] or [0])[0]
    return most <= MOST_GAP * height and least >= max(LEAST_BLANK * height, WIDER * most)


def _gaps(sheet: Sheet, line: ReadLine) -> Iterator[int]:
    """Widths of the columns without ink between letters, in pixels."""
    box = line.box
    inked = np.flatnonzero(dark(sheet.clean[box.top : box.bottom, box.left : box.right]).any(axis=0))
    yield from (int(gap) - 1 for gap in np.diff(inked) if gap > 1)
