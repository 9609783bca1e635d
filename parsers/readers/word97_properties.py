"""Properties of the characters and paragraphs of a Word 97 file, and its fonts.

In: WordFile. Out: Properties, asked by file position.
Elsewhere: the single sprms (`word97_sprms`), rows of tables (`word97_table`).
Source: [MS-DOC] 2.9.33 (ChpxFkp), 2.9.174 (PapxFkp), 2.9.283 (SttbfFfn).
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from parsers.readers import word97_sprms as s
from parsers.readers.word97_file import CHARACTER_PAGES, FONTS, PARAGRAPH_PAGES, WordFile
from parsers.readers.word97_octets import Damaged, piece, u8, u16, u32s

PAGE_OCTETS = 512
NO_COLOUR = 0xFF000000
BLACK_INDEXES = (0, 1)


@dataclass(frozen=True, slots=True)
class CharacterLook:
    """How characters look, and what stands behind special ones."""

    hidden: bool = False
    """Deleted or hidden: people do not see it."""
    looks: frozenset[str] = frozenset()
    fonts: tuple[int, int, int] = (-1, -1, -1)
    """Of Latin, Han and other characters."""
    symbol: tuple[int, int] | None = None
    """Font and code of an inserted symbol."""
    data_place: int | None = None
    """Where a form field's data lies in the data stream."""


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """Where a paragraph stands. `depth` 0: in no table; 2: in a table within a table's cell."""

    depth: int = 0
    ends_row: bool = False
    ends_inner_cell: bool = False
    table: tuple[tuple[int, bytes], ...] = ()
    """The sprms of the row that it ends."""


@dataclass(frozen=True, slots=True)
class _Runs:
    starts: list[int]
    runs: list[tuple[int, bytes]]
    """(end, grpprl)"""

    def at(self, place: int) -> bytes:
        index = bisect_right(self.starts, place) - 1
        return self.runs[index][1] if index >= 0 and place < self.runs[index][0] else b""


class Properties:
    """Answers what holds at a file position."""

    def __init__(self, word: WordFile) -> None:
        self._word = word
        self._characters = _runs(word, CHARACTER_PAGES, _character_grpprl)
        self._paragraphs = _runs(word, PARAGRAPH_PAGES, _paragraph_grpprl)
        self._looks: dict[tuple[bytes, int], CharacterLook] = {}
        self.fonts = _fonts(word)

    def character(self, place: int, modifier: int) -> CharacterLook:
        """Of the character at `place`, in a piece with this modifier."""
        key = (self._characters.at(place), modifier)
        if key not in self._looks:
            self._looks[key] = _character_look([*s.sprms(key[0]), *s.of_modifier(modifier, self._word.modifiers)])
        return self._looks[key]

    def paragraph(self, place: int, modifier: int) -> ParagraphLook:
        """Of the paragraph whose last character lies at `place`."""
        own = list(self._unfolded(self._paragraphs.at(place)))
        return _paragraph_look([*own, *s.of_modifier(modifier, self._word.modifiers)])

    def font(self, index: int) -> str:
        """A font's name, "" where the file does not name it."""
        return self.fonts[index] if 0 <= index < len(self.fonts) else ""

    @property
    def knows_tables(self) -> bool:
        """False where no paragraph is said to stand in a table."""
        return any(sprm in (s.IN_TABLE, s.DEPTH) for _, grpprl in self._paragraphs.runs for sprm, _ in s.sprms(grpprl))

    def _unfolded(self, grpprl: bytes) -> Iterator[tuple[int, bytes]]:
        """Sprms, those that lie in the data stream put in place."""
        for sprm, operand in s.sprms(grpprl):
            yield sprm, operand
            if sprm in (s.HUGE_PARAGRAPH, s.HUGE_PARAGRAPH_OLD, s.TABLE_PROPERTIES):
                place = s.number(operand)
                try:
                    yield from s.sprms(piece(self._word.data, place + 2, u16(self._word.data, place)))
                except Damaged:
                    continue


def _runs(word: WordFile, structure: int, grpprl_of: Callable[[bytes, int, int], bytes]) -> _Runs:
    found: dict[int, tuple[int, bytes]] = {}
    for page in _pages(word, structure):
        count = page[PAGE_OCTETS - 1]
        if 4 * (count + 1) < PAGE_OCTETS:
            places = u32s(page, 0, count + 1)
            for index in range(count):
                found[places[index]] = (places[index + 1], grpprl_of(page, index, count))
    starts = sorted(found)
    return _Runs(starts, [found[start] for start in starts])


