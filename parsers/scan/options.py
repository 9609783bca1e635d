"""Where the printed options of a field stand in a cell, by the characters that were recognised.

In: CellText, the options' words. Out: places of the options found, in reading order, and what else is written there.
Elsewhere: whether their boxes are ticked (`parsers.scan.boxes`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from parsers.scan.cell_text import CellText, ReadLine
from parsers.scan.labels import plain
from parsers.scan.lines import in_pixels
from parsers.scan.option_order import Pair, found_in_order
from parsers.traditional import simplified

ALIKE, LAST_ALIKE = 80.0, 75.0
BOX_LIKE = set("口囗日曰回凹田")
BOX_REACH = 1.7
FREE = re.compile("[^\0]+")
NEXT = 1.25
"""Widths of a character from one to the next."""
HAN_FROM, HAN_TO = "\u3400", "\u9fff"


@dataclass(frozen=True, slots=True)
class Glyph:
    """One recognised Han character: its line, its place in pixels, its width."""

    character: str
    line: int
    middle: float
    width: float


@dataclass(frozen=True, slots=True)
class WordSpan:
    """Words on one line, from `left` to `right` in pixels of the page."""

    line: int
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class OptionPlace:
    """One option as printed: where its words begin and end. `spans`: the part of them on each line."""

    option: str
    spans: tuple[WordSpan, ...]

    @property
    def line(self) -> int:
        """The line that its words begin on."""
        return self.spans[0].line

    @property
    def left(self) -> float:
        """Where its words begin on that line."""
        return self.spans[0].left

    @property
    def end_line(self) -> int:
        """The line that its words end on."""
        return self.spans[-1].line

    @property
    def right(self) -> float:
        """Where its words end on that line."""
        return self.spans[-1].right


@dataclass(frozen=True, slots=True)
class Found:
    """The options of one cell in reading order; `rest`: Han characters that belong to none of them, and where.
    `guessed`: whether some were hardly read, and stand where their neighbours leave room for them."""

    places: tuple[OptionPlace, ...]
    rest: str
    others: tuple[WordSpan, ...] = ()
    guessed: bool = False


def find_options(read: CellText, options: tuple[str, ...], character: float) -> Found:
    """Each option at most once; longer options first, since shorter ones may be part of them."""
    glyphs = [glyph for index, line in enumerate(read.lines) for glyph in _glyphs(index, line, character)]
    free = [glyph.character for glyph in glyphs]
    spans: dict[str, tuple[int, int]] = {}
    for look in (_exactly, _nearly, _last):
        left = sorted(set(options) - spans.keys(), key=len, reverse=True)
        for option in left if look is not _last or len(left) == 1 < len(options) else ():
            span = look("".join(free), plain(option))
            if span:
                spans[option] = span
                free[span[0] : span[1]] = "\0" * (span[1] - span[0])
    for option, (start, end) in spans.items():
        if end - start < len(plain(option)) and _goes_on(glyphs, free, end):
            spans[option], free[end] = (start, end + 1), "\0"
    if len(spans) < len(options):
        for option, (start, end) in spans.items():
            begins = _begins(option, glyphs[start:end], start)
            spans[option], free[start:begins] = (begins, end), [glyph.character for glyph in glyphs[start:begins]]
    places = [_place(option, glyphs[start:end]) for option, (start, end) in spans.items()]
    guessed = found_in_order("".join(free), options, spans)
    for option, pairs in guessed.items():
        places.append(_guessed_place(option, pairs, glyphs, read.lines))
        for _, at in pairs:
            free[at] = "\0"
    places.sort(key=lambda place: (place.line, place.left))
    left_over = [glyph for glyph, one in zip(glyphs, free, strict=True) if one != "\0" and not _is_box(glyph, places)]
    rest = "".join(glyph.character for glyph in left_over)
    return Found(tuple(places), rest, tuple(_span(glyph.line, [glyph]) for glyph in left_over), bool(guessed))


def _goes_on(glyphs: list[Glyph], free: list[str], end: int) -> bool:
    """Whether a character that is nobody's stands right behind an option's words: their last one, misread."""
    if end >= len(glyphs) or free[end] == "\0" or glyphs[end].line != glyphs[end - 1].line:
        return False
    return glyphs[end].middle - glyphs[end - 1].middle <= NEXT * glyphs[end].width


def _is_box(glyph: Glyph, places: list[OptionPlace]) -> bool:
    """Whether it is an option's box or its mark, read as a character."""
    return glyph.character in BOX_LIKE or any(
        len(places) > 1
        and place.line == glyph.line
        and place.left - BOX_REACH * glyph.width < glyph.middle < place.left
        for place in places
    )


