"""The state of reading an RTF file, token by token.

In: tokens. Out: the stories of the file, the body first.
Elsewhere: cutting into tokens (`rtf_tokens`), formatting (`rtf_state`), streams and fields (`rtf_story`).
Source: RTF Specification 1.9.1.
"""

from collections.abc import Iterable
from copy import copy
from typing import Literal

from parsers.readers.limits import MAX_DEPTH
from parsers.readers.looks import PLAIN
from parsers.readers.rtf_state import Head, State
from parsers.readers.rtf_story import OpenField, RowDefinition, Story
from parsers.readers.rtf_tokens import Token
from parsers.readers.rtf_words import DESTINATIONS, ENDS, MERGES, OPTIONAL_BUT_READ, SKIPPED, SPOKEN, STORIES, SYMBOLS
from parsers.ticks import DRAWING, decode_symbols

Trouble = Literal["", "too deep", "cut off"]


class RtfReader:
    """Reads one file. Ask `stories` and `trouble` after `read`."""

    def __init__(self) -> None:
        self.head = Head()
        self.stories = [Story()]
        self.trouble: Trouble = ""
        self._state = State()
        self._groups: list[State] = []
        self._open_stories = [self.stories[0]]
        self._fields: list[OpenField] = []
        self._row, self._inner_row = RowDefinition(), RowDefinition()
        self._octets = bytearray()
        self._units: list[int] = []
        self._skip = 0
        self._optional = False
        self._colour: dict[str, int] = {}

    def read(self, tokens: Iterable[Token]) -> None:
        """The whole file."""
        for token in tokens:
            if token.kind == "octets":
                self._take_octets(token.octets)
                continue
            if token.kind == "word" and token.word == "u":
                self._take_unicode(token.number or 0)
                continue
            if self._skip and token.kind in ("word", "symbol"):
                self._skip -= 1
                continue
            self._flush()
            self._take(token)
            if self.trouble:
                return
        self._flush()
        if self._groups:
            self.trouble = "cut off"
        self.stories[0].end_paragraph()

    def _take(self, token: Token) -> None:
        if token.kind == "open":
            self._open()
        elif token.kind == "close":
            self._close()
        elif token.kind == "word":
            self._word(token.word, token.number)
        elif token.word == "*":
            self._optional = True
        elif token.word in "\r\n":
            self._word("par", None)
        else:
            self._say(SYMBOLS.get(token.word, ""))

    def _open(self) -> None:
        if len(self._groups) >= MAX_DEPTH:
            self.trouble = "too deep"
        self._groups.append(self._state)
        self._state = copy(self._state)
        self._state.opens = ""
        self._optional, self._skip = False, 0

    def _close(self) -> None:
        self._skip = 0
        if not self._groups:
            return
        opened, self._state = self._state.opens, self._groups.pop()
        if opened == "story":
            self._open_stories.pop().end_paragraph()
        elif opened == "field" and self._fields:
            text = self._fields.pop().text()
            if text:
                self._say(text)

    def _word(self, word: str, number: int | None) -> None:
        optional, self._optional = self._optional, False
        state = self._state
        if word in SKIPPED or (optional and word not in OPTIONAL_BUT_READ):
            state.destination = "skip"
        elif state.destination == "skip":
            pass
        elif word in DESTINATIONS:
            self._enter(DESTINATIONS[word])
        elif word in STORIES:
            self._open_story()
        elif word in ("pict", "objemb"):
            self._say(DRAWING if word == "pict" else "")
            state.destination = "skip" if word == "pict" else state.destination
        elif word == "nesttableprops":
            state.inner_row = True
        elif word == "field":
            self._fields.append(OpenField())
            state.opens = "field"
        else:
            self._text_word(word, number)

    def _enter(self, destination: str) -> None:
        self._state.destination = destination
        if destination == "entry" and self._fields:
            self._fields[-1].entries.append("")
        elif destination == "form" and self._fields:
            self._fields[-1].default = 0

    def _open_story(self) -> None:
        story = Story()
        self.stories.append(story)
        self._open_stories.append(story)
        self._state.opens, self._state.destination = "story", "text"

    def _text_word(self, word: str, number: int | None) -> None:
        if self._state.destination == "form":
            self._form_word(word, number)
        elif self._state.destination in ("fonts", "colours"):
            self._head_word(word, number)
        elif word == "ansicpg":
            self.head.set_page(number or 0)
        elif word in ENDS:
            self._end(word)
        elif word in SPOKEN:
            self._say(SPOKEN[word])
        elif not self._table_word(word, number):
            self._state.format(word, number, self.head)

    def _table_word(self, word: str, number: int | None) -> bool:
        story = self._open_stories[-1]
        row = self._inner_row if self._state.inner_row else self._row
        if word == "pard":
            story.in_table, story.depth = False, 0
        elif word == "intbl":
            story.in_table = True
        elif word == "itap":
            story.depth = min(max(number or 0, 0), 9)
            story.in_table = story.depth > 0
        elif word == "trowd":
            row.clear()
        elif word == "trleft":
            row.left = number or 0
        elif word in MERGES:
            row.pending.add(word)
        elif word == "cellx":
            row.add(number or 0)
        else:
            return False
        return True

    def _end(self, word: str) -> None:
        story = self._open_stories[-1]
        if word.endswith("cell"):
            story.end_cell(2 if word == "nestcell" else 1)
        elif word.endswith("row"):
            row = self._inner_row if word == "nestrow" else self._row
            story.end_row(2 if word == "nestrow" else 1, row.shapes())
        else:
            story.end_paragraph()

    def _form_word(self, word: str, number: int | None) -> None:
        if self._fields and word == "ffres":
            self._fields[-1].result = number or 0
        elif self._fields and word == "ffdefres":
            self._fields[-1].default = number or 0

    def _head_word(self, word: str, number: int | None) -> None:
        if word == "f":
            self._state.font = number or 0
            self.head.fonts.setdefault(self._state.font, "")
        elif word == "fcharset":
            self.head.charsets[self._state.font] = number or 0
        elif word in ("red", "green", "blue"):
            self._colour[word] = number or 0

    def _take_octets(self, octets: bytes) -> None:
        dropped = min(self._skip, len(octets))
        self._skip -= dropped
        if dropped < len(octets):
            self._flush_units()
            self._octets += octets[dropped:]

    def _take_unicode(self, number: int) -> None:
        self._flush_octets()
        self._units.append(number & 0xFFFF)
        self._skip = self._state.unicode_skip

    def _flush(self) -> None:
        self._flush_octets()
        self._flush_units()

    def _flush_units(self) -> None:
        if self._units:
            units, self._units = self._units, []
            self._say(b"".join(unit.to_bytes(2, "little") for unit in units).decode("utf-16-le", "replace"))

    def _flush_octets(self) -> None:
        if self._octets:
            octets, self._octets = bytes(self._octets), bytearray()
            self._say(self.head.decoded(octets, self._state.font))

    def _say(self, text: str) -> None:
        destination = self._state.destination
        if destination == "text" and text and not self._state.hidden:
            font = self.head.fonts.get(self._state.font, "")
            self._open_stories[-1].runs.append((decode_symbols(text, font), self._state.looks or PLAIN))
        elif destination == "code" and self._fields:
            self._fields[-1].code += text
        elif destination == "entry" and self._fields and self._fields[-1].entries:
            self._fields[-1].entries[-1] += text
        elif destination == "fonts":
            name = self.head.fonts.get(self._state.font, "") + text
            self.head.fonts[self._state.font] = name.partition(";")[0]
        elif destination == "colours":
            self._take_colours(text)

    def _take_colours(self, text: str) -> None:
        for _ in range(text.count(";")):
            colour, self._colour = self._colour, {}
            red, green, blue = (colour.get(name, 0) for name in ("red", "green", "blue"))
            self.head.colours.append((red, green, blue) if colour else None)
