"""1 or l, 0 or o, in an address or a number: told by their shapes, and by the pictures of others on the same page.

In: the page, the cells of the form as read. Out: the cells, each look-alike that its picture tells made what it is, and
the places that are settled thereby.
Elsewhere: pictures of characters (`glyphs`), what neighbours settle (`honesty`).
A recogniser reads words, and a lone l as a 1 or as nothing in particular. A network that sees a single letter, and
never learnt words, is hardly ever wrong in the same way. Beside a 1 of the same typeface an l differs in its flag or
foot, in most typefaces plainly: like to like correlate by 0.98 and more, unlike by 0.96 at most.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from parsers.scan.address_end import with_known_end
from parsers.scan.address_marks import unless_hidden
from parsers.scan.address_words import known_letters
from parsers.scan.cell_text import CellText, ReadLine, Sheet, with_lines
from parsers.scan.glyphs import Glyph, likeness
from parsers.scan.honesty import doubtful_places, places_in_no_word
from parsers.scan.letter_shapes import (
    Place,
    SeenCell,
    as_numbered,
    as_shaped,
    as_usual,
    confirmed,
    seen_cell,
    sees,
    weighed,
)
from parsers.scan.recogniser import Recogniser

ALIKE, UNLIKE, NEARER = 0.97, 0.95, 0.03
"""Correlation of two pictures of one character; of different ones; how much nearer one of two must be."""
NUMBER = re.compile(r"[+(]?[\d\-+() \n]{7,}")
NAME_LIKE = re.compile(r"(?:^|[^A-Za-z0-9])[A-Z](?=[a-z])")
"""A capital where a name begins; any other makes more of them likely."""


@dataclass(frozen=True, slots=True)
class Twins:
    """A digit and a letter that look alike, and a capital that is like both."""

    digit: str
    letter: str
    others: str

    @property
    def rivals(self) -> frozenset[str]:
        """All of them."""
        return frozenset(self.digit + self.letter + self.others)


TWINS = (Twins("1", "l", "I|"), Twins("0", "o", "O"))


def tell_look_alikes(sheet: Sheet, cells: Sequence[CellText], engine: Recogniser) -> list[CellText]:
    """The cells in the same order."""
    seen = [
        seen_cell(sheet, cell, engine) if "@" in cell.text or NUMBER.fullmatch(cell.text) else SeenCell(cell, {}, {})
        for cell in cells
    ]
    digits = [
        glyph
        for one in seen
        if NUMBER.fullmatch(one.cell.text)
        for glyph in one.glyphs.values()
        if glyph.character.isdigit()
    ]
    return [
        unless_hidden(sheet, with_known_end(_told(one, digits))) if "@" in one.cell.text else confirmed(one)
        for one in seen
    ]


def _told(seen: SeenCell, digits: Sequence[Glyph]) -> CellText:
    """The cell with its doubtful characters told; as it was, where there is nothing to tell or nothing to go by."""
    cell = confirmed(seen)
    doubtful = doubtful_places([line.reading.text for line in cell.lines])
    known_words = known_letters(cell.lines)
    wavering = _wavering(seen) - doubtful
    if not doubtful and not known_words and not wavering:
        return cell
    in_no_word = places_in_no_word([line.reading.text for line in cell.lines])
    known = [glyph for at, glyph in seen.glyphs.items() if at not in doubtful]
    told = {place: (_twins_of(letter), letter) for place, letter in known_words.items()}
    for place in doubtful & seen.glyphs.keys() - known_words.keys():
        for twins in (twins for twins in TWINS if seen.glyphs[place].character in twins.rivals):
            one = as_shaped(seen, place, twins.rivals) or as_numbered(seen, place)
            if one is None and place not in in_no_word:
                one = as_usual(seen, place) or _compared(seen, place, twins, (known, digits))
            told |= {place: (twins, one)} if one else {}
    for place in wavering - known_words.keys():
        one = seen.glyphs[place].character
        twins = _twins_of(one)
        if as_shaped(seen, place, twins.rivals) == one or as_usual(seen, place) == one:
            told[place] = (twins, one)
    lines = tuple(_retold(line, at, told) for at, line in enumerate(cell.lines))
    return with_lines(cell, lines, told.keys() - wavering)


def _twins_of(character: str) -> Twins:
    """Those to which it belongs; an i without its dot is like 1 and l."""
    return TWINS[1] if character in TWINS[1].rivals else TWINS[0]


def _wavering(seen: SeenCell) -> set[Place]:
    """Places that their neighbours settle, though the recogniser sees a look-alike there too."""
    return {
        (number, at)
        for number, at in seen.glyphs
        for twins in TWINS
        if (one := seen.glyphs[number, at].character) in twins.rivals
        and any(sees(seen.cell.lines[number], at, other) for other in twins.rivals - {one})
    }


def _compared(
    seen: SeenCell, place: Place, twins: Twins, samples: tuple[Sequence[Glyph], Sequence[Glyph]]
) -> str | None:
    """`samples`: of the address itself, and digits of other cells."""
    glyph = seen.glyphs[place]
    if _may_be_capital(seen.cell.lines[place[0]], place[1], twins):
        return None
    return _which(glyph, twins, *samples) or _as_read(seen.cell, place, twins, glyph, samples[1])


def _which(glyph: Glyph, twins: Twins, known: Sequence[Glyph], digits: Sequence[Glyph]) -> str | None:
    """By the letters and digits of the address itself; digits of another cell count where they are unlike.

    None where nobody can tell.
    """
    to_letter = _most(glyph, twins.letter, known)
    own, elsewhere = _most(glyph, twins.digit, known), _most(glyph, twins.digit, digits)
    to_digit = max((one for one in (own, elsewhere) if one is not None), default=None)
    if to_letter is not None and to_digit is not None and max(to_letter, to_digit) >= ALIKE:
        if abs(to_letter - to_digit) < NEARER:
            return None
        return twins.letter if to_letter > to_digit else twins.digit
    of_one_face = own if own is not None else elsewhere if _are_of_one_face(known, digits) else None
    return twins.letter if to_letter is None and of_one_face is not None and of_one_face <= UNLIKE else None


def _as_read(cell: CellText, place: Place, twins: Twins, glyph: Glyph, digits: Sequence[Glyph]) -> str | None:
    """The letter, where the recogniser saw no digit in any view, and the telephone number's digits look unlike."""
    if glyph.character != twins.letter or sees(cell.lines[place[0]], place[1], twins.digit):
        return None
    elsewhere = _most(glyph, twins.digit, digits)
    return twins.letter if elsewhere is not None and elsewhere <= UNLIKE else None


