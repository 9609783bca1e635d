"""What a tick looks like: the glyphs of every font and alphabet that people use for a tick box.

In: text with the name of its font where that is known. Out: the same text with one sign for each kind of mark.
Elsewhere: which option a mark belongs to (`parsers.form_options`), controls and fields (`parsers.readers`).
Sources: the dingbats table of mammoth for Wingdings, Wingdings 2 and Webdings; ISO 32000-1, annex D.6 for ZapfDingbats.
"""

import re
from functools import lru_cache

from parsers.document import EMPTY_BOX, TICKED

CROSSED = "☒"
"""A cross in a box. Alone it means chosen; beside ticks nobody can tell, so it is kept apart from them."""

DRAWING = "\ufffc"
"""Stands in a cell's text for a picture or drawn shape without text: perhaps a tick, perhaps a seal."""

_TICKS = "☑√✓✔✅🗹🗸■▣◼⬛"
_CROSSES = "☒⊠🗷🗵⮽❎🗙✗✘✖✕☓"
_EMPTY = "□☐▢◻◽⬜▫🔲❏❐❑❒▯"
_PLAIN = {ord(c): TICKED for c in _TICKS} | {ord(c): CROSSED for c in _CROSSES} | {ord(c): EMPTY_BOX for c in _EMPTY}

_LOOSE = {ord(c): TICKED for c in "●◉⦿◎⊙⚫🔘"} | {ord(c): EMPTY_BOX for c in "○◯〇⚪"} | {ord("×"): CROSSED}
"""Marks beside an option, but letters, digits or signs anywhere else (〇 stands in names)."""

_FONTS: dict[str, dict[str, str]] = {
    "wingdings": {TICKED: "\xfe\xfc\x6e\x6c\xa4", CROSSED: "\xfd\xfb", EMPTY_BOX: "\xa8opqr\xa1"},
    "wingdings2": {TICKED: "RP\xa2\x98\x9e", CROSSED: "STQO", EMPTY_BOX: "\xa3\xa4\x99"},
    "webdings": {TICKED: "ag", CROSSED: "r", EMPTY_BOX: "c"},
    "symbol": {TICKED: "\xd6"},
    "zapfdingbats": {TICKED: "34ln", CROSSED: "5678", EMPTY_BOX: "mopqr"},
}
_SYMBOLS = {font: {ord(c): mark for mark, codes in kinds.items() for c in codes} for font, kinds in _FONTS.items()}
_ALIASES = {"itczapfdingbats": "zapfdingbats", "dingbats": "zapfdingbats", "monotypesorts": "zapfdingbats"}
_FONTLESS = (
    {0xF000 | ord(c): TICKED for c in "\xfe\xfcRPn\xd6"}
    | {0xF000 | ord(c): CROSSED for c in "\xfd\xfbSTQO"}
    | {0xF000 | ord(c): EMPTY_BOX for c in "\xa8\xa3oq"}
)
"""Private-use codes that survive without their font; LibreOffice writes them under the name OpenSymbol."""

_VARIATION = re.compile(f"(?<=[{_TICKS}{_CROSSES}{_EMPTY}])[\ufe0e\ufe0f]")
_IN_BRACKETS = re.compile(rf"[（(\[【〔［]\s*([{TICKED}{CROSSED}{EMPTY_BOX}])\s*[)）\]】〕］]")
_LETTER_IN_BRACKETS = re.compile(r"[（(\[【〔［]\s*[xXvV]\s*[)）\]】〕］]")
_EMPTY_BRACKETS = re.compile(r"[（(\[【〔［]\s*[)）\]】〕］]")


def is_symbol_font(font: str) -> bool:
    """True for fonts whose letters are drawn as symbols."""
    return _folded_font(font) in _SYMBOLS


def decode_symbols(text: str, font: str = "") -> str:
    """Each mark as TICKED, CROSSED or EMPTY_BOX, all else as it stands; for a piece of text in one font.

    In a symbol font a letter and its private-use twin (U+F000 plus the code) mean the same.
    """
    return _VARIATION.sub("", text).translate(_table(font))


def normalise_marks(text: str, font: str = "") -> str:
    """Every mark as TICKED or EMPTY_BOX; a cross is a tick too, but stays CROSSED where the same text has ticks.

    For the whole text of a cell or line, after its pieces went through `decode_symbols`. Idempotent.
    """
    decoded = decode_symbols(text, font)
    return decoded if TICKED in decoded else decoded.replace(CROSSED, TICKED)


def normalise_option_marks(text: str) -> str:
    """As `normalise_marks`, for a text known to list options: circles, ×, `(√)`, `[x]`, `( )` are marks there."""
    loose = normalise_marks(_LETTER_IN_BRACKETS.sub(TICKED, text).translate(_LOOSE))
    return _EMPTY_BRACKETS.sub(EMPTY_BOX, _IN_BRACKETS.sub(r"\1", loose))


@lru_cache(maxsize=256)
def _table(font: str) -> dict[int, str]:
    """Every code that is a mark in this font."""
    codes = _SYMBOLS.get(_folded_font(font), {})
    return {**_PLAIN, **_FONTLESS, **codes, **{0xF000 | code: mark for code, mark in codes.items()}}


def _folded_font(font: str) -> str:
    name = re.sub(r"[\s_-]|regular$", "", font.rpartition("+")[2].casefold())
    return _ALIASES.get(name, name)
