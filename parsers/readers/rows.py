"""Rows whose cells end at measured positions, put together to one grid; word processors keep tables so.

In: rows of cells with left and right edges (any unit, 1/20 point by custom). Out: Table.
Elsewhere: where the rows come from (`marked_blocks`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from parsers.document import Cell, Table
from parsers.readers import limits
from parsers.readers.looks import joined, joined_whole
from parsers.readers.printed_grid import snap

SAME_EDGE = 40
"""1/20 points: edges closer than this are one; WPS rounds each row by itself."""


@dataclass(frozen=True, slots=True)
class RowCell:
    """One cell of a row."""

    text: str
    left: int
    right: int
    emphasised: tuple[str, ...] = ()
    continues_above: bool = False
    """True where it is the lower part of a cell merged downwards."""
    certainty: float = 1.0
    with_struck: str | None = None


def table_of(rows: Sequence[Sequence[RowCell]]) -> Table | None:
    """The grid with all spans; None where there is no cell. Cells beyond the limit are left out."""
    edges = [edge for row in rows for cell in row for edge in (cell.left, cell.right)]
    if not edges:
        return None
    snapped = snap(edges, SAME_EDGE)
    columns = {edge: index for index, edge in enumerate(sorted({snapped(edge) for edge in edges}))}
    cells: dict[tuple[int, int], Cell] = {}
    for number, row in enumerate(rows):
        for cell in row:
            left, right = columns[snapped(cell.left)], columns[snapped(cell.right)]
            _place(cells, number, cell, (left, max(1, right - left)))
            if len(cells) >= limits.MAX_CELLS:
                break
    return Table(tuple(cells[place] for place in sorted(cells)), len(rows), max(1, len(columns) - 1))


def _place(cells: dict[tuple[int, int], Cell], row: int, cell: RowCell, across: tuple[int, int]) -> None:
    column, span = across
    upper = _above(cells, row, column) if cell.continues_above else None
    if upper is not None:
        cells[upper.row, upper.column] = _with(upper, row - upper.row + 1, cell)
    elif (row, column) in cells:
        other = cells[row, column]
        cells[row, column] = _with(other, other.row_span, cell)
    else:
        cells[row, column] = Cell(
            cell.text,
            row,
            column,
            column_span=span,
            certainty=cell.certainty,
            emphasised=cell.emphasised,
            with_struck=cell.with_struck,
        )


def _above(cells: dict[tuple[int, int], Cell], row: int, column: int) -> Cell | None:
    """The cell of this column that reaches down to the row before."""
    for upper in range(row - 1, -1, -1):
        found = cells.get((upper, column))
        if found is not None:
            return found if found.row + found.row_span == row else None
    return None


def _with(cell: Cell, row_span: int, part: RowCell) -> Cell:
    """The cell with one more part of it."""
    return replace(
        cell,
        text=joined(cell.text, part.text),
        row_span=row_span,
        certainty=min(cell.certainty, part.certainty),
        emphasised=cell.emphasised + part.emphasised,
        with_struck=joined_whole((cell.text, cell.with_struck), (part.text, part.with_struck)),
    )
