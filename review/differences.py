"""Two readings of one field, side by side: which characters differ.

In: two texts. Out: each cut into pieces that agree or differ. Elsewhere: whether it matters (`rules.agreement`).
"""

import unicodedata
from difflib import SequenceMatcher

Piece = tuple[str, bool]
"""A piece of text, and whether it differs from the other side."""
LONGEST = 400
"""Characters that are compared; what is longer is shown as it is."""


def pieces(one: str, other: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces."""
    if not one or not other or max(len(one), len(other)) > LONGEST:
        return ((one, False),), ((other, False),)
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, _folded(one), _folded(other), autojunk=False).get_opcodes():
        left += [(one[a:b], tag != "equal")] if b > a else []
        right += [(other[c:d], tag != "equal")] if d > c else []
    return tuple(left), tuple(right)


def _folded(text: str) -> list[str]:
    """Character by character: full-width and half-width forms are no difference (contract, section 1)."""
    return [unicodedata.normalize("NFKC", character) for character in text]
