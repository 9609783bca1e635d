"""Ticks under options: 是 and 否 in a row below one label, the tick in the row below that.

In: the cells of a field with options, the cells of the table. Out: the same with the options' words.
Elsewhere: ticks beside options (`ticks_in_rows`) and in one text. Not for scans: columns are less sure there.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from parsers.document import EMPTY_BOX, TICKED, Cell
from parsers.form_labels import fold
from parsers.ticks import normalise_option_marks

_NO_TICK = re.compile(rf"[\s{EMPTY_BOX}/／\-—－]*")


def named_above(cells: Sequence[Cell], options: Sequence[str], table: Sequence[Cell]) -> tuple[Cell, ...]:
    """Cells that hold nothing but marks, each with the option that stands right above it; others as they are."""
    marks = [normalise_option_marks(cell.text).strip() for cell in cells]
    above = [_option_above(cell, options, table) for cell in cells]
    told = all(mark == TICKED or _NO_TICK.fullmatch(mark) for mark in marks) and TICKED in marks
    if not told or None in above or len(set(above)) < len(options):
        return tuple(cells)
    return tuple(
        replace(cell, text=f"{TICKED if mark == TICKED else EMPTY_BOX}{option}")
        for cell, mark, option in zip(cells, marks, above, strict=True)
    )


def _option_above(cell: Cell, options: Sequence[str], table: Sequence[Cell]) -> str | None:
    words = [
        fold(other.text)
        for other in table
        if (other.column, other.column_span, other.row + other.row_span) == (cell.column, cell.column_span, cell.row)
    ]
    return next((option for option in options if fold(option) in words), None)
