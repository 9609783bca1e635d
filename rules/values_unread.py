"""A value in which the recogniser left a character out: nobody can take it as it stands.

In: a field's text. Out: Value with its fault, or None. Elsewhere: where the mark comes from (`parsers.scan.unread`).
"""

from parsers.document import UNREAD
from rules.values import Value


def unread(text: str) -> Value | None:
    """The value of a text with a mark for an unread character."""
    if UNREAD not in text:
        return None
    return Value("".join(text.split()), "invalid", f"“{UNREAD}”处有一个字程序不认识，请对照原件补上")
