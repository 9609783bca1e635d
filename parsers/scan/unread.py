"""Characters that the recogniser does not know and passes over: there is ink, and no reading of it.

In: the page, a line of Chinese characters as read. Out: the line with 〓 where
a character stands that was not read, in the text and in the probabilities; a person sees that something is there.
Elsewhere: the readings themselves (`parsers.scan.recogniser`).
"""

import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from parsers.document import UNREAD
from parsers.lattice import BLANK, Lattice
from parsers.scan.cell_text import ReadLine, Sheet
from parsers.scan.line_ink import Mask, dark, with_dark_heart
from parsers.scan.lines import end_margins
from parsers.scan.recogniser import RecognisedLine

CHINESE = re.compile("[\u4e00-\u9fff·]{2,}")
HALF, BESIDE = 0.6, 1.3
"""Of a line's height: half a character with what parts it from the next; how far beyond the ends one may stand."""
LEAST_WIDE, LEAST_HIGH, LEAST_INK = 0.4, 0.6, 0.06
"""Of a line's height: a character at least; its ink, of the square of the height."""


def with_unread(sheet: Sheet, line: ReadLine) -> ReadLine:
    """The line, with a mark for each character that was passed over between those that were read, or at an end."""
    if not CHINESE.fullmatch(line.reading.text):
        return line
    box = line.box
    piece = sheet.clean[box.top : box.bottom, box.left : box.right]
    mask = with_dark_heart(dark(piece), piece)
    places = list(_passed_over(mask, line.reading))
    return replace(line, reading=_marked(line.reading, places)) if places else line


def _passed_over(mask: Mask, reading: RecognisedLine) -> Iterator[tuple[int, float]]:
    """Before which character of the text, and at which share of the picture's width."""
    height, width = mask.shape
    _, margin = end_margins(height, width)
    whole = width + 2 * margin
    middles = [place * whole - margin for place in reading.positions]
    starts = [middles[0] - (HALF + BESIDE) * height, *(middle + HALF * height for middle in middles)]
    ends = [*(middle - HALF * height for middle in middles), middles[-1] + (HALF + BESIDE) * height]
    for at, (start, end) in enumerate(zip(starts, ends, strict=True)):
        piece = mask[:, max(0, round(start)) : max(0, round(end))]
        if _is_character(piece, height):
            yield at, ((start + end) / 2 + margin) / whole


def _is_character(piece: Mask, height: int) -> bool:
    rows, columns = np.flatnonzero(piece.any(axis=1)), np.flatnonzero(piece.any(axis=0))
    if len(columns) == 0:
        return False
    wide, high = columns[-1] + 1 - columns[0], rows[-1] + 1 - rows[0]
    return bool(
        wide >= LEAST_WIDE * height and high >= LEAST_HIGH * height and piece.sum() >= LEAST_INK * height * height
    )


def _marked(reading: RecognisedLine, places: list[tuple[int, float]]) -> RecognisedLine:
    text, positions, steps = list(reading.text), list(reading.positions), list(reading.lattice.steps)
    for at, share in reversed(places):
        text.insert(at, UNREAD)
        positions.insert(at, share)
        step = round(share * len(steps))
        steps[step:step] = [{BLANK: 0.0}, {UNREAD: 0.0}, {BLANK: 0.0}]
    return replace(
        reading, text="".join(text), positions=tuple(positions), lattice=Lattice(tuple(steps), reading.lattice.floor)
    )
