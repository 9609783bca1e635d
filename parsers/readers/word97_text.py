"""The visible text of a Word 97 file, paragraph by paragraph.

In: WordFile with its Properties, a part's name. Out: MarkedParagraph, each ended by its mark.
Elsewhere: paragraphs put together to cells and tables (`marked_blocks`), what fields show (`word97_fields`).
Source: [MS-DOC] 2.4.1, 2.8.25 (fields), 2.9.343 (special characters of the text).
"""

from collections.abc import Iterator, Sequence

from parsers.readers.looks import PLAIN, Run
from parsers.readers.marked import MarkedParagraph
from parsers.readers.word97_fields import check_box, drop_down, is_check_box, is_drop_down, shown
from parsers.readers.word97_file import Piece, WordFile
from parsers.readers.word97_properties import CharacterLook, ParagraphLook, Properties
from parsers.readers.word97_table import row_shape
from parsers.ticks import DRAWING, decode_symbols, is_symbol_font

FIELD_BEGIN, FIELD_SEPARATOR, FIELD_END = "\x13", "\x14", "\x15"
CELL_MARK = "\x07"
ENDS = ("\r", CELL_MARK, "\x0c")
SPOKEN = {
    "\x01": DRAWING,
    "\x08": DRAWING,
    "\t": "\t",
    "\x0b": "\n",
    "\x0e": "\n",
    "\x1e": "-",
    "\xa0": " ",
    "\u3000": "\u3000",
}
"""Control characters that stand for something people see."""
NARROW_SYMBOLS = range(0x80, 0x100)

Place = tuple[str, int, Piece]


def paragraphs(word: WordFile, properties: Properties, part: str) -> Iterator[MarkedParagraph]:
    """All paragraphs of a part, hidden and deleted text left out."""
    places = list(word.characters(part))
    roles = _field_roles([character for character, _, _ in places])
    reader = _Reader(word, properties)
    for index, (character, place, each) in enumerate(places):
        if character in ENDS and roles[index] != "code":
            yield _marked(reader.taken(), character, properties.paragraph(place, each.modifier))
        else:
            reader.take((character, place, each), roles[index])
    rest = reader.taken()
    if rest:
        yield MarkedParagraph(rest)


def _marked(runs: tuple[Run, ...], mark: str, look: ParagraphLook) -> MarkedParagraph:
    if look.ends_row:
        return MarkedParagraph(runs, "row", look.depth, row_shape(look.table))
    ends_cell = look.ends_inner_cell if look.depth > 1 else mark == CELL_MARK
    return MarkedParagraph(runs, "cell" if ends_cell else "paragraph", look.depth)


def _field_roles(characters: Sequence[str]) -> list[str]:
    """For each character: text, code (a field's instruction) or end; marks without partner are passed over."""
    roles = ["text"] * len(characters)
    begun: list[list[int]] = []
    for index, character in enumerate(characters):
        if character == FIELD_BEGIN:
            begun.append([index])
        elif character == FIELD_SEPARATOR and begun:
            begun[-1].append(index)
        elif character == FIELD_END and begun:
            start, *separators = begun.pop()
            stop = separators[0] if separators else index
            roles[start : stop + 1] = ["code"] * (stop + 1 - start)
            roles[index] = "end" if roles[index] != "code" or not separators else roles[index]
    return roles


class _Reader:
    """Collects the runs of a paragraph."""

    def __init__(self, word: WordFile, properties: Properties) -> None:
        self._word, self._properties = word, properties
        self._runs: list[Run] = []
        self._code: list[str] = []
        self._data_place: int | None = None

    def taken(self) -> tuple[Run, ...]:
        """The runs so far; begins anew."""
        runs, self._runs = tuple(self._runs), []
        return runs

    def take(self, at: Place, role: str) -> None:
        """One character."""
        character, place, each = at
        look = self._properties.character(place, each.modifier)
        if role == "end":
            self._end_field(look)
        elif role == "code":
            self._code.append(character)
            if character == "\x01" and look.data_place is not None:
                self._data_place = look.data_place
        elif not look.hidden:
            text = self._text(character, look)
            if text:
                self._runs.append((text, look.looks))

    def _end_field(self, look: CharacterLook) -> None:
        code = "".join(self._code).replace(FIELD_BEGIN, "").replace("\x01", "").replace(FIELD_SEPARATOR, "")
        if is_check_box(code):
            text: str | None = check_box(self._word.data, self._data_place)
        elif is_drop_down(code):
            text = drop_down(self._word.data, self._data_place)
        else:
            text = shown(code)
        if text and not look.hidden:
            self._runs.append((text, PLAIN))
        self._code, self._data_place = [], None

    def _text(self, character: str, look: CharacterLook) -> str:
        if look.symbol is not None and character == "(":
            return decode_symbols(chr(look.symbol[1]), self._properties.font(look.symbol[0]))
        if character < " " or character in SPOKEN:
            return SPOKEN.get(character, "")
        font = self._font(character, look)
        return decode_symbols(character, font)

    def _font(self, character: str, look: CharacterLook) -> str:
        latin, han, other = (self._properties.font(index) for index in look.fonts)
        if "\uf000" <= character <= "\uf0ff" or ord(character) in NARROW_SYMBOLS:
            return next((font for font in (other, latin, han) if is_symbol_font(font)), "")
        return latin if character < "\x80" else han
