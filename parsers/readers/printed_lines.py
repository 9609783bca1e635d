"""Glyphs put together to lines of text.

In: glyphs that belong together (a cell, a page's rest). Out: Line, from the top down.
Elsewhere: which glyphs are visible at all (`pdf_visible`), lines joined to paragraphs (`printed_blocks`).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from parsers.document import Box
from parsers.readers.looks import Run
from parsers.readers.printed import Glyph

LATIN_GAP, HAN_GAP = 0.2, 0.45
"""Of the line's height: a wider gap is a blank that was not written out. Word itself leaves 0.25 beside Han."""


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, its glyphs from left to right."""

    glyphs: tuple[Glyph, ...]

    @property
    def box(self) -> Box:
        """left, top, right, bottom."""
        xs, ys = [g.x0 for g in self.glyphs], [g.top for g in self.glyphs]
        return min(xs), min(ys), max(g.x1 for g in self.glyphs), max(g.bottom for g in self.glyphs)

    @property
    def size(self) -> float:
        """Height of its largest glyph."""
        return max(g.size for g in self.glyphs)

    @property
    def text(self) -> str:
        """Its words; runs of blanks are one blank."""
        return re.sub(r"[ \t\u3000]+", " ", "".join(text for text, _ in self.runs())).strip()

    def runs(self) -> Iterator[Run]:
        """Its text with looks, blanks put in where the gap shows one."""
        previous: Glyph | None = None
        for glyph in self.glyphs:
            if previous is not None and _is_parted(previous, glyph):
                yield " ", frozenset()
            yield glyph.text, glyph.looks
            previous = glyph

    @property
    def is_doubtful(self) -> bool:
        """True where any glyph is."""
        return any(g.doubtful for g in self.glyphs)


def _is_parted(left: Glyph, right: Glyph) -> bool:
    touches_han = _is_wide(left.text[-1:]) or _is_wide(right.text[:1])
    return right.x0 - left.x1 > max(left.size, right.size) * (HAN_GAP if touches_han else LATIN_GAP)


def _is_wide(character: str) -> bool:
    return character >= "\u2e80"


def lines_of(glyphs: Iterable[Glyph]) -> tuple[Line, ...]:
    """Lines that hold something visible."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: (g.centre[1], g.x0)):
        if rows and _is_level(rows[-1], glyph):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    lines = (Line(tuple(sorted(row, key=lambda g: g.x0))) for row in rows)
    return tuple(line for line in lines if line.text)


def _is_level(row: Sequence[Glyph], glyph: Glyph) -> bool:
    """True where the glyph's middle lies within the middle half of the row's latest or tallest glyph."""
    tallest = max(row[-8:], key=lambda g: g.size)
    return any(abs(glyph.centre[1] - g.centre[1]) < 0.5 * min(glyph.size, g.size) for g in (row[-1], tallest))


def text_of(lines: Sequence[Line]) -> str:
    """Lines parted by newline."""
    return "\n".join(line.text for line in lines)


def runs_of(lines: Sequence[Line]) -> Iterator[Run]:
    """All lines' runs, parted by newline."""
    for line in lines:
        yield from line.runs()
        yield "\n", frozenset()


def box_of(lines: Sequence[Line]) -> Box:
    """The box round all lines."""
    boxes = [line.box for line in lines]
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
