"""The text of one cell or line, as recognised, with the certainty that all of it is right.

In: the lines of a cell as read. Out: CellText.
Elsewhere: how they are read (`cell_reading`), characters that pixels cannot tell apart (`honesty`).
"""

import operator
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from parsers.document import DOUBTED
from parsers.lattice import Lattice, compact, joined
from parsers.scan.certainty import SHAPED_LEFT, calibrated, log_chance_confirmed
from parsers.scan.honesty import has_odd_line, has_rival, is_doubtful, without_settled
from parsers.scan.lines import Inked
from parsers.scan.page import Pixels
from parsers.scan.recogniser import RecognisedLine, TextBox


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
    hidden: Pixels | None = None
    """255 where a scanner's streak hid what is under it; None where none did."""


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


def with_lines(read: CellText, lines: tuple[ReadLine, ...], settled: Collection[tuple[int, int]] = ()) -> CellText:
    """The cell with other readings of its lines. `settled`: places, by line and character, that are beyond doubt."""
    told = _together(lines, settled)
    return as_guessed(told) if read.is_guessed else told


def with_changed(read: CellText, lines: tuple[ReadLine, ...]) -> CellText:
    """The same; the very cell where no line is another than before."""
    is_same = len(lines) == len(read.lines) and all(map(operator.is_, lines, read.lines))
    return read if is_same else with_lines(read, lines)


def in_words(read: CellText, joints: tuple[str, ...], blanks_are_plain: bool) -> CellText:
    """The cell with what stands between its lines; `blanks_are_plain`: no blank was lost or made up on any."""
    likely = sum(line.log_chance for line in read.lines)
    text = _text_of([line.reading.text for line in read.lines], joints)
    certainty = DOUBTED if is_doubtful(text, blanks_are_plain) or any(map(_is_doubted, read.lines)) else 1.0
    told = replace(read, joints=joints, certainty=min(calibrated(likely, text), certainty))
    return as_guessed(told) if read.is_guessed else told


def _is_doubted(line: ReadLine) -> bool:
    return line.is_only_folded or line.at_side


def _text_of(lines: Sequence[str], joints: tuple[str, ...]) -> str:
    told = [*joints, *["\n"] * len(lines)]
    return "".join(part for line, joint in zip(lines, told, strict=False) for part in (line.strip(), joint)).strip()


def as_guessed(read: CellText) -> CellText:
    """The same, doubtful."""
    return replace(read, certainty=min(read.certainty, DOUBTED), is_guessed=True)


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
    doubtful = doubtful or any(map(_is_doubted, lines))
    if "@" in read.text:
        doubtful = doubtful or any(has_rival(line.views) for line in lines if not line.is_shaped)
    return replace(read, certainty=min(certainty, DOUBTED)) if doubtful else read
