"""Which pieces of a text stand out: the way people choose an option without ticking it.

In: runs of text with what sets each apart. Out: a cell's text and the pieces for `Cell.emphasised`.
Elsewhere: what a piece that stands out means (`parsers.form`).
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from parsers.ticks import CROSSED, decode_symbols, normalise_marks

Run = tuple[str, frozenset[str]]
"""A text and its looks: any of highlight, colour, bold, underline, struck."""

MARKS = frozenset({"highlight", "colour", "bold", "underline"})
PLAIN: frozenset[str] = frozenset()


DOUBTFUL = 0.5
"""Certainty of a cell or line in which something is struck out: somebody must say what holds."""


class CellText(NamedTuple):
    """What a cell shows."""

    text: str
    """Without what is struck out."""
    emphasised: tuple[str, ...]
    with_struck: str | None
    """With what is struck out; None where nothing is."""

    @property
    def certainty(self) -> float:
        """Doubtful where something is struck out."""
        return 1.0 if self.with_struck is None else DOUBTFUL


def cell_text(runs: Iterable[Run]) -> CellText:
    """The lines of a cell without blanks at their ends, marks in one spelling, and the pieces that stand out."""
    inked = list(runs)
    whole = _tidied(inked)
    is_struck = any("struck" in looks and text.strip() for text, looks in inked)
    left = _tidied([run for run in inked if "struck" not in run[1]]) if is_struck else whole
    pieces = (decode_symbols(piece) for piece in emphasised(inked))
    apart = tuple(piece if CROSSED in whole else normalise_marks(piece) for piece in pieces)
    return CellText(left, apart, whole if is_struck else None)


def _tidied(runs: Sequence[Run]) -> str:
    lines = "".join(text for text, _ in runs).split("\n")
    return normalise_marks("\n".join(line.strip(" \t\u3000\xa0") for line in lines).strip("\n"))


def joined(upper: str, lower: str) -> str:
    """The texts of two parts of one cell."""
    return "\n".join(part for part in (upper, lower) if part)


def joined_whole(upper: tuple[str, str | None], lower: tuple[str, str | None]) -> str | None:
    """Text and `with_struck` of two parts of one cell: what the whole cell shows with what is struck out."""
    if upper[1] is None and lower[1] is None:
        return None
    return joined(*(text if whole is None else whole for text, whole in (upper, lower)))


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
