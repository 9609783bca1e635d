"""Where the printed options of a field stand in a cell, by the characters that were recognised.

In: CellText, the options' words. Out: places of the options found, in reading order, and what else is written there.
Elsewhere: whether their boxes are ticked (`parsers.scan.boxes`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from rapidfuzz import fuzz

from parsers.scan.cell_text import CellText, ReadLine
from parsers.scan.labels import plain
from parsers.scan.lines import end_margins

ALIKE = 80.0
HAN_FROM, HAN_TO = "\u3400", "\u9fff"
_BOX_AS_CHARACTER = re.compile(r"[口囗回日曰](?=\0)")
"""A tick box that the recogniser took for the character most like it, before an option's words."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One recognised Han character: its line, its place in pixels, its width."""

    character: str
    line: int
    middle: float
    width: float


@dataclass(frozen=True, slots=True)
class OptionPlace:
    """One option as printed: where its words begin and end."""

    option: str
    line: int
    left: float
    end_line: int
    right: float


@dataclass(frozen=True, slots=True)
class Found:
    """The options of one cell in reading order; `rest`: Han characters that belong to none of them."""

    places: tuple[OptionPlace, ...]
    rest: str


def find_options(read: CellText, options: tuple[str, ...], character: float) -> Found:
    """Each option at most once; longer options first, since shorter ones may be part of them."""
    glyphs = [glyph for index, line in enumerate(read.lines) for glyph in _glyphs(index, line, character)]
    free = [glyph.character for glyph in glyphs]
    places: list[OptionPlace] = []
    for look in (_exactly, _nearly):
        for option in sorted(set(options) - {place.option for place in places}, key=len, reverse=True):
            span = look("".join(free), plain(option))
            if span:
                places.append(_place(option, glyphs[span[0] : span[1]]))
                free[span[0] : span[1]] = "\0" * (span[1] - span[0])
    places.sort(key=lambda place: (place.line, place.left))
    return Found(tuple(places), _BOX_AS_CHARACTER.sub("", "".join(free)).replace("\0", ""))


def _glyphs(index: int, line: ReadLine, character: float) -> Iterator[Glyph]:
    width = line.box.right - line.box.left
    _, margin = end_margins(line.box.bottom - line.box.top, width)
    whole = width + 2 * margin
    middles = [line.box.left - margin + share * whole for share in line.reading.positions]
    pitch = _pitch(line.reading.text, middles, character)
    for one, middle in zip(line.reading.text, middles, strict=True):
        if _is_han(one):
            yield Glyph(one, index, middle, pitch)


def _is_han(character: str) -> bool:
    return HAN_FROM <= character <= HAN_TO


def _pitch(text: str, middles: list[float], character: float) -> float:
    """How far apart neighbouring Han characters stand on this line."""
    pairs = zip(pairwise(text), pairwise(middles), strict=True)
    steps = [after - before for (a, b), (before, after) in pairs if _is_han(a) and _is_han(b)]
    pitch = median(steps) if len(steps) >= 2 else character
    return min(1.4 * character, max(character, pitch))


def _exactly(text: str, option: str) -> tuple[int, int] | None:
    start = text.find(option)
    return (start, start + len(option)) if start >= 0 else None


def _nearly(text: str, option: str) -> tuple[int, int] | None:
    """The place most alike among the characters that belong to no other option."""
    best, span = 0.0, None
    for free in re.finditer(r"[^\0]+", text):
        if len(option) < 4 or len(free[0]) < len(option) - 1:
            continue
        found = fuzz.partial_ratio_alignment(option, free[0], score_cutoff=ALIKE)
        if found is not None and found.score > best and found.dest_end - found.dest_start >= len(option) - 2:
            best, span = found.score, (free.start() + found.dest_start, free.start() + found.dest_end)
    return span


def _place(option: str, glyphs: list[Glyph]) -> OptionPlace:
    first, last = glyphs[0], glyphs[-1]
    return OptionPlace(option, first.line, first.middle - first.width / 2, last.line, last.middle + last.width / 2)