def _most(glyph: Glyph, character: str, samples: Sequence[Glyph]) -> float | None:
    """The greatest likeness to a sample of this character."""
    return max((likeness(glyph, sample) for sample in samples if sample.character == character), default=None)


def _are_of_one_face(address: Sequence[Glyph], digits: Sequence[Glyph]) -> bool:
    """Whether the digits that both hold look alike; where none is in both, nobody can tell."""
    likenesses = [_most(glyph, glyph.character, digits) for glyph in address if glyph.character.isdigit()]
    found = [one for one in likenesses if one is not None]
    return bool(found) and min(found) >= ALIKE


def _may_be_capital(line: ReadLine, place: int, twins: Twins) -> bool:
    """Whether the recogniser sees a capital there, or other capitals make one likely."""
    others = any(one.isupper() for one in NAME_LIKE.sub("", line.reading.text))
    return others or any(sees(line, place, one) for one in twins.others)


def _retold(line: ReadLine, at: int, told: Mapping[Place, tuple[Twins, str]]) -> ReadLine:
    for (number, place), (twins, one) in told.items():
        if number == at:
            text = line.reading.text[:place] + one + line.reading.text[place + 1 :]
            reading, *again = (weighed(line, view, place, twins.rivals, one) for view in line.views)
            line = replace(line, reading=replace(reading, text=text), again=again[0] if again else None)
    return line
