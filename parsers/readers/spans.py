"""Rows of cells that say how many columns and rows they span, put on a grid (HTML, OpenDocument).

In: rows of SpanCell. Out: Table. Elsewhere: rows with measured edges (`rows`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from parsers.document import Cell, Table
from parsers.readers.limits import MAX_CELLS

MOST_SPANNED = 200


@dataclass(frozen=True, slots=True)
class SpanCell:
    """One cell as written."""

    text: str
    row_span: int = 1
    column_span: int = 1
    emphasised: tuple[str, ...] = ()
    certainty: float = 1.0
    with_struck: str | None = None


def table_of(rows: Sequence[Sequence[SpanCell]]) -> Table | None:
    """The grid; None where there is no cell. Each cell takes the first free place of its row, as in HTML."""
    taken: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            down = max(1, min(cell.row_span, len(rows) - number))
            across = max(1, min(cell.column_span, MOST_SPANNED))
            taken.update((number + i, column + j) for i in range(down) for j in range(across))
            made = Cell(cell.text, number, column, down, across, cell.certainty, emphasised=cell.emphasised)
            cells.append(replace(made, with_struck=cell.with_struck))
            if len(cells) >= MAX_CELLS or len(taken) > 10 * MAX_CELLS:
                break
    width = max((column for _, column in taken), default=-1) + 1
    return Table(tuple(cells), len(rows), width) if cells else None
