"""What the letters and digits of a line look like, each by itself, whatever word it stands in.

In: the page, a cell as read, the network for single letters. Out: SeenCell: how likely each character is which letter;
which of some letters one is, where its shape tells.
Elsewhere: the pictures (`glyphs`), the network (`recogniser`), comparing with others of the page (`look_alikes`).
"""

import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from parsers.lattice import Lattice, renamed
from parsers.pinyin import is_pinyin
from parsers.scan.cell_text import CellText, ReadLine, Sheet, with_lines
from parsers.scan.glyphs import Glyph, glyphs_of
from parsers.scan.honesty import LOOK_ALIKES, WORD_WITH_L, doubtful_places
from parsers.scan.recogniser import LETTERS, RecognisedLine, Recogniser

SURE, SURER, LIKELY = 0.99, 0.999, 0.9
"""Chance that a character is what it looks like: of a look-alike that was read so, of one that was read otherwise, of
all others. In eight families of typefaces that the network had never seen 8 of 10 l, 1 and I look so surely, 5 of 7,823
wrongly; on 500 pages of the exam 1,382 were read so as well, one of them wrongly (an i without its dot)."""
SEEN = math.log(0.01)
"""From which chance on the recogniser saw something."""
ROUND, LEAST_ROUND = "0Oo", 0.1
"""What differs in size, so that a small o that looks like a capital is no small o for sure: Office- was read as
office-."""
NUMBER = 3
"""Digits in a row, of which none is a letter."""
NUMBERED = re.compile(r"(?<![A-Za-z0-9])[A-Za-z][a-z]{2,}[-_.]?([0-9OlI]+)(?=@|$)")
"""Behind a name, digits and what may be read instead of them."""
DIGITS = frozenset("0123456789O")
ALIKE = ("1lI|", "0Oo")
"""What looks alike: which of them it is, the neighbours tell, or SURE."""

Place = tuple[int, int]
"""Line, and character within it."""
Chances = NDArray[np.float32]
"""Of each of LETTERS."""


@dataclass(frozen=True, slots=True)
class SeenCell:
    """A cell, the characters of it that stand apart, and how likely each is which letter, by its shape alone."""

    cell: CellText
    glyphs: Mapping[Place, Glyph]
    shapes: Mapping[Place, Chances]

    def looks_like(self, place: Place, letter: str) -> float:
        """The chance that what stands there is this letter; 0 where it does not stand apart."""
        return float(self.shapes[place][LETTERS.index(letter)]) if place in self.shapes and letter in LETTERS else 0.0

    def agrees(self, number: int) -> bool:
        """Whether every character of a line looks like what was read."""
        texts = [line.reading.text for line in self.cell.lines]
        doubtful, text = doubtful_places(texts), texts[number]
        at_sign = len(text) if any("@" in later for later in texts[number + 1 :]) else text.find("@")
        return all(
            one.isspace() or self._agrees((number, at), one, (number, at) in doubtful, at > at_sign)
            for at, one in enumerate(text)
        )

    def _agrees(self, place: Place, one: str, is_doubtful: bool, in_domain: bool) -> bool:
        """Capitals mean nothing in a domain."""
        if one in LOOK_ALIKES and is_doubtful:
            return self.looks_like(place, one) >= SURE
        if one in ROUND and not in_domain and self.looks_like(place, one) < LEAST_ROUND:
            return False
        ways = next((group for group in ALIKE if one in group), one)
        ways += ways.swapcase() if in_domain else ""
        return sum(self.looks_like(place, way) for way in set(ways)) >= LIKELY


def seen_cell(sheet: Sheet, cell: CellText, engine: Recogniser) -> SeenCell:
    """Every character of the cell that stands apart, as the network sees it."""
    glyphs = {(at, glyph.place): glyph for at, line in enumerate(cell.lines) for glyph in glyphs_of(sheet, line)}
    chances = engine.letters_shown([glyph.in_its_line for glyph in glyphs.values()]) if glyphs else ()
    return SeenCell(cell, glyphs, dict(zip(glyphs, chances, strict=True)))


