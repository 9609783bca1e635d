"""What a PDF's character codes mean to a reader: look-alikes of Han characters, symbol fonts, unmapped codes.

In: the text of one glyph and its font's name. Out: the text as a person reads it, "" for nothing, None for unknown.
Elsewhere: the meaning of symbols as ticks (`parsers.ticks`).
"""

import re
import unicodedata

from parsers.ticks import decode_symbols, is_symbol_font

_RADICALS = dict(
    zip(
        "⺊⺟⺠⺬⺮⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "卜母民示竹虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
"""CJK Radicals Supplement: fonts map 长 and its kind to them when a PDF is made; NFKC leaves most of them alone."""

_CID = re.compile(r"\(cid:(\d+)\)")
_PLAIN = {"\u00ad": "-", "\u00a0": " ", "\u0002": "-", "\u2011": "-", "\ufb01": "fi", "\ufb02": "fl", "\ufb00": "ff"}
_NOTHING = dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202c", "")


def character(text: str, font: str) -> str | None:
    """What one glyph says; None where the file does not tell."""
    name = font.rpartition("+")[2]
    if is_symbol_font(name):
        return _symbol(text, name)
    if _CID.search(text):
        return None
    read = decode_symbols("".join(_letter(c) for c in text), name)
    return None if any(_is_unknown(c) for c in read) else read


def _symbol(text: str, font: str) -> str | None:
    code = _CID.fullmatch(text)
    if code and int(code[1]) > 255:
        return None
    return decode_symbols(chr(int(code[1])) if code else text, font)


def _letter(character: str) -> str:
    if character in _RADICALS:
        return _RADICALS[character]
    if (
        "\u2f00" <= character <= "\u2fdf"
        or "\uf900" <= character <= "\ufaff"
        or "\U0002f800" <= character <= "\U0002fa1f"
    ):
        return unicodedata.normalize("NFKC", character)
    plain = _PLAIN.get(character, _NOTHING.get(character))
    if plain is not None:
        return plain
    return "" if unicodedata.category(character) == "Cc" and character not in "\t" else character


def _is_unknown(character: str) -> bool:
    is_private = "\ue000" <= character <= "\uf8ff" or character >= "\U000f0000"
    return is_private or character == "\ufffd" or "\u2e80" <= character <= "\u2eff"
