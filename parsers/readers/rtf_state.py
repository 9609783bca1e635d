"""What holds within a group of an RTF file, and what the file's head says.

In: control words. Out: State (of a group), Head (fonts, colours, code page).
Elsewhere: the text (`rtf_story`). Source: RTF Specification 1.9.1, "Font table", "Character formatting properties".
"""

from dataclasses import dataclass, field

CODECS = {134: "gb18030", 136: "cp950", 128: "cp932", 129: "cp949", 130: "johab", 204: "cp1251", 161: "cp1253"}
CODECS |= {162: "cp1254", 177: "cp1255", 178: "cp1256", 186: "cp1257", 222: "cp874", 238: "cp1250", 163: "cp1258"}
SYMBOL_CHARSET = 2
PAGES = {936: "gb18030", 54936: "gb18030", 950: "cp950", 932: "cp932", 949: "cp949", 65001: "utf-8", 10000: "mac_roman"}

_LOOKS = {"strike": "struck", "striked": "struck", "b": "bold", "highlight": "highlight"}


@dataclass(slots=True)
class Head:
    """Of the whole file."""

    codec: str = "cp1252"
    fonts: dict[int, str] = field(default_factory=dict)
    charsets: dict[int, int] = field(default_factory=dict)
    colours: list[tuple[int, int, int] | None] = field(default_factory=list)

    def set_page(self, page: int) -> None:
        """The file's code page (\\ansicpg)."""
        self.codec = PAGES.get(page, f"cp{page}" if 1250 <= page <= 1258 or page in (437, 850, 874) else "cp1252")

    def decoded(self, octets: bytes, font: int) -> str:
        """Octets of text in this font."""
        charset = self.charsets.get(font, 0)
        if charset == SYMBOL_CHARSET:
            return octets.decode("latin-1")
        return octets.decode(CODECS.get(charset, self.codec), "replace")

    def is_coloured(self, index: int) -> bool:
        """True for an entry of the colour table that is neither automatic nor black nor white."""
        colour = self.colours[index] if 0 <= index < len(self.colours) else None
        return colour not in (None, (0, 0, 0), (255, 255, 255))


@dataclass(slots=True)
class State:
    """Of a group; copied for each group within it."""

    destination: str = "text"
    opens: str = ""
    """What this group opened itself: story, field or nothing."""
    inner_row: bool = False
    """Within the definition of a row of a table within a cell."""
    font: int = 0
    unicode_skip: int = 1
    hidden: bool = False
    looks: frozenset[str] = frozenset()

    def format(self, word: str, number: int | None, head: Head) -> None:
        """One control word of character formatting; others change nothing."""
        on = number != 0
        if word == "plain":
            self.hidden, self.looks, self.font = False, frozenset(), self.font
        elif word == "f":
            self.font = number or 0
        elif word in ("v", "deleted"):
            self.hidden = on
        elif word == "uc":
            self.unicode_skip = min(max(number or 0, 0), 16)
        elif word in _LOOKS:
            self._look(_LOOKS[word], on)
        elif word == "ulnone" or (word.startswith("ul") and len(word) < 12 and word != "ulc"):
            self._look("underline", on and word != "ulnone")
        elif word in ("cf", "cb", "chcbpat"):
            self._look("colour" if word == "cf" else "highlight", head.is_coloured(number or 0))

    def _look(self, look: str, on: bool) -> None:
        self.looks = self.looks | {look} if on else self.looks - {look}
