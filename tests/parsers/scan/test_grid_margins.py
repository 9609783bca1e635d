"""The margins of a page are no cells of its table, though a fold joined the table to the edges of the paper."""

import numpy as np
import pytest

from parsers.scan.grid import Grid, GridCell
from parsers.scan.grid_margins import without_margins

WIDE, HIGH = 1600, 1100
XS, YS = (200, 500, 1400), (300, 400, 500, 600, 700)
TABLE = tuple(
    GridCell(row, column, 1, 1, (XS[column], YS[row], XS[column + 1], YS[row + 1]))
    for row in range(4)
    for column in range(2)
)


def a_grid(*cells: GridCell) -> Grid:
    rows = max(cell.row + cell.row_span for cell in cells)
    columns = max(cell.column + cell.column_span for cell in cells)
    return Grid(rows, columns, (5, 5, WIDE - 5, HIGH - 5), cells, np.zeros((HIGH, WIDE), np.uint8))


def moved(cell: GridCell, down: int, right: int) -> GridCell:
    return GridCell(cell.row + down, cell.column + right, cell.row_span, cell.column_span, cell.box)


def test_a_table_within_four_margins_is_found_by_itself() -> None:
    margins = (
        GridCell(0, 0, 1, 4, (5, 5, WIDE - 5, YS[0])),
        GridCell(1, 0, 4, 1, (5, YS[0], XS[0], YS[-1])),
        GridCell(1, 3, 4, 1, (XS[-1], YS[0], WIDE - 5, YS[-1])),
    )
    told = without_margins(a_grid(*margins, *(moved(cell, 1, 1) for cell in TABLE)), (HIGH, WIDE))
    assert (told.rows, told.columns, told.box) == (4, 2, (XS[0], YS[0], XS[-1], YS[-1]))
    assert told.cells == TABLE


@pytest.mark.parametrize(
    "added",
    [
        GridCell(0, 2, 2, 1, (XS[-1], YS[0], WIDE - 5, YS[2])),
        GridCell(0, 2, 4, 1, (XS[-1], YS[0], WIDE - 200, YS[-1])),
        GridCell(0, 0, 3, 1, (5, YS[0], XS[1], YS[3])),
    ],
    ids=["part of a side", "away from the edge", "over the table"],
)
def test_a_cell_of_the_table_is_no_margin(added: GridCell) -> None:
    table = TABLE if added.column else tuple(cell for cell in TABLE if cell.column or cell.row == 3)
    grid = a_grid(*table, added)
    assert without_margins(grid, (HIGH, WIDE)) is grid
