"""A word processor's stream of paragraphs put together to tables and paragraphs.

In: MarkedParagraph in order. Out: Paragraph and Table blocks.
Elsewhere: where the stream comes from (`word97_text`, `rtf_story`), the grid of rows (`rows`).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from parsers.document import Paragraph, Table
from parsers.readers import limits
from parsers.readers.looks import PLAIN, Run, cell_text, joined, joined_whole
from parsers.readers.marked import UNKNOWN, CellShape, MarkedParagraph
from parsers.readers.rows import RowCell, table_of

GUESSED, DOUBTFUL = 0.9, 0.5
"""Certainty of cells whose row was guessed, and of cells with something that cannot be told."""

Block = Paragraph | Table

PLAIN_WIDTH = 1000
"""Of a cell whose width the file does not tell, in 1/20 points."""


@dataclass(slots=True)
class _OpenTable:
    """A table that is being read."""

    rows: list[list[RowCell]] = field(default_factory=list)
    cells: list[list[Run]] = field(default_factory=list)
    cell: list[Run] = field(default_factory=list)
    nested: list[Block] = field(default_factory=list)


def blocks_of(paragraphs: Iterable[MarkedParagraph]) -> Iterator[Block]:
    """Blocks in order; a table within a cell comes behind the table that holds it, and what that says."""
    open_tables: list[_OpenTable] = []
    for paragraph in paragraphs:
        depth = paragraph.depth
        while len(open_tables) > depth:
            yield from _close(open_tables)
        while len(open_tables) < depth:
            open_tables.append(_OpenTable())
        if depth == 0:
            yield from _paragraph(paragraph.runs)
        else:
            _take(open_tables[-1], paragraph)
    while open_tables:
        yield from _close(open_tables)


def _close(open_tables: list[_OpenTable]) -> Iterator[Block]:
    """End the innermost table: its blocks, once it lies in no other."""
    ended = open_tables.pop()
    blocks = [*_closed(ended), *ended.nested]
    if open_tables:
        open_tables[-1].nested.extend(blocks)
    else:
        yield from blocks


def _take(table: _OpenTable, paragraph: MarkedParagraph) -> None:
    table.cell.extend(paragraph.runs)
    if paragraph.end == "row":
        table.rows.append(_row(table.cells, paragraph.row))
        table.cells, table.cell = [], []
    elif paragraph.end == "cell":
        table.cells.append(table.cell)
        table.cell = []
    else:
        table.cell.append(("\n", PLAIN))


def _closed(table: _OpenTable) -> Iterator[Block]:
    if table.cell and any(text.strip() for text, _ in table.cell):
        table.cells.append(table.cell)
    if table.cells:
        table.rows.append(_row(table.cells, ()))
    found = table_of(table.rows)
    if found is not None:
        yield found


def _row(cells: Sequence[list[Run]], shapes: Sequence[CellShape]) -> list[RowCell]:
    if len(cells) > len(shapes) > 0 and not any(cell_text(runs).text for runs in cells[len(shapes) :]):
        cells = cells[: len(shapes)]
    is_known = len(shapes) == len(cells)
    row: list[RowCell] = []
    for runs, shape in zip(cells, shapes if is_known else _plain_shapes(len(cells)), strict=True):
        cell = _cell(runs, shape, 1.0 if is_known else GUESSED)
        if shape.joins_left and row:
            last = row.pop()
            cell = replace(
                last,
                text=joined(last.text, cell.text),
                right=shape.right,
                emphasised=last.emphasised + cell.emphasised,
                certainty=min(last.certainty, cell.certainty),
                with_struck=joined_whole((last.text, last.with_struck), (cell.text, cell.with_struck)),
            )
        row.append(cell)
    return row


def _plain_shapes(count: int) -> tuple[CellShape, ...]:
    return tuple(CellShape(index * PLAIN_WIDTH, (index + 1) * PLAIN_WIDTH) for index in range(count))


def _cell(runs: Sequence[Run], shape: CellShape, certainty: float) -> RowCell:
    shown = cell_text(runs)
    sure = DOUBTFUL if UNKNOWN in shown.text else min(shown.certainty, certainty)
    text, whole = shown.text.replace(UNKNOWN, ""), shown.with_struck and shown.with_struck.replace(UNKNOWN, "")
    return RowCell(text, shape.left, shape.right, shown.emphasised, shape.joins_above, sure, whole)


def _paragraph(runs: Sequence[Run]) -> Iterator[Paragraph]:
    shown = cell_text(runs)
    if shown.text.replace(UNKNOWN, ""):
        yield Paragraph(shown.text.replace(UNKNOWN, ""), DOUBTFUL if UNKNOWN in shown.text else shown.certainty)


def guessed_blocks(paragraphs: Sequence[MarkedParagraph]) -> tuple[Block, ...]:
    """For a file whose paragraph properties are lost: a row ends where a cell mark follows a cell mark at its end."""
    blocks: list[Block] = []
    cells: list[list[Run]] = [[]]
    for paragraph in paragraphs[: limits.MAX_CELLS]:
        cells[-1].extend(paragraph.runs)
        if paragraph.end == "cell":
            cells.append([])
        elif len(cells) == 1:
            blocks.extend(_paragraph(cells.pop()))
            cells.append([])
        else:
            cells[-1].append(("\n", PLAIN))
    return (*blocks, *_guessed_table(cells[:-1]), *_paragraph(cells[-1]))


def _guessed_table(cells: Sequence[list[Run]]) -> Iterator[Block]:
    """The heading row has no empty cell, so the first empty one is its end; every row has as many."""
    width = next((index for index, runs in enumerate(cells) if index and not cell_text(runs).text), len(cells))
    starts = range(0, len(cells), width + 1)
    table = table_of([_row(cells[start : start + width], ()) for start in starts])
    if table is not None:
        yield table
