"""The text of one cell or line, as recognised, with the certainty that all of it is right.

In: the page (Sheet) and a box on it. Out: CellText.
Elsewhere: cutting into lines (`parsers.scan.lines`), the recogniser itself, tick boxes (`parsers.scan.boxes`).
"""

import math
from dataclasses import dataclass

from parsers.lattice import Lattice, compact, joined
from parsers.scan.lines import cut_lines, padded
from parsers.scan.page import Pixels
from parsers.scan.recogniser import RecognisedLine, Recogniser, TextBox

SECOND_MARGIN = 0.26
"""How much paper the second view shows above and below; another scale is another chance to disagree."""


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """One straight, upright page: in colour; and grey, evenly lit, without red ink and rules."""

    page: int
    colour: Pixels
    clean: Pixels
    rules: Pixels
    """255 on the table's rules."""
    character: float = 0.0
    """The usual height of characters, in pixels."""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One line and where it stands. `again`: the same line in its second view."""

    box: TextBox
    reading: RecognisedLine
    again: RecognisedLine | None = None


@dataclass(frozen=True, slots=True)
class CellText:
    """What stands in a cell. `second` is its lattice in the other view."""

    lines: tuple[ReadLine, ...] = ()
    certainty: float = 1.0
    lattice: Lattice | None = None
    second: Lattice | None = None

    @property
    def text(self) -> str:
        """Lines parted by newline."""
        return "\n".join(line.reading.text.strip() for line in self.lines).strip()


def read_quickly(engine: Recogniser, sheet: Sheet, box: TextBox) -> CellText:
    """For labels: one view of each line."""
    cut = cut_lines(sheet.clean, box, sheet.character)
    return _together(tuple(ReadLine(line, engine.read(padded(sheet.clean, line))) for line in cut.lines))


def read_carefully(engine: Recogniser, sheet: Sheet, box: TextBox) -> CellText:
    """For values: two views of each line, at two scales."""
    cut = cut_lines(sheet.clean, box, sheet.character)
    return _together(tuple(ReadLine(line, *engine.read_views(*_views(sheet, line))) for line in cut.lines))


def _views(sheet: Sheet, line: TextBox) -> tuple[Pixels, Pixels]:
    return padded(sheet.clean, line), padded(sheet.clean, line, SECOND_MARGIN)


def _together(lines: tuple[ReadLine, ...]) -> CellText:
    if not lines:
        return CellText()
    likely = sum(_likely(line) for line in lines)
    lattice = compact(joined(line.reading.lattice for line in lines))
    second = compact(joined((line.again or line.reading).lattice for line in lines))
    return CellText(lines, math.exp(min(0.0, likely)), lattice, second)


def _likely(line: ReadLine) -> float:
    """Logarithm of the chance that the line's text is right, by the view that is less sure of it."""
    text = line.reading.text
    views = [line.reading.lattice, *([line.again.lattice] if line.again else [])]
    return min(view.log_probability(text) for view in views)
