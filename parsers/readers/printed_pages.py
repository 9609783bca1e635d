"""Printed pages put together: a table that runs on over the end of a page becomes one again.

In: the blocks of each page. Out: the blocks of all.
Elsewhere: the blocks of one page (`printed_blocks`).
A row that is cut by the page's end cannot be told from two rows with certainty, so its joined cells say so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from parsers.document import Cell, Paragraph, Table

SAME_EDGE = 0.008
"""Of the page's width."""
JOINED = 0.9
"""Certainty of a cell put together from two pages."""
NUMBER_CHARACTERS = 8
"""A page's number between the two halves of a table has fewer."""

Block = Paragraph | Table


def joined(pages: Iterable[Sequence[Block]]) -> tuple[Block, ...]:
    """All blocks in order, halves of tables together."""
    blocks: list[Block] = []
    for page in pages:
        rest = list(page)
        index = _last_table(blocks)
        upper, lower = blocks[index] if index is not None else None, rest[0] if rest else None
        if index is not None and isinstance(upper, Table) and isinstance(lower, Table) and _are_halves(upper, lower):
            blocks[index] = _one(upper, lower)
            rest = rest[1:]
        blocks.extend(rest)
    return tuple(blocks)


def _last_table(blocks: Sequence[Block]) -> int | None:
    """Where the table is that ends the pages so far, page numbers aside."""
    for index in range(len(blocks) - 1, -1, -1):
        block = blocks[index]
        if isinstance(block, Table):
            return index
        if len(block.text) > NUMBER_CHARACTERS:
            return None
    return None


def _are_halves(upper: Table, lower: Table) -> bool:
    above, below = _edges(upper), _edges(lower)
    return len(above) == len(below) and all(abs(a - b) < SAME_EDGE for a, b in zip(above, below, strict=True))


def _edges(table: Table) -> list[float]:
    """Where the columns begin and the last one ends."""
    lefts = {cell.column: cell.where.box[0] for cell in table.cells if cell.where}
    rights = [cell.where.box[2] for cell in table.cells if cell.where]
    return [*(lefts[column] for column in sorted(lefts)), *([max(rights)] if rights else [])]


def _one(upper: Table, lower: Table) -> Table:
    rows = _rows(lower)
    if rows and [c.text for c in rows[0]] == [c.text for c in _rows(upper)[0]]:
        rows = rows[1:]
    cells = {(cell.row, cell.column): cell for cell in upper.cells}
    if rows and _runs_on(rows[0]):
        for cell in rows.pop(0):
            _append(cells, cell, upper.rows)
    start = upper.rows - (rows[0][0].row if rows else 0)
    for cell in (cell for row in rows for cell in row):
        cells[cell.row + start, cell.column] = replace(cell, row=cell.row + start)
    height = max((c.row + c.row_span for c in cells.values()), default=upper.rows)
    return Table(tuple(cells[place] for place in sorted(cells)), height, upper.columns)


def _rows(table: Table) -> list[list[Cell]]:
    numbers = sorted({cell.row for cell in table.cells})
    return [[cell for cell in table.cells if cell.row == number] for number in numbers]


def _runs_on(row: Sequence[Cell]) -> bool:
    """True where a row looks like the rest of the row before: some of its cells have nothing more to say."""
    return any(not cell.text for cell in row)


def _append(cells: dict[tuple[int, int], Cell], cell: Cell, rows: int) -> None:
    """Put the words of a cell below those of the last row's cell of its column."""
    if not cell.text:
        return
    above = [c for c in cells.values() if c.column == cell.column and c.row + c.row_span == rows]
    if not above:
        cells[rows - 1, cell.column] = replace(cell, row=rows - 1, certainty=JOINED)
        return
    text = "\n".join(part for part in (above[0].text, cell.text) if part)
    emphasised = above[0].emphasised + cell.emphasised
    certainty = min(above[0].certainty, cell.certainty, JOINED)
    cells[above[0].row, above[0].column] = replace(above[0], text=text, emphasised=emphasised, certainty=certainty)
