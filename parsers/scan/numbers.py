"""A telephone number holds digits only: a letter seen there is the digit that looks like it.

In: the lines of a cell as read. Out: the same, their letters made digits, doubtful where that changed what was read.
Elsewhere: letters and digits in an address (`look_alikes`), what a number must look like (`rules.values_contact`).
"""

import re
from dataclasses import replace

from parsers.lattice import Lattice, renamed
from parsers.scan.cell_text import CellText, ReadLine, as_guessed, with_lines
from parsers.scan.recogniser import RecognisedLine

DIGITS = str.maketrans("BbOoDQlI|SsZzgq", "860000111552299")
MAINLAND = re.compile(r"(?:(?:\+|00)?86)?1[3-9]\d{9}")


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
