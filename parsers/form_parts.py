"""单位 and 部门 in columns (or rows) of their own: two labels that are together the one printed label 单位-部门.

In: the label cells found, all cells of the table, the layout. Out: the same, the second part's label over both columns.
Elsewhere: the two cells as one value (`form_fields`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from parsers.document import Cell
from parsers.form_hits import Hit
from parsers.form_labels import core_of
from parsers.layout import FormLayout

_BEFORE_PART = ("", "工作", "所在")


def with_parts(hits: Sequence[Hit], cells: Sequence[Cell], layout: FormLayout) -> Iterator[Hit]:
    """Every label; one that is only the last part of its printed label reaches over the first part right before it."""
    parts = {field.key: core_of(field.labels[0]).split("-") for field in layout.fields}
    labels = {id(hit.cell) for hit in hits}
    for hit in hits:
        first, last = parts[hit.key][0], parts[hit.key][-1]
        core = core_of(hit.cell.text)
        is_last_part = first != last and core.endswith(last) and first not in core
        others = [cell for cell in cells if id(cell) not in labels] if is_last_part else []
        spelled = {before + first for before in _BEFORE_PART}
        beside = [c for c in others if core_of(c.text) in spelled and (_is_left(c, hit.cell) or _is_above(c, hit.cell))]
        yield replace(hit, cell=_both(beside[0], hit.cell)) if beside else hit


def _is_left(cell: Cell, other: Cell) -> bool:
    return (cell.row, cell.row_span, cell.column + cell.column_span) == (other.row, other.row_span, other.column)


def _is_above(cell: Cell, other: Cell) -> bool:
    return (cell.column, cell.column_span, cell.row + cell.row_span) == (other.column, other.column_span, other.row)


def _both(first: Cell, last: Cell) -> Cell:
    if _is_left(first, last):
        return replace(last, column=first.column, column_span=first.column_span + last.column_span)
    return replace(last, row=first.row, row_span=first.row_span + last.row_span)
