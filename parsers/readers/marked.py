"""A word processor's text as a stream: paragraphs, each with the mark that ends it.

In: nothing (types only; `word97_text` and `rtf_story` make them). Out: MarkedParagraph, CellShape.
Elsewhere: tables made of them (`marked_blocks`).
"""

from dataclasses import dataclass
from typing import Literal

from parsers.readers.looks import Run

UNKNOWN = "\ufffd"
"""Stands in a text for something whose state the file does not tell, such as a damaged check box."""


@dataclass(frozen=True, slots=True)
class CellShape:
    """Where one cell of a row lies, in 1/20 points."""

    left: int
    right: int
    joins_left: bool = False
    """Its words belong to the cell to its left."""
    joins_above: bool = False


@dataclass(frozen=True, slots=True)
class MarkedParagraph:
    """One paragraph with the mark that ends it."""

    runs: tuple[Run, ...]
    end: Literal["paragraph", "cell", "row"] = "paragraph"
    depth: int = 0
    """0: in no table; 2: in a table within a table's cell."""
    row: tuple[CellShape, ...] = ()
    """The cells of the row that it ends."""
