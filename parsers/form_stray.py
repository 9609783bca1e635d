"""Ticks that belong to no option: those of an instruction, a remark or a sample, whatever its words are.

In: the tokens of a cell with options. Out: whether a tick stands among other words and may be nobody's.
Elsewhere: which option any other tick belongs to (`form_marks`), well-known instructions (`form_tokens`).
"""

import re
from collections.abc import Sequence

from parsers.document import EMPTY_BOX
from parsers.form_tokens import Token

_CLOSED = re.compile(r"[)）\]】〕]")


def has_stray_tick(text: str, tokens: Sequence[Token]) -> bool:
    """True where a tick follows words that are no option's own; not where every option has a mark of its own."""
    marks = sum(token.kind == "mark" for token in tokens)
    if marks == sum(token.kind == "option" for token in tokens):
        return False
    return any(
        token.kind == "mark" and token.value != EMPTY_BOX and _is_among_words(text, tokens, number)
        for number, token in enumerate(tokens)
    )


def _is_among_words(text: str, tokens: Sequence[Token], number: int) -> bool:
    words = tokens[number - 1] if number else None
    if words is None or words.kind != "words" or "\n" in text[words.end : tokens[number].start]:
        return False
    return not (number > 1 and tokens[number - 2].kind == "option" and _goes_on(text, tokens[number - 2 : number + 1]))


def _goes_on(text: str, tokens: Sequence[Token]) -> bool:
    """Whether words belong to the option before them: they touch it, or stand in brackets behind it."""
    option, words, tick = tokens
    gap = text[option.end : words.start]
    in_brackets = _CLOSED.search(text, words.end, tick.start) is not None
    return (not re.search(r"\s", gap) and not re.search(r"[（(\[【]", gap)) or (in_brackets and "\n" not in gap)
