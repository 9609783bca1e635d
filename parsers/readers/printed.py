"""What is printed on one page, freed from its file format: glyphs and rules on upright paper.

In: nothing (types only; `pdf_page` and `ofd` make them). Out: Glyph, Rule, PrintedPage.
Elsewhere: the grid (`printed_grid`), lines of text (`printed_lines`), tables and paragraphs (`printed_blocks`).
Lengths are in points, from the upper left corner of the upright page.
"""

from dataclasses import dataclass

from parsers.document import Box


@dataclass(frozen=True, slots=True)
class Glyph:
    """A visible character, or a few that stand together (a form field's value)."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    looks: frozenset[str] = frozenset()
    """Any of highlight, colour, bold, underline, struck."""
    doubtful: bool = False
    """True where what people see there may differ from `text`."""

    @property
    def size(self) -> float:
        """Height of the line that it takes."""
        return self.bottom - self.top

    @property
    def centre(self) -> tuple[float, float]:
        """Middle of its box."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2

    @property
    def box(self) -> Box:
        """left, top, right, bottom."""
        return self.x0, self.top, self.x1, self.bottom


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, level or plumb; its thickness is of no account."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def is_level(self) -> bool:
        """True where it runs from left to right."""
        return self.x1 - self.x0 >= self.bottom - self.top

    @property
    def length(self) -> float:
        """Along its run."""
        return max(self.x1 - self.x0, self.bottom - self.top)


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """One upright page."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]


def overlap(one: Box, other: Box) -> float:
    """Area that two boxes share, as a fraction of the smaller."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    if width <= 0 or height <= 0:
        return 0.0
    smaller = min((b[2] - b[0]) * (b[3] - b[1]) for b in (one, other))
    return width * height / smaller if smaller > 0 else 0.0
