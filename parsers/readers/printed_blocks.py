"""A printed page as tables and paragraphs in reading order.

In: PrintedPage. Out: Table for each ruled grid, Paragraph for what stands outside.
Elsewhere: how the page was read from its file (`pdf_page`, `ofd`). Text without rules never becomes a table here: a
column guessed from blanks could put one field's value into another.
"""

from collections.abc import Iterable, Sequence

from parsers.document import Box, Cell, Paragraph, Table, Where
from parsers.readers.looks import cell_text
from parsers.readers.printed import Glyph, PrintedPage
from parsers.readers.printed_grid import Grid, GridCell, find_grids
from parsers.readers.printed_lines import Line, box_of, lines_of, runs_of, text_of
from parsers.ticks import normalise_marks

DOUBTFUL = 0.5
"""Certainty of a text where what people see may differ."""


def blocks_of(page: PrintedPage) -> tuple[Paragraph | Table, ...]:
    """What stands on the page, from the top down."""
    grids = find_grids(page.rules)
    inside: list[list[Glyph]] = [[] for _ in grids]
    outside: list[Glyph] = []
    for glyph in page.glyphs:
        index = next((i for i, grid in reversed(list(enumerate(grids))) if _holds(grid.box, glyph)), None)
        (outside if index is None else inside[index]).append(glyph)
    tables: list[tuple[float, Paragraph | Table]] = [
        (grid.box[1], _table(page, grid, glyphs)) for grid, glyphs in zip(grids, inside, strict=True)
    ]
    edge = max([g.x1 for g in page.glyphs] + [grid.box[2] for grid in grids], default=page.width)
    paragraphs: list[tuple[float, Paragraph | Table]] = [
        (box_of(lines)[1], _paragraph(page, lines)) for lines in _paragraph_lines(outside, edge)
    ]
    return tuple(block for _, block in sorted([*tables, *paragraphs], key=lambda pair: pair[0]))


def _holds(box: Box, glyph: Glyph) -> bool:
    x, y = glyph.centre
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _table(page: PrintedPage, grid: Grid, glyphs: Sequence[Glyph]) -> Table:
    cells = tuple(_cell(page, cell, [g for g in glyphs if _is_in(cell, g)]) for cell in grid.cells)
    return Table(cells, grid.rows, grid.columns)


def _is_in(cell: GridCell, glyph: Glyph) -> bool:
    x, y = glyph.centre
    left, top, right, bottom = cell.box
    return left <= x < right and top <= y < bottom


def _cell(page: PrintedPage, cell: GridCell, glyphs: Sequence[Glyph]) -> Cell:
    lines = lines_of(glyphs)
    shown = cell_text(runs_of(lines))
    is_sure = cell.whole and shown.with_struck is None and not any(glyph.doubtful for glyph in glyphs)
    return Cell(
        text=shown.with_struck or shown.text,
        row=cell.row,
        column=cell.column,
        row_span=cell.row_span,
        column_span=cell.column_span,
        certainty=1.0 if is_sure else DOUBTFUL,
        where=_where(page, cell.box),
        emphasised=shown.emphasised,
    )


def _where(page: PrintedPage, box: Box) -> Where:
    def fraction(value: float, whole: float) -> float:
        return min(1.0, max(0.0, value / whole)) if whole > 0 else 0.0

    left, top, right, bottom = box
    width, height = page.width, page.height
    return Where(
        page.number,
        (fraction(left, width), fraction(top, height), fraction(right, width), fraction(bottom, height)),
    )


def _paragraph_lines(glyphs: Iterable[Glyph], edge: float) -> list[list[Line]]:
    """Lines outside tables, those that run on over the right margin together."""
    paragraphs: list[list[Line]] = []
    for line in lines_of(glyphs):
        if paragraphs and _runs_on(paragraphs[-1][-1], line, edge):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def _runs_on(upper: Line, lower: Line, edge: float) -> bool:
    left, top, _, _ = lower.box
    size = upper.size
    return (
        upper.box[2] > edge - 2 * size
        and left < upper.box[0] + 0.5 * size
        and top - upper.box[3] < size
        and abs(lower.size - size) < 0.15 * size
    )


def _paragraph(page: PrintedPage, lines: Sequence[Line]) -> Paragraph:
    is_sure = not any(line.is_doubtful for line in lines)
    certainty = 1.0 if is_sure else DOUBTFUL
    return Paragraph(normalise_marks(text_of(lines)), certainty, _where(page, box_of(lines)))
