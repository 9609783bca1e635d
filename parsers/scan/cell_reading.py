"""Lines of a cell read by the recogniser: labels once and small, values twice, at two scales.

In: the page (Sheet) and a box on it. Out: CellText.
Elsewhere: cutting into lines (`lines`), what lies beside one (`beside`), how sure of it one may be (`cell_text`).
"""

import re
from dataclasses import replace

import cv2
import numpy as np

from parsers.scan.beside import with_beside
from parsers.scan.cell_text import CellText, ReadLine, Sheet, as_guessed, with_lines
from parsers.scan.honesty import STROKES, with_dashes, with_town
from parsers.scan.line_ink import holds_ink
from parsers.scan.lines import MARGIN, cut_lines, padded
from parsers.scan.page import Pixels
from parsers.scan.recogniser import RecognisedLine, Recogniser, TextBox
from parsers.scan.red_ink import red_channel

SECOND_MARGIN = 0.26
"""How much paper the second view shows above and below; another scale is another chance to disagree."""
LABEL_MARGIN = 0.55
"""The same for labels: of 266 headings in the exam's pages one less was read than with the usual margin."""
LITTLE = 0.02
SURER = 1.0
"""So much more (a log ratio) must a view be sure of what it reads to count before the first."""
UNREAD = 0.5
"""Certainty that a cell is empty in which there is ink, but no line of text."""
NUMBER = re.compile(r"[+(]?[\d\-+() ]{5,}")


def read_quickly(engine: Recogniser, sheet: Sheet, box: TextBox, above: float = MARGIN) -> CellText:
    """For labels: one view of each line. `above`: the share of a line's height that is shown of the paper above and
    below; the more, the smaller the line and the sooner it is read."""
    cut = cut_lines(sheet.clean, box, sheet.character, sheet.inked.get(box))
    if not cut.lines and holds_ink(sheet.clean, box, sheet.character):
        return CellText(certainty=UNREAD)
    read = [ReadLine(line, engine.read(padded(sheet.clean, line, above))) for line in cut.lines]
    return _weighed(tuple(replace(line, at_side=line.box in cut.at_side) for line in read))


def read_label(engine: Recogniser, sheet: Sheet, box: TextBox) -> CellText:
    """A cell that most likely holds a label, of which there are few and all known: a small picture will do."""
    return read_quickly(engine, sheet, box, LABEL_MARGIN)


def read_cut_line(engine: Recogniser, sheet: Sheet, line: TextBox) -> CellText:
    """One line that was cut already."""
    return _weighed((ReadLine(line, engine.read(padded(sheet.clean, line))),))


def read_line(engine: Recogniser, sheet: Sheet, box: TextBox) -> CellText:
    """A box that is known to hold one line."""
    return _weighed((ReadLine(box, engine.read(padded(sheet.colour, box, LITTLE))),))


def read_carefully(engine: Recogniser, sheet: Sheet, quick: CellText, cell: TextBox | None = None) -> CellText:
    """For values: a second view of each line, at another scale, with what lies beside it in its cell."""
    written = without_stroke_above(quick.lines)
    lines = _with_tail(engine, sheet, written)
    lines = tuple(_surer_first(line) if line.again else _twice(engine, sheet, line, cell) for line in lines)
    read_all = _weighed(_put_right(lines))
    return as_guessed(read_all) if len(written) < len(quick.lines) else read_all


def without_stroke_above(lines: tuple[ReadLine, ...]) -> tuple[ReadLine, ...]:
    """Less a lone stroke over words, which no wrapping leaves there: the trace of a rule or a fold."""
    kept = lines
    while len(kept) > 1 and kept[0].reading.text.strip() in STROKES and len(kept[1].reading.text.strip()) > 1:
        kept = kept[1:]
    return kept


def _weighed(lines: tuple[ReadLine, ...]) -> CellText:
    return with_lines(CellText(), lines)


def _twice(engine: Recogniser, sheet: Sheet, line: ReadLine, cell: TextBox | None) -> ReadLine:
    shown = with_beside(sheet, line.box, cell)
    if shown != line.box:
        wider = engine.read(second_picture(sheet, shown))
        if _told(wider) != _told(line.reading):
            return replace(line, again=wider)
    return _surer_first(replace(line, again=engine.read(second_picture(sheet, line.box))))


def _told(reading: RecognisedLine) -> str:
    """What it says; a dash at the end of a wrapped number says nothing."""
    text = reading.text.strip()
    return text.strip("-") if NUMBER.fullmatch(text) else text


def second_picture(sheet: Sheet, box: TextBox) -> Pixels:
    """Of a line, at another scale. A stamp over it may have taken some of the print with it, so there it is shown
    whole."""
    stamped = red_channel(sheet.colour[box.top : box.bottom, box.left : box.right])
    if stamped is None:
        return padded(sheet.clean, box, SECOND_MARGIN)
    return padded(stamped, TextBox(0, 0, stamped.shape[1], stamped.shape[0]))


def _surer_first(line: ReadLine) -> ReadLine:
    """The view that reads plainly goes first where the other is in doubt; the certainty stays that of both."""
    if line.again is None or line.again.text == line.reading.text:
        return line
    first, second = (view.lattice.log_probability(view.text) for view in (line.reading, line.again))
    return replace(line, reading=line.again, again=line.reading) if second - first > SURER else line


def _with_tail(engine: Recogniser, sheet: Sheet, lines: tuple[ReadLine, ...]) -> tuple[ReadLine, ...]:
    """The last digit or two of a number that was wrapped, read together with the digits before them.

    A lone 0 is read as 日 or 口; next to its fellows it is not.
    """
    if len(lines) < 2 or not NUMBER.fullmatch(lines[-2].reading.text) or len(lines[-1].reading.text) > 2:
        return lines
    before, tail = lines[-2], lines[-1]
    if tail.box.right - tail.box.left > 1.6 * sheet.character:
        return lines
    pictures = [_side_by_side(sheet, (before.box, tail.box), above) for above in (MARGIN, SECOND_MARGIN)]
    return (*lines[:-2], ReadLine(before.box, engine.read(pictures[0]), engine.read(pictures[1])))


def _side_by_side(sheet: Sheet, boxes: tuple[TextBox, TextBox], above: float) -> Pixels:
    """Two lines of digits, which stand on their feet, as one."""
    pieces = [sheet.clean[box.top : box.bottom, box.left : box.right] for box in boxes]
    height = max(piece.shape[0] for piece in pieces)
    gap = max(2, round(0.12 * height))
    flush = [
        cv2.copyMakeBorder(piece, height - piece.shape[0], 0, 0, gap, cv2.BORDER_CONSTANT, value=255)
        for piece in pieces
    ]
    whole = np.asarray(np.hstack(flush), np.uint8)
    return padded(whole, TextBox(0, 0, whole.shape[1], height), above)


def _put_right(lines: tuple[ReadLine, ...]) -> tuple[ReadLine, ...]:
    first = with_town(with_dashes(tuple(line.reading for line in lines)))
    again = with_town(with_dashes(tuple(line.again or line.reading for line in lines)))
    return tuple(replace(line, reading=one, again=other) for line, one, other in zip(lines, first, again, strict=True))
