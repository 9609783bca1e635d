"""The text of one cell or line, as recognised, with the certainty that all of it is right.

In: the page (Sheet) and a box on it. Out: CellText.
Elsewhere: cutting into lines (`lines`), the recogniser itself, characters that pixels cannot tell apart (`honesty`).
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import cv2
import numpy as np

from parsers.document import DOUBTED
from parsers.lattice import Lattice, compact, joined
from parsers.scan.beside import with_beside
from parsers.scan.certainty import SHAPED_LEFT, calibrated, log_chance_confirmed
from parsers.scan.honesty import (
    STROKES,
    has_odd_line,
    has_rival,
    is_doubtful,
    with_dashes,
    with_town,
    without_settled,
)
from parsers.scan.line_ink import holds_ink
from parsers.scan.lines import MARGIN, Inked, cut_lines, padded
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
    inked: Mapping[TextBox, Inked] = field(default_factory=dict)
    """The ink of the table's cells."""


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One line and where it stands. `again`: the same line in its second view; `seconds`: by the second reader."""

    box: TextBox
    reading: RecognisedLine
    again: RecognisedLine | None = None
    seconds: tuple[RecognisedLine, ...] = ()
    at_side: bool = False
    """Whether there is at an end what may be a letter or the rest of the cell's rule."""
    is_shaped: bool = False
    """Whether every character of it looks, by itself, like what was read."""
    own_chance: float | None = None
    """Logarithm of the chance that its text is right, where more is known than the recogniser can see."""

    @property
    def views(self) -> tuple[RecognisedLine, ...]:
        """All readings of the line."""
        return (self.reading,) if self.again is None else (self.reading, self.again)

    @property
    def is_only_folded(self) -> bool:
        """Whether older forms of characters were put into newer ones, and nobody saw the newer ones."""
        others = (*self.views[1:], *self.seconds)
        return self.reading.is_folded and not any(
            other.text == self.reading.text and not other.is_folded for other in others
        )

    @property
    def log_chance(self) -> float:
        """Logarithm of the chance that its text is right."""
        own = self.own_chance
        if own is None:
            own = log_chance_confirmed(self.views, self.seconds, self.reading.text)
        return own * SHAPED_LEFT if self.is_shaped else own


@dataclass(frozen=True, slots=True)
class CellText:
    """What stands in a cell."""

    lines: tuple[ReadLine, ...] = ()
    certainty: float = 1.0
    lattice: Lattice | None = None
    is_guessed: bool = False
    """Whether something in it was put right by rule, not by what is seen."""
    joints: tuple[str, ...] = ()
    """What stands between its lines, where that is known."""

    @property
    def text(self) -> str:
        """Lines parted by newline, or by what is known to stand between them."""
        return _text_of([line.reading.text for line in self.lines], self.joints)


def read_quickly(engine: Recogniser, sheet: Sheet, box: TextBox, above: float = MARGIN) -> CellText:
    """For labels: one view of each line. `above`: the share of a line's height that is shown of the paper above and
    below; the more, the smaller the line and the sooner it is read."""
    cut = cut_lines(sheet.clean, box, sheet.character, sheet.inked.get(box))
    if not cut.lines and holds_ink(sheet.clean, box, sheet.character):
        return CellText(certainty=UNREAD)
    read = [ReadLine(line, engine.read(padded(sheet.clean, line, above))) for line in cut.lines]
    return _together(tuple(replace(line, at_side=line.box in cut.at_side) for line in read))


def read_label(engine: Recogniser, sheet: Sheet, box: TextBox) -> CellText:
    """A cell that most likely holds a label, of which there are few and all known: a small picture will do."""
    return read_quickly(engine, sheet, box, LABEL_MARGIN)


def read_cut_line(engine: Recogniser, sheet: Sheet, line: TextBox) -> CellText:
    """One line that was cut already."""
    return _together((ReadLine(line, engine.read(padded(sheet.clean, line))),))


def read_line(engine: Recogniser, sheet: Sheet, box: TextBox) -> CellText:
    """A box that is known to hold one line."""
    return _together((ReadLine(box, engine.read(padded(sheet.colour, box, LITTLE))),))


def read_carefully(engine: Recogniser, sheet: Sheet, quick: CellText, cell: TextBox | None = None) -> CellText:
    """For values: a second view of each line, at another scale, with what lies beside it in its cell."""
    written = without_stroke_above(quick.lines)
    lines = _with_tail(engine, sheet, written)
    lines = tuple(_surer_first(line) if line.again else _twice(engine, sheet, line, cell) for line in lines)
    read_all = _together(_put_right(lines))
    return as_guessed(read_all) if len(written) < len(quick.lines) else read_all


def without_stroke_above(lines: tuple[ReadLine, ...]) -> tuple[ReadLine, ...]:
    """Less a lone stroke over words, which no wrapping leaves there: the trace of a rule or a fold."""
    kept = lines
    while len(kept) > 1 and kept[0].reading.text.strip() in STROKES and len(kept[1].reading.text.strip()) > 1:
        kept = kept[1:]
    return kept


def with_lines(read: CellText, lines: tuple[ReadLine, ...], settled: Collection[tuple[int, int]] = ()) -> CellText:
    """The cell with other readings of its lines. `settled`: places, by line and character, that are beyond doubt."""
    told = _together(lines, settled)
    return as_guessed(told) if read.is_guessed else told


def in_words(read: CellText, joints: tuple[str, ...], blanks_are_plain: bool) -> CellText:
    """The cell with what stands between its lines; `blanks_are_plain`: no blank was lost or made up on any."""
    likely = sum(line.log_chance for line in read.lines)
    text = _text_of([line.reading.text for line in read.lines], joints)
    certainty = DOUBTED if is_doubtful(text, blanks_are_plain) else 1.0
    told = replace(read, joints=joints, certainty=min(calibrated(likely, text), certainty))
    return as_guessed(told) if read.is_guessed else told


def _text_of(lines: Sequence[str], joints: tuple[str, ...]) -> str:
    told = [*joints, *["\n"] * len(lines)]
    return "".join(part for line, joint in zip(lines, told, strict=False) for part in (line.strip(), joint)).strip()


def as_guessed(read: CellText) -> CellText:
    """The same, doubtful."""
    return replace(read, certainty=min(read.certainty, DOUBTED), is_guessed=True)


def _twice(engine: Recogniser, sheet: Sheet, line: ReadLine, cell: TextBox | None) -> ReadLine:
    shown = with_beside(sheet.clean, line.box, cell, sheet.character)
    twice = replace(line, again=engine.read(second_picture(sheet, shown)))
    return _surer_first(twice) if shown == line.box else twice


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


def _together(lines: tuple[ReadLine, ...], settled: Collection[tuple[int, int]] = ()) -> CellText:
    if not lines:
        return CellText()
    certainty = calibrated(sum(line.log_chance for line in lines), "".join(line.reading.text for line in lines))
    read = CellText(lines, certainty, compact(joined(line.reading.lattice for line in lines)))
    texts = [
        without_settled(line.reading.text, [at for number, at in settled if number == index])
        for index, line in enumerate(lines)
    ]
    doubtful = is_doubtful("\n".join(text.strip() for text in texts).strip()) or has_odd_line(texts)
    doubtful = doubtful or any(line.is_only_folded or line.at_side for line in lines)
    if "@" in read.text:
        doubtful = doubtful or any(has_rival(line.views) for line in lines if not line.is_shaped)
    return replace(read, certainty=min(certainty, DOUBTED)) if doubtful else read
