"""A table with its labels found: is it this form at all, and is it one table or one cut by a page break.

In: a document's blocks, the form's layout. Out: FormTable: cells and labels of a table that is the form.
Elsewhere: labels (`form_labels`), values (`form_below`, `form_beside`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from parsers.document import Cell, Document, Paragraph, Table
from parsers.form_hits import Hit
from parsers.form_labels import Labels, fold
from parsers.form_parts import with_parts
from parsers.layout import FormLayout

ENOUGH_LABELS = 5
"""Annex 2 shares four labels with Annex 1 (姓名, 职务, 手机, 电子邮箱), but none with options of ours."""
ENOUGH_UNDER_TITLE = 3
_TITLE_SLACK = 8


@dataclass(frozen=True, slots=True)
class FormTable:
    """One form: a table, or several that a page break made of one."""

    cells: tuple[Cell, ...]
    hits: tuple[Hit, ...]
    first: int
    """Index of its first block in the document."""
    last: int

    @property
    def keys(self) -> frozenset[str]:
        """Fields that have a label here."""
        return frozenset(hit.key for hit in self.hits)


def form_tables(document: Document, layout: FormLayout) -> list[FormTable]:
    """Every table that is this form, in reading order."""
    labels = Labels(layout, document.scanned)
    found: list[FormTable] = []
    for first, last, cells in _joined(document.blocks):
        hits = tuple(with_parts(_without_values(tuple(hits_of(cells, labels))), cells, layout))
        table = FormTable(cells, hits, first, last)
        if _is_the_form(table, layout, _is_titled(document.blocks, table, layout.title)):
            found.append(table)
    return found


def hits_of(cells: Sequence[Cell], labels: Labels) -> Iterator[Hit]:
    """The label cells among these."""
    for cell in cells:
        match = labels.match(cell.text) if cell.text.strip() else None
        if match is not None:
            yield Hit(match.key, match.rank, cell)


def _without_values(hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Less the values that are worded like a label, as 负责人 under 职务: right under or beside the label of another
    field, while their own field has a better label elsewhere."""
    best = {hit.key: min(other.rank for other in hits if other.key == hit.key) for hit in hits}
    return tuple(hit for hit in hits if hit.rank == best[hit.key] or not any(_answers(hit, other) for other in hits))


def _answers(hit: Hit, label: Hit) -> bool:
    if hit.key == label.key:
        return False
    below = hit.cell.row == label.bottom and overlap(hit.cell, label.cell) > 0
    return below or (hit.cell.row == label.cell.row and hit.cell.column == label.right)


def overlap(a: Cell, b: Cell) -> int:
    """How many columns two cells share."""
    return min(a.column + a.column_span, b.column + b.column_span) - max(a.column, b.column)


def is_titled(text: str, title: str) -> bool:
    """True for a line that is the form's title and little else."""
    folded, wanted = fold(text), fold(title)
    return wanted in folded and len(folded) <= len(wanted) + _TITLE_SLACK


def _is_the_form(table: FormTable, layout: FormLayout, titled: bool) -> bool:
    with_options = {field.key for field in layout.fields if field.options}
    in_cells = {field.key for field in layout.fields if field.place == "cell"}
    needed = min(ENOUGH_UNDER_TITLE if titled else ENOUGH_LABELS, len(in_cells))
    return bool(table.keys & with_options) and len(table.keys & in_cells) >= needed


def _is_titled(blocks: Sequence[Paragraph | Table], table: FormTable, title: str) -> bool:
    """True where the title stands above the table, after the table before it, or in the table."""
    lines = [line for cell in table.cells for line in cell.text.split("\n")]
    for block in reversed(blocks[: table.first]):
        if isinstance(block, Table):
            break
        lines += block.text.split("\n")
    return any(is_titled(line, title) for line in lines)


def _joined(blocks: Sequence[Paragraph | Table]) -> Iterator[tuple[int, int, tuple[Cell, ...]]]:
    """Tables with the indices of their first and last block; tables of one width with nothing between are one."""
    held: tuple[int, int, list[Cell], Table] | None = None
    rows = 0
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            if held is not None and _parts_tables(block.text):
                yield held[0], held[1], tuple(held[2])
                held = None
        elif held is not None and block.columns == held[3].columns and rows + block.rows:
            held = (held[0], index, held[2] + [replace(c, row=c.row + rows) for c in block.cells], block)
            rows += block.rows
        else:
            if held is not None:
                yield held[0], held[1], tuple(held[2])
            held, rows = (index, index, list(block.cells), block), block.rows
    if held is not None:
        yield held[0], held[1], tuple(held[2])


def _parts_tables(text: str) -> bool:
    """Blank lines and page numbers do not."""
    return any(letter.isalpha() for letter in text.replace("第", "").replace("页", "").replace("共", ""))
