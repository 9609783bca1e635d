"""A telephone number holds digits only: a letter seen there is the digit that looks like it.

In: the lines of a cell as read. Out: the same, their letters made digits, doubtful where that changed what was read;
less the traces that a stamp in colour left over or under a number that is whole without them.
Elsewhere: letters and digits in an address (`look_alikes`), what a number must look like (`rules.values_contact`).
"""

import re
from dataclasses import replace

from parsers.lattice import Lattice, renamed
from parsers.scan.cell_text import CellText, ReadLine, Sheet, as_guessed, with_lines
from parsers.scan.recogniser import RecognisedLine
from parsers.scan.red_ink import red_channel

DIGITS = str.maketrans("BbOoDQlI|SsZzgq", "860000111552299")
MAINLAND = re.compile(r"(?:(?:\+|00)?86)?1[3-9]\d{9}")
PLAIN, TRACE, MOST_DIGITS = -0.02, -1.0, 2
"""Logarithms of the chance that a line is right: of a number that is plainly read, at least; of traces, at most. Digits
that traces may look like."""


def without_traces(sheet: Sheet, read: CellText) -> CellText:
    """A whole mainland mobile number without what a stamp left on other lines; any other cell as it is."""
    whole = tuple(line for line in read.lines if MAINLAND.fullmatch(line.reading.text) and line.log_chance >= PLAIN)
    others = [line for line in read.lines if line not in whole]
    if len(whole) != 1 or not others or not all(_is_trace(sheet, line) for line in others):
        return read
    return with_lines(read, whole)


def _is_trace(sheet: Sheet, line: ReadLine) -> bool:
    box = line.box
    is_stamped = red_channel(sheet.colour[box.top : box.bottom, box.left : box.right]) is not None
    digits = max(sum(one.isdigit() for one in view.text) for view in line.views)
    return is_stamped and line.log_chance <= TRACE and digits <= MOST_DIGITS


def as_number(read: CellText) -> CellText:
    """A mainland mobile number; any other cell as it is."""
    text = "".join(read.text.split()).translate(DIGITS)
    if not MAINLAND.fullmatch(text.replace("-", "")):
        return read
    lines = tuple(_in_digits(line) for line in read.lines)
    told = with_lines(read, lines)
    changed = any(one.reading.text != other.reading.text for one, other in zip(lines, read.lines, strict=True))
    return as_guessed(told) if changed else told


def _in_digits(line: ReadLine) -> ReadLine:
    again = _told(line.again) if line.again else None
    return replace(line, reading=_told(line.reading), again=again)


def _told(view: RecognisedLine) -> RecognisedLine:
    steps = (renamed(step, lambda one: one.translate(DIGITS)) for step in view.lattice.steps)
    return replace(view, text=view.text.translate(DIGITS), lattice=Lattice(tuple(steps), view.lattice.floor))
