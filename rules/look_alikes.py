"""1, l and I, 0 and O in an address: is the word around them such that only one of these makes sense?

In: an e-mail address as typed. Out: whether every such character is settled by its word, whatever a print of it shows.
Elsewhere: whether a print shows this address at all (`rules.agreement`).
"""

import re

from parsers.pinyin import is_pinyin

_PART = re.compile(r"[A-Za-z]+|[0-9]+")
_WORDS = frozenset(
    ("office", "official", "mail", "email", "intl", "international", "liaison", "global", "foreign", "public", "club",
     "school", "college", "link", "council", "hall", "life", "world", "online", "league")
)  # fmt: skip
_LABELS = frozenset(("21cn", "vip", "163", "126", "139", "189"))
LEAST_DIGITS, LEAST_LETTERS = 3, 4
"""An l at the end of other letters may be a number 1 after them; between letters it may not."""


def is_settled(address: str) -> bool:
    """True where each look-alike stands among letters of a word, or among digits of a number."""
    local, at, domain = address.rpartition("@")
    if not at:
        return False
    return all(map(_is_word, re.split(r"[._%+-]", local))) and all(map(_is_label, re.split("[.-]", domain)))


def _is_word(part: str) -> bool:
    """A word, a number, or a word with a number after it."""
    pieces = _PART.findall(part)
    if len(pieces) > 2 or (len(pieces) == 2 and pieces[0].isdigit()):
        return False
    return all(_is_number(piece, alone=len(pieces) == 1) if piece.isdigit() else _is_spoken(piece) for piece in pieces)


def _is_number(digits: str, *, alone: bool) -> bool:
    return not set(digits) & set("01") or len(digits) >= (2 if alone else LEAST_DIGITS)


def _is_spoken(letters: str) -> bool:
    plain = letters.lower() if letters.istitle() and letters[0] not in "IO" else letters
    if not set(plain) & set("lIO") or plain in _WORDS or is_pinyin(plain):
        return True
    return plain.islower() and len(plain) >= LEAST_LETTERS and not plain.endswith("l")


def _is_label(label: str) -> bool:
    return label.isdigit() or label in _LABELS or (label.isalpha() and label.islower()) or not set(label) & set("1lI0O")
