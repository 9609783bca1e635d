"""A table that a fold or a streak joined to the edges of the paper: the page's margins are none of its cells.

In: a Grid, the page's size. Out: the Grid without the margins. Elsewhere: folds within a table (`grid_rules`).
"""

from dataclasses import replace

from parsers.scan.grid import Grid, GridCell

EDGE = 0.012
"""Of the page's longest side: how near to the paper's edge a margin reaches."""
ACROSS = 3
"""Rows or columns that a margin spans at least."""
FEWEST = 4
FULL = 0.98
"""Of the box round what is left: how much of it its cells fill."""


def without_margins(grid: Grid, size: tuple[int, int]) -> Grid:
    """The grid less its outermost cells along whole sides of the page, if what is left is a table by itself. `size`:
    height and width, in pixels."""
    kept = [cell for cell in grid.cells if not _is_margin(cell, size)]
    if len(kept) == len(grid.cells) or len(kept) < FEWEST:
        return grid
    lefts, tops, rights, bottoms = zip(*(cell.box for cell in kept), strict=True)
    box = (min(lefts), min(tops), max(rights), max(bottoms))
    if sum(map(_area, (cell.box for cell in kept))) < FULL * _area(box):
        return grid
    row, column = min(cell.row for cell in kept), min(cell.column for cell in kept)
    return replace(
        grid,
        rows=max(cell.row + cell.row_span for cell in kept) - row,
        columns=max(cell.column + cell.column_span for cell in kept) - column,
        box=box,
        cells=tuple(replace(cell, row=cell.row - row, column=cell.column - column) for cell in kept),
    )


def _is_margin(cell: GridCell, size: tuple[int, int]) -> bool:
    (left, top, right, bottom), edge = cell.box, EDGE * max(size)
    is_at_edge = left <= edge or top <= edge or right >= size[1] - edge or bottom >= size[0] - edge
    return is_at_edge and max(cell.row_span, cell.column_span) >= ACROSS


def _area(box: tuple[int, int, int, int]) -> int:
    return (box[2] - box[0]) * (box[3] - box[1])
