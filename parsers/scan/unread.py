"""Characters that the recogniser does not know, or that a blot hides, and it passes over: there is ink, and no reading.

In: the page, a line with Chinese characters, a number or an address as read. Out: the line with 〓 where a character
stands that was not read, in the text and in the probabilities; a person sees that something is there. A dash by itself
is a dash, perhaps.
Elsewhere: the readings themselves (`parsers.scan.recogniser`).
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from statistics import median

import cv2
import numpy as np

from parsers.document import UNREAD
from parsers.lattice import BLANK, Lattice
from parsers.scan.cell_text import ReadLine, Sheet
from parsers.scan.line_ink import Mask, dark, with_dark_heart
from parsers.scan.lines import as_share, in_pixels
from parsers.scan.recogniser import RecognisedLine

CHINESE = re.compile("[\u4e00-\u9fff·]{2,}")
LATIN = re.compile(r"(?=.*[@0-9])[\x21-\x7e ]{4,}")
"""Numbers and addresses, and nothing else."""
_WIDTHS = {0.28: "ijl.,:;|'`!", 0.36: "ftr()I- 1", 0.66: "ABCDEFGHKLNOPQRSTUVXYZ", 0.78: "mwMW@"}
WIDTHS = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
USUAL_WIDTH = 0.5
"""Usual widths of letters, of the height that the typeface is named by."""
HALF, BESIDE = 0.6, 1.3
"""Of a line's height: half a character with what parts it from the next; how far beyond the ends one may stand."""
LEAST_CHINESE = (0.4, 0.6, 0.06)
"""Of a line's height: how wide and high a character is at least; its ink, of the square of the height."""
HAN_IN_IT = re.compile("[\u4e00-\u9fff].*[\u4e00-\u9fff]")
DASH, LIKELY_DASH, SURE_DASH = "-", -0.2, 0.0
SHORTEST, LONG, LONGEST, FLAT, ABOVE, ASIDE = 0.18, 1.3, 2.4, 0.2, 0.3, 0.55
LEVEL = 1.6
"""Of a line's height: a dash that stands by itself, and from which length on it can be no character; how far it is at
least from the middle of any other. `LEVEL`: how many times as wide as high it is at least."""
LEAST_ROOM, CLEAR = 0.45, 0.05
LEAST_LATIN = (0.45, 0.45, 0.12)
"""Of the typeface's height: room between letters for one more; what is passed over there at least, as above. In 450
pages of the exam that was found in one address under a stamp, in three numbers of stamps, and nowhere else."""


def with_unread(sheet: Sheet, line: ReadLine) -> ReadLine:
    """The line, with a mark for each character that was passed over between those that were read, or, of Chinese ones,
    at an end."""
    text = line.reading.text
    is_chinese = CHINESE.fullmatch(text)
    if not (is_chinese or LATIN.fullmatch(text) or HAN_IN_IT.search(text)):
        return line
    box = line.box
    piece = sheet.clean[box.top : box.bottom, box.left : box.right]
    mask = with_dark_heart(dark(piece), piece)
    middles = [in_pixels(place, *mask.shape) for place in line.reading.positions]
    if HAN_IN_IT.search(text):
        dashes = [(at, as_share(middle, *mask.shape), likely) for at, middle, likely in _dashes(mask, middles)]
        if dashes:
            return replace(line, reading=with_signs(line.reading, dashes, DASH))
    if not (is_chinese or LATIN.fullmatch(text)):
        return line
    passed_over = _among_chinese if is_chinese else _among_latin
    places = [(at, as_share(middle, *mask.shape), 0.0) for at, middle in passed_over(mask, text, middles)]
    return replace(line, reading=with_signs(line.reading, places, UNREAD)) if places else line


def _dashes(mask: Mask, middles: list[float]) -> Iterator[tuple[int, float, float]]:
    """Level strokes at half height where no character was read: before which character each stands, its middle in
    pixels, the logarithm of the chance that it is a dash."""
    height = mask.shape[0]
    for left, right in level_strokes(mask):
        middle = (left + right) / 2
        if all(abs(middle - other) > ASIDE * height for other in middles):
            is_long = right - left > LONG * height
            yield sum(other < middle for other in middles), middle, SURE_DASH if is_long else LIKELY_DASH


def level_strokes(mask: Mask) -> Iterator[tuple[int, int]]:
    """From where to where, in pixels, level strokes at half height reach that have no other ink over or under them."""
    height = mask.shape[0]
    count, _, boxes, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8))
    for left, top, wide, high, area in sorted(boxes[1:count].tolist()):
        level = (top + high / 2) / height
        is_flat = high <= min(FLAT * height, wide / LEVEL)
        is_dash = SHORTEST <= wide / height <= LONGEST and is_flat and ABOVE <= level <= 1 - ABOVE
        if is_dash and mask[:, left : left + wide].sum() == area:
            yield left, left + wide


def _among_latin(mask: Mask, text: str, middles: list[float]) -> Iterator[tuple[int, float]]:
    """Before which character of the text something was passed over, and where its middle is, in pixels."""
    widths = [WIDTHS.get(letter, USUAL_WIDTH) for letter in text]
    steps = [(one + other) / 2 for one, other in pairwise(widths)]
    gaps = [other - one for one, other in pairwise(middles)]
    size = median(gap / step for gap, step in zip(gaps, steps, strict=True))
    for at, (gap, step) in enumerate(zip(gaps, steps, strict=True)):
        if gap < (step + LEAST_ROOM) * size:
            continue
        start = middles[at] + (widths[at] / 2 + CLEAR) * size
        end = middles[at + 1] - (widths[at + 1] / 2 + CLEAR) * size
        if _is_inked(mask[:, max(0, round(start)) : max(0, round(end))], size, LEAST_LATIN):
            yield at + 1, (start + end) / 2


def _among_chinese(mask: Mask, text: str, middles: list[float]) -> Iterator[tuple[int, float]]:
    """The same, at the ends as well."""
    height = mask.shape[0]
    starts = [middles[0] - (HALF + BESIDE) * height, *(middle + HALF * height for middle in middles)]
    ends = [*(middle - HALF * height for middle in middles), middles[-1] + (HALF + BESIDE) * height]
    for at, (start, end) in enumerate(zip(starts, ends, strict=True)):
        piece = mask[:, max(0, round(start)) : max(0, round(end))]
        if _is_inked(piece, height, LEAST_CHINESE):
            yield at, (start + end) / 2


def _is_inked(piece: Mask, size: float, least: tuple[float, float, float]) -> bool:
    """Whether at least so much ink stands there, for letters of this size in pixels."""
    rows, columns = np.flatnonzero(piece.any(axis=1)), np.flatnonzero(piece.any(axis=0))
    if len(columns) == 0:
        return False
    wide, high = columns[-1] + 1 - columns[0], rows[-1] + 1 - rows[0]
    return bool(wide >= least[0] * size and high >= least[1] * size and piece.sum() >= least[2] * size * size)


def with_signs(reading: RecognisedLine, places: list[tuple[int, float, float]], sign: str) -> RecognisedLine:
    """The reading with a sign that was passed over. `places`: before which character, where on the line, the logarithm
    of the sign's chance."""
    text, positions, steps = list(reading.text), list(reading.positions), list(reading.lattice.steps)
    for at, share, likely in reversed(places):
        text.insert(at, sign)
        positions.insert(at, share)
        step = round(share * len(steps))
        steps[step:step] = [{BLANK: 0.0}, {sign: likely}, {BLANK: 0.0}]
    return replace(
        reading, text="".join(text), positions=tuple(positions), lattice=Lattice(tuple(steps), reading.lattice.floor)
    )