def _glyphs(index: int, line: ReadLine, character: float) -> Iterator[Glyph]:
    high, wide = line.box.bottom - line.box.top, line.box.right - line.box.left
    middles = [line.box.left + in_pixels(share, high, wide) for share in line.reading.positions]
    pitch = _pitch(line.reading.text, middles, character)
    # a worn 会 is read as 會, and no option is printed in older forms
    for one, middle in zip(simplified(line.reading.text), middles, strict=True):
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


def _nearly(text: str, option: str, least: float = ALIKE) -> tuple[int, int] | None:
    """The words, one or two of them misread; only among characters that no other option has taken."""
    if len(option) < 4:
        return None
    for free in FREE.finditer(text):
        if len(free.group()) < len(option) - 1:
            continue
        found = fuzz.partial_ratio_alignment(option, free.group(), score_cutoff=least)
        if found is not None and found.dest_end - found.dest_start >= len(option) - 2:
            window = free.group()[found.dest_start : found.dest_end]
            start, end = free.start() + found.dest_start, free.start() + found.dest_end
            return start + _added_before(option, window), end - _added_before(option[::-1], window[::-1])
    return None


def _added_before(option: str, window: str) -> int:
    """Characters at the beginning of a window of text that stand before the option's words."""
    added = 0
    for step in Levenshtein.editops(option, window):
        if step.tag != "insert" or step.src_pos > 0:
            break
        added += 1
    return added


def _begins(option: str, glyphs: list[Glyph], start: int) -> int:
    """Where an option's words begin that were found at `start`: behind a line of which no character is one of theirs,
    and which is what is left of another option."""
    first = sum(glyph.line == glyphs[0].line for glyph in glyphs)
    steps = Levenshtein.opcodes(plain(option), "".join(glyph.character for glyph in glyphs))
    reads_any = any(step.tag == "equal" and step.dest_start < first for step in steps)
    return start if reads_any or first == len(glyphs) else start + first


def _last(text: str, option: str) -> tuple[int, int] | None:
    """The only option that is missing yet, one in four of its characters misread."""
    return _nearly(text, option, LAST_ALIKE)


def _place(option: str, glyphs: list[Glyph]) -> OptionPlace:
    lines = {glyph.line: [other for other in glyphs if other.line == glyph.line] for glyph in glyphs}
    return OptionPlace(option, tuple(_span(line, there) for line, there in sorted(lines.items())))


def _guessed_place(
    option: str, pairs: tuple[Pair, ...], glyphs: list[Glyph], lines: tuple[ReadLine, ...]
) -> OptionPlace:
    """Its words by those of its characters that were read: as far before and behind them as the others reach."""
    (first_at, first), (last_at, last) = pairs[0], pairs[-1]
    spans = list(_place(option, [glyphs[at] for _, at in pairs]).spans)
    begins = spans[0].left - first_at * glyphs[first].width
    ends = spans[-1].right + (len(plain(option)) - 1 - last_at) * glyphs[last].width
    spans[0] = replace(spans[0], left=max(begins, lines[spans[0].line].box.left))
    spans[-1] = replace(spans[-1], right=max(spans[-1].right, min(ends, lines[spans[-1].line].box.right)))
    return OptionPlace(option, tuple(spans))


def _span(line: int, glyphs: list[Glyph]) -> WordSpan:
    first, last = glyphs[0], glyphs[-1]
    return WordSpan(line, first.middle - first.width / 2, last.middle + last.width / 2)