def confirmed(seen: SeenCell) -> CellText:
    """A line of which every character looks like what was read is that much surer."""
    lines = tuple(replace(line, is_shaped=seen.agrees(at)) for at, line in enumerate(seen.cell.lines))
    return with_lines(seen.cell, lines) if any(line.is_shaped for line in lines) else seen.cell


def as_shaped(seen: SeenCell, place: Place, rivals: Collection[str]) -> str | None:
    """Which of these letters a character surely is by its shape: as it was read, or as the recogniser saw it too."""
    likely, letter = max((seen.looks_like(place, one), one) for one in rivals)
    if likely >= (SURE if letter == seen.glyphs[place].character else SURER):
        return letter if sees(seen.cell.lines[place[0]], place[1], letter) else None
    return None


def as_usual(seen: SeenCell, place: Place) -> str | None:
    """Which letter or digit a character is as such things are written: a digit of a number is none of its look-alikes,
    and a lone initial, or what is added to a name, no capital among small letters."""
    read, text, at = seen.glyphs[place].character, seen.cell.lines[place[0]].reading.text, place[1]
    digits = next((run for run in re.finditer("[0-9]+", text) if run.start() <= at < run.end()), None)
    if digits and len(digits.group()) >= NUMBER:
        return read if seen.looks_like(place, read) >= LIKELY else None
    as_letter = f"{text[:at]}l{text[at + 1 :]}"
    letters = next((run for run in re.finditer("[A-Za-z]+", as_letter) if run.start() <= at < run.end()), None)
    if letters is None or seen.looks_like(place, "l") + seen.looks_like(place, "I") < SURE:
        return None
    others = text[letters.start() : at] + text[at + 1 : letters.end()]
    is_word = is_pinyin(others[:1].lower() + others[1:]) or WORD_WITH_L.fullmatch(letters.group()) is not None
    return "l" if (not others and read.isalpha()) or is_word else None


def as_numbered(seen: SeenCell, place: Place) -> str | None:
    """A digit, where it looks like one and stands in a number behind a name in small letters; no capital O does."""
    text = seen.cell.lines[place[0]].reading.text
    number = next((run for run in NUMBERED.finditer(text) if run.start(1) <= place[1] < run.end(1)), None)
    if number is None:
        return None
    if seen.looks_like(place, "1") >= LIKELY and set(number[1]) & DIGITS:
        return "1"
    return "0" if seen.looks_like(place, "0") + seen.looks_like(place, "O") >= SURE else None


def sees(line: ReadLine, place: int, character: str) -> bool:
    """Whether the recogniser sees this character there, if only as a possibility."""
    return any(
        step.get(character, -math.inf) > SEEN
        for view in line.views
        for step in view.lattice.steps[steps_of(line, view, place)]
    )


def steps_of(line: ReadLine, view: RecognisedLine, place: int) -> slice:
    """The steps of one of a line's views at which a character of the line's text stands at most, by the view's own
    places where it reads as many characters."""
    places = (view if len(view.positions) == len(line.reading.positions) else line.reading).positions
    first = (places[place - 1] + places[place]) / 2 if place else 0.0
    last = (places[place] + places[place + 1]) / 2 if place + 1 < len(places) else 1.0
    count = len(view.lattice.steps)
    return slice(round(first * count), math.ceil(last * count))


def weighed(line: ReadLine, view: RecognisedLine, place: int, rivals: Collection[str], winner: str) -> RecognisedLine:
    """One of a line's views with the chances of all rivals in this place of the line's text given to the one it is."""
    steps = list(view.lattice.steps)
    around = steps_of(line, view, place)
    steps[around] = [renamed(step, lambda one: winner if one in rivals else one) for step in steps[around]]
    return replace(view, lattice=Lattice(tuple(steps), view.lattice.floor))