def _pages(word: WordFile, structure: int) -> Iterator[bytes]:
    try:
        plc = word.structure(structure)
        count = max(0, (len(plc) - 4) // 8)
        numbers = u32s(plc, 4 * (count + 1), count)
    except Damaged:
        return
    for number in dict.fromkeys(numbers):
        start = (number & 0x3FFFFF) * PAGE_OCTETS
        if start + PAGE_OCTETS <= len(word.main):
            yield word.main[start : start + PAGE_OCTETS]


def _character_grpprl(page: bytes, index: int, count: int) -> bytes:
    offset = 2 * page[4 * (count + 1) + index] if 4 * (count + 1) + index < PAGE_OCTETS else 0
    return page[offset + 1 : offset + 1 + page[offset]] if offset else b""


def _paragraph_grpprl(page: bytes, index: int, count: int) -> bytes:
    at = 4 * (count + 1) + 13 * index
    offset = 2 * page[at] if at < PAGE_OCTETS else 0
    if not offset or offset + 1 >= PAGE_OCTETS:
        return b""
    half = page[offset]
    start, length = (offset + 1, 2 * half - 1) if half else (offset + 2, 2 * page[offset + 1])
    return page[start + 2 : start + length]


def _character_look(found: list[tuple[int, bytes]]) -> CharacterLook:
    last = dict(found)
    on = {sprm for sprm, operand in last.items() if s.is_on(operand)}
    fonts = tuple(s.number(last[f]) if f in last else -1 for f in (s.FONT_LATIN, s.FONT_HAN, s.FONT_OTHER))
    symbol = last.get(s.SYMBOL, b"")
    place = last.get(s.PICTURE_PLACE)
    return CharacterLook(
        hidden=bool(on & {s.DELETED, s.HIDDEN}),
        looks=frozenset(_looks(last, on)),
        fonts=(fonts[0], fonts[1], fonts[2]),
        symbol=(u16(symbol, 0), u16(symbol, 2)) if len(symbol) == 4 else None,
        data_place=s.number(place) if place is not None else None,
    )


def _looks(last: dict[int, bytes], on: set[int]) -> Iterator[str]:
    if on & {s.STRIKE, s.DOUBLE_STRIKE}:
        yield "struck"
    if s.BOLD in on:
        yield "bold"
    if s.number(last.get(s.UNDERLINE, b"")):
        yield "underline"
    if s.number(last.get(s.HIGHLIGHT, b"")) or _is_shaded(last.get(s.SHADING, b"")):
        yield "highlight"
    colour = s.number(last[s.COLOUR]) if s.COLOUR in last else NO_COLOUR
    if colour not in (NO_COLOUR, 0) or s.number(last.get(s.COLOUR_INDEX, b"")) not in BLACK_INDEXES:
        yield "colour"


def _is_shaded(operand: bytes) -> bool:
    """Character shading (SHDOperand): foreground, background, pattern."""
    return len(operand) >= 8 and s.number(operand[4:8]) not in (NO_COLOUR, 0xFFFFFF)


def _paragraph_look(found: list[tuple[int, bytes]]) -> ParagraphLook:
    last = {sprm: s.number(operand) for sprm, operand in found}
    depth = last.get(s.DEPTH, 0) or (1 if last.get(s.IN_TABLE) else 0)
    return ParagraphLook(
        depth=min(depth, 9),
        ends_row=bool(last.get(s.INNER_ROW_END) if depth > 1 else last.get(s.ROW_END)),
        ends_inner_cell=bool(last.get(s.INNER_CELL)),
        table=tuple((sprm, operand) for sprm, operand in found if (sprm >> 10) & 7 == 5),
    )


def _fonts(word: WordFile) -> tuple[str, ...]:
    names: list[str] = []
    try:
        octets = word.structure(FONTS)
        at = 4
        for _ in range(u16(octets, 0) if octets else 0):
            entry = piece(octets, at + 1, u8(octets, at))
            names.append(entry[39:].decode("utf-16-le", "ignore").partition("\0")[0])
            at += 1 + len(entry)
    except Damaged:
        pass
    return tuple(names)
