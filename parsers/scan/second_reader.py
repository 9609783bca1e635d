"""A second opinion on Chinese lines and on numbers that the first reader is not sure of.

In: the page, a cell as read. Out: the same cell, with the second reader's readings beside those of doubtful lines.
Elsewhere: the two networks (`recogniser`), how much of a doubt is left after that (`certainty.doubt_left`).
It is asked about few lines, so that it costs little; of two readings it chooses one, and makes none of its own.
"""

from dataclasses import replace

from parsers.scan.cell_reading import NUMBER, SECOND_MARGIN
from parsers.scan.cell_text import CellText, ReadLine, Sheet, with_lines
from parsers.scan.certainty import HAN, LONG, log_chance
from parsers.scan.lines import MARGIN, padded
from parsers.scan.recogniser import Recogniser
from parsers.traditional import simplified

SURE, HOPELESS = -0.004, -1.0
"""Logarithms of the chance that a line is right: from the first on nobody is asked, below the other it is in vain."""


def with_second_opinion(engine: Recogniser, sheet: Sheet, read: CellText) -> CellText:
    """The cell as it was where no line is in doubt."""
    asked = tuple(_newer(_asked(engine, sheet, line)) if _is_open(line) else line for line in read.lines)
    return with_lines(read, asked) if any(line.seconds for line in asked) else read


def _is_open(line: ReadLine) -> bool:
    text = line.reading.text
    if not (HAN.search(text) or NUMBER.fullmatch(text)):
        return False
    return line.is_only_folded or HOPELESS <= log_chance(line.views, text) < SURE


def _asked(engine: Recogniser, sheet: Sheet, line: ReadLine) -> ReadLine:
    pictures = [padded(sheet.clean, line.box, above) for above in (MARGIN, SECOND_MARGIN)]
    return replace(line, seconds=engine.read_again(*pictures[:1]) + engine.read_again(*pictures[1:]))


def _newer(line: ReadLine) -> ReadLine:
    """A long line that one view alone shows in older forms of its characters, in the newer ones that all others see."""
    plain = simplified(line.reading.text)
    if line.again is None or plain == line.reading.text or len(plain) < LONG:
        return line
    others = {view.text for view in (line.again, *line.seconds)}
    return replace(line, reading=line.again, again=line.reading) if others == {plain} else line
