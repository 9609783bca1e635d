"""Octets of text to text, whatever their label says.

In: octets and the charset that they are labelled with, if any. Out: str; nothing is ever lost silently, nothing raises.
Chinese programs label GBK and GB18030 as gb2312, or do not label at all; and UTF-8 as everything.
Elsewhere: encoded-words and headers (`intake.headers`), transfer encodings (`intake.transfer`).
"""

import codecs
import re
from collections.abc import Iterator

_GUOBIAO = re.compile(r"gb|chinese|csiso58|x-gbk|cp936|ms936|windows-936|euc-?cn|iso-ir-58|hz", re.IGNORECASE)
_BIG5 = re.compile(r"big-?5|cn-big5|x-x-big5|cp950", re.IGNORECASE)
_TEXT_CODECS = re.compile(r"utf|gb|hz|big5|cp\d|iso8859|iso2022|koi8|mac|shift_jis|euc|johab|tis|ptcp|kz")
"""Python also calls rot13, zip and punycode codecs: some are no charsets, some take quadratic time."""
_WESTERN = re.compile(r"iso8859|cp12|mac")
_ALL_GB2312 = re.compile(rb"(?:[\x00-\x7f]|[\xa1-\xf7][\xa1-\xfe])*+")
_TOUCHES_LATIN = re.compile(rb"[A-Za-z][\x80-\xff]|[\x80-\xff][A-Za-z]")
_COMMON_GB = re.compile(rb"[\xb0-\xd7][\xa1-\xfe]|[\xa1-\xa3][\xa1-\xfe]")
_COMMON_BIG5 = re.compile(rb"[\xa4-\xc6][\x40-\x7e\xa1-\xfe]|\xa1[\x40-\x7e\xa1-\xfe]")
_CHINESE = re.compile("[\u2010-\u2026\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_HIGH = re.compile(rb"[\x80-\xff]")
_HIGH_PAIR = re.compile(rb"[\x81-\xfe][\x40-\xfe]")
_SAMPLE_OCTETS = 100_000


def decoded(octets: bytes, label: str | None = None) -> str:
    """The text; what no charset explains becomes U+FFFD, character by character."""
    octets = octets.removeprefix(codecs.BOM_UTF8)
    for codec in _candidates(octets, label):
        try:
            return octets.decode(codec)
        except UnicodeError:
            continue
    return _least_bad(octets)


def codec_of(label: str | None) -> str | None:
    """The Python codec for a label; None for no label and for labels that say nothing (us-ascii, unknown-8bit)."""
    label = (label or "").strip().strip("\"'").replace("_", "-")
    if _GUOBIAO.match(label):
        return "hz" if label.lower().startswith("hz") else "gb18030"
    if _BIG5.match(label):
        return "big5hkscs"
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    return name if _TEXT_CODECS.match(name) else None


def _candidates(octets: bytes, label: str | None) -> Iterator[str]:
    if octets.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield "utf-16"
    codec = codec_of(label)
    if codec == "gb18030" and _surely_utf8(octets):
        yield "utf-8"
    if codec is None or (_WESTERN.match(codec) and _looks_chinese(octets)):
        yield from _guesses(octets[:_SAMPLE_OCTETS])
        return
    yield codec
    yield from (guess for guess in _guesses(octets[:_SAMPLE_OCTETS]) if guess != "big5hkscs")


def _looks_chinese(octets: bytes) -> bool:
    """Labelled Western, but the whole is UTF-8, or nearly all high octets pair up as common Chinese characters."""
    if octets.isascii():
        return False
    if _high_characters(octets):
        return True
    high = len(_HIGH.findall(octets))
    return len(_COMMON_GB.findall(octets)) * 2 * 10 >= high * 8


def _surely_utf8(octets: bytes) -> bool:
    """UTF-8 of at least three Chinese characters and no others: GBK text never comes out like that by chance."""
    high = _high_characters(octets)
    return len(high) >= 3 and all(_CHINESE.match(character) for character in high)


def _perhaps_gb2312(octets: bytes) -> bool:
    """Octets that are both: UTF-8 of Latin letters with accents, or Chinese; Chinese does not touch Latin letters."""
    high = _high_characters(octets)
    if not high or any(character >= "\u0800" for character in high) or not _ALL_GB2312.fullmatch(octets):
        return False
    return not _TOUCHES_LATIN.search(octets)


def _high_characters(octets: bytes) -> list[str]:
    """The characters beyond ASCII; none where the octets are no UTF-8."""
    try:
        return [character for character in octets.decode("utf-8") if character > "\x7f"]
    except UnicodeDecodeError:
        return []


def _guesses(octets: bytes) -> Iterator[str]:
    if _perhaps_gb2312(octets):
        yield "gb18030"
    yield "utf-8"
    if _mostly_utf8(octets):
        return
    common_gb = len(_COMMON_GB.findall(octets))
    pairs = len(_HIGH_PAIR.findall(octets))
    # GB18030 decodes Big5 without complaint, to rare characters: common ones tell the two apart.
    if common_gb * 2 < pairs and len(_COMMON_BIG5.findall(octets)) * 10 > pairs * 9:
        yield "big5hkscs"
    yield from ("gb18030", "big5hkscs")


def _mostly_utf8(octets: bytes) -> bool:
    """UTF-8 with a character cut or damaged: GB18030 would read all of it, as nonsense."""
    if any(_surely_utf8(octets[:-cut]) for cut in (1, 2, 3)):
        return True
    text = octets.decode("utf-8", "replace")
    high = sum(1 for character in text if character > "\x7f")
    return 0 < text.count("\ufffd") * 10 <= high


def _least_bad(octets: bytes) -> str:
    if _mostly_utf8(octets[:_SAMPLE_OCTETS]):
        return octets.decode("utf-8", "replace")
    attempts = [octets.decode(codec, "replace") for codec in ("utf-8", "gb18030")]
    return min(attempts, key=lambda text: text.count("\ufffd"))
