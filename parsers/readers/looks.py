"""Which pieces of a text stand out: the way people choose an option without ticking it.

In: runs of text with what sets each apart. Out: a cell's text and the pieces for `Cell.emphasised`.
Elsewhere: what a piece that stands out means (`parsers.form`).
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from parsers.ticks import CROSSED, decode_symbols, normalise_marks

Run = tuple[str, frozenset[str]]
"""A text and its looks: any of highlight, colour, bold, underline, struck."""

MARKS = frozenset({"highlight", "colour", "bold", "underline"})
PLAIN: frozenset[str] = frozenset()


def cell_text(runs: Iterable[Run]) -> tuple[str, tuple[str, ...]]:
    """The lines of a cell without blanks at their ends, marks in one spelling, and the pieces that stand out."""
    inked = list(runs)
    lines = "".join(text for text, _ in inked).split("\n")
    text = normalise_marks("\n".join(line.strip(" \t\u3000\xa0") for line in lines).strip("\n"))
    pieces = (decode_symbols(piece) for piece in emphasised(inked))
    return text, tuple(piece if CROSSED in text else normalise_marks(piece) for piece in pieces)


def emphasised(runs: Iterable[Run]) -> tuple[str, ...]:
    """Pieces set apart from the rest; none where all look the same. Among struck text, what is not struck is apart."""
    inked = [(number, text, looks) for number, text, looks in _lines(runs) if text.strip()]
    stands_out = _is_unstruck if any("struck" in looks for _, _, looks in inked) else _is_marked
    keys = [(number, stands_out(looks)) for number, _, looks in inked]
    if len({flag for _, flag in keys}) < 2:
        return ()
    texts = iter(text for _, text, _ in inked)
    pieces = ((key[1], "".join(next(texts) for _ in group).strip()) for key, group in groupby(keys))
    return tuple([piece for apart, piece in pieces if apart])


def _is_unstruck(looks: frozenset[str]) -> bool:
    return "struck" not in looks


def _is_marked(looks: frozenset[str]) -> bool:
    return bool(looks & MARKS)


def _lines(runs: Iterable[Run]) -> Iterator[tuple[int, str, frozenset[str]]]:
    number = 0
    for text, looks in runs:
        for index, part in enumerate(text.split("\n")):
            number += index > 0
            yield number, part, looks
