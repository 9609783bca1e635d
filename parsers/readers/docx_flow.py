"""Paragraphs and tables of a Word document in reading order; merged, split, nested and wrapped cells in their places.

In: an element that holds blocks (body, text box, header) and the document's looks. Out: Paragraph and Table values.
Elsewhere: the text of a paragraph (`docx_runs`), list signs (`docx_numbering`), opening the file (`docx`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from parsers.document import Cell, Paragraph, Table
from parsers.readers import limits
from parsers.readers.docx_drawings import alternative
from parsers.readers.docx_looks import W, is_on
from parsers.readers.docx_numbering import Numbering
from parsers.readers.docx_package import Element
from parsers.readers.docx_runs import MC, Line, Piece, line_of
from parsers.readers.looks import emphasised
from parsers.ticks import DRAWING, normalise_marks
from parsers.ticks_in_rows import in_rows

DOUBTFUL = 0.5
"""Certainty of a text where something is struck out, or where a control contradicts its sign."""

_WRAPPERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_MAX_SPAN = 200
_MAX_NESTING = 12


@dataclass(frozen=True, slots=True)
class _Grid:
    """A table with the tables that stand in its cells."""

    table: Table
    nested: tuple["_Grid", ...]


def blocks_of(container: Element, numbering: Numbering) -> Iterator[Paragraph | Table]:
    """Every block of the container; a table inside another's cell follows that one as a block of its own."""
    for block in _flow(container, numbering, 0):
        if isinstance(block, _Grid):
            yield from _tables(block)
        else:
            left, whole = _texts(list(block.pieces))
            yield Paragraph(left.replace(DRAWING, ""), 1.0 if whole is None else DOUBTFUL)


def _tables(grid: _Grid) -> Iterator[Table]:
    yield grid.table
    for inner in grid.nested:
        yield from _tables(inner)


def _flow(container: Element, numbering: Numbering, depth: int) -> Iterator[Line | _Grid]:
    if depth > _MAX_NESTING:
        return
    held: tuple[Piece, ...] = ()
    for element in _unwrapped(container, (f"{W}p", f"{W}tbl")):
        if element.tag == f"{W}tbl":
            yield _GridReader(numbering, depth).read(element)
            continue
        line = line_of(element, numbering.looks)
        pieces = (*held, *numbering.sign_of(element), *line.pieces)
        held = pieces if line.runs_on else ()
        if not line.runs_on:
            yield Line(pieces)
        for box in line.boxes:
            yield from _flow(box, numbering, depth + 1)
    if held:
        yield Line(held)


def _unwrapped(container: Element, wanted: tuple[str, ...]) -> Iterator[Element]:
    """The wanted children, also those inside controls, tracked insertions and alternatives."""
    for child in container:
        if child.tag in wanted:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _unwrapped(child, wanted)
        elif child.tag == f"{MC}AlternateContent":
            chosen = alternative(child)
            yield from () if chosen is None else _unwrapped(chosen, wanted)


class _GridReader:
    """Reads one table row by row; holds which cells a merged cell of the next row would continue."""

    def __init__(self, numbering: Numbering, depth: int) -> None:
        self._numbering, self._depth = numbering, depth
        self._cells: list[Cell] = []
        self._nested: list[_Grid] = []
        self._above: dict[int, int] = {}
        self._rows = 0

    def read(self, table: Element) -> _Grid:
        for row in _unwrapped(table, (f"{W}tr",)):
            properties = row.find(f"{W}trPr")
            gone = properties is not None and (
                properties.find(f"{W}del") is not None or is_on(properties.find(f"{W}hidden"))
            )
            if not gone and len(self._cells) < limits.MAX_CELLS:
                self._add_row(row, _number(properties, "gridBefore", 0))
        columns = max((cell.column + cell.column_span for cell in self._cells), default=0)
        return _Grid(Table(tuple(self._cells), self._rows, columns), tuple(self._nested))

    def _add_row(self, row: Element, column: int) -> None:
        reached: dict[int, int] = {}
        for element in _unwrapped(row, (f"{W}tc",)):
            properties = element.find(f"{W}tcPr")
            span = _number(properties, "gridSpan", 1)
            if self._is_merged_left(properties) and self._cells and self._cells[-1].row == self._rows:
                last = self._cells[-1]
                self._cells[-1] = replace(last, column_span=last.column_span + span)
            else:
                reached[column] = self._place(element, column, span)
            column += span
        self._above = reached
        self._rows += 1

    @staticmethod
    def _is_merged_left(properties: Element | None) -> bool:
        merge = None if properties is None else properties.find(f"{W}hMerge")
        return merge is not None and merge.get(f"{W}val", "continue") != "restart"

    def _place(self, element: Element, column: int, span: int) -> int:
        """The index of the cell that this element is, or continues."""
        properties = element.find(f"{W}tcPr")
        merge = None if properties is None else properties.find(f"{W}vMerge")
        upper = self._above.get(column)
        if merge is not None and merge.get(f"{W}val", "continue") != "restart" and upper is not None:
            cell = self._cells[upper]
            self._cells[upper] = replace(cell, row_span=self._rows - cell.row + 1)
            return upper
        self._cells.append(self._cell(element, column, span))
        return len(self._cells) - 1

    def _cell(self, element: Element, column: int, span: int) -> Cell:
        properties = element.find(f"{W}tcPr")
        gone = properties is not None and properties.find(f"{W}cellDel") is not None
        blocks = [] if gone else list(_flow(element, self._numbering, self._depth + 1))
        self._nested += [block for block in blocks if isinstance(block, _Grid)]
        pieces = _pieces(blocks)
        text, whole = _texts(pieces)
        return Cell(
            text=text.strip(),
            row=self._rows,
            column=column,
            column_span=span,
            certainty=DOUBTFUL if whole is not None or any(piece.doubtful for piece in pieces) else 1.0,
            emphasised=emphasised((normalise_marks(p.text.replace(DRAWING, "")), p.marks) for p in pieces),
            with_struck=whole and whole.strip(),
        )


def _pieces(blocks: list[Line | _Grid]) -> list[Piece]:
    """The text of a cell, its lines parted by newline, tables in it cell by cell."""
    pieces: list[Piece] = []
    for block in blocks:
        pieces += [Piece("\n")] if pieces else []
        if isinstance(block, Line):
            pieces += block.pieces
        else:
            pieces.append(Piece(in_rows((cell.row, cell.text) for cell in block.table.cells)))
    return pieces


def _texts(pieces: list[Piece]) -> tuple[str, str | None]:
    """What is not struck out; and everything, where something is."""
    whole = normalise_marks("".join(piece.text for piece in pieces))
    if not any("struck" in piece.marks and piece.text.strip() for piece in pieces):
        return whole, None
    return normalise_marks("".join(piece.text for piece in pieces if "struck" not in piece.marks)), whole


def _number(properties: Element | None, name: str, default: int) -> int:
    element = None if properties is None else properties.find(f"{W}{name}")
    value = "" if element is None else element.get(f"{W}val", "")
    return max(default, min(int(value), _MAX_SPAN)) if value.isdecimal() and len(value) < 12 else default
