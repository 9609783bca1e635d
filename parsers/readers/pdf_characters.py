"""What a PDF's character codes mean to a reader: look-alikes of Han characters, symbol fonts, unmapped codes.

In: the text of one glyph and its font's name. Out: the text as a person reads it, "" for nothing, None for unknown.
Elsewhere: the meaning of symbols as ticks (`parsers.ticks`).
"""

import re
import unicodedata

from parsers.ticks import normalise_marks

_RADICALS = dict(
    zip(
        "⺊⺟⺠⺬⺮⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "卜母民示竹虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
"""CJK Radicals Supplement: fonts map 长 and its kind to them when a PDF is made; NFKC leaves most of them alone."""

_SYMBOL_FONTS = re.compile(r"wingdings|webdings|dingbats|symbol", re.IGNORECASE)
_CID = re.compile(r"\(cid:(\d+)\)")
_DINGBATS = {"3": "✓", "4": "✔", "5": "✕", "6": "✖", "7": "✗", "8": "✘", "l": "●", "m": "○", "n": "■"}
_DINGBATS |= dict.fromkeys("opqr", "□")
"""ZapfDingbats codes (ISO 32000-1, annex D.6); m to r are hollow shapes."""
_PLAIN = {"\u00ad": "-", "\u00a0": " ", "\u0002": "-", "\u2011": "-", "\ufb01": "fi", "\ufb02": "fl", "\ufb00": "ff"}
_NOTHING = dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202c", "")


def character(text: str, font: str) -> str | None:
    """What one glyph says; None where the file does not tell."""
    name = font.rpartition("+")[2]
    if _SYMBOL_FONTS.search(name):
        return _symbol(text, name)
    if _CID.search(text):
        return None
    read = "".join(_letter(c) for c in text)
    if any(_is_private(c) for c in read):
        mark = normalise_marks(read, name)
        return None if any(_is_private(c) for c in mark) else mark
    return None if any(c == "\ufffd" or "\u2e80" <= c <= "\u2eff" for c in read) else read


def _symbol(text: str, font: str) -> str | None:
    code = _CID.fullmatch(text)
    if code:
        if int(code[1]) > 255:
            return None
        text = chr(int(code[1]))
    if "dingbats" in font.lower():
        return normalise_marks(_DINGBATS.get(text, text))
    return normalise_marks(text, font)


def _letter(character: str) -> str:
    if character in _RADICALS:
        return _RADICALS[character]
    if "\u2f00" <= character <= "\u2fdf" or "\uf900" <= character <= "\ufaff" or "\U0002f800" <= character <= "\U0002fa1f":
        return unicodedata.normalize("NFKC", character)
    plain = _PLAIN.get(character, _NOTHING.get(character))
    if plain is not None:
        return plain
    return "" if unicodedata.category(character) == "Cc" and character not in "\t" else character


def _is_private(character: str) -> bool:
    return "\ue000" <= character <= "\uf8ff"
