"""Values that stand right of their labels: one or two pairs in a row, or one column for each person.

In: FormTable. Out: Found, as from `form_below`.
"""

import re
from collections.abc import Iterator, Sequence
from statistics import median_low

from parsers.document import Cell
from parsers.form_below import Found
from parsers.form_grid import FormTable
from parsers.form_hits import Hit
from parsers.form_labels import fold
from parsers.form_rows import identity, is_contact, is_filled
from parsers.layout import FormLayout

_NOTES = re.compile("^(?:备注|说明|填写说明|填表说明|填写要求|要求|样例|示例|例|填写示例|填写样例|序号|注意事项)$")


def read_beside(table: FormTable, layout: FormLayout) -> Found:
    """The values right of the labels; nothing where labels stand next to each other."""
    identifying = identity(layout)
    columns = {field.key: _columns(table, _hits(table, field.key)) for field in layout.fields}
    for field in layout.fields:
        if field.options and len(columns[field.key]) > len(columns[identifying[0]]):
            parts = [cell for column in columns[field.key] for cell in column]
            columns[field.key] = [sorted(parts, key=lambda cell: (cell.row, cell.column))]
    person = _people(columns, identifying)
    chosen = person[0] if person else 0
    cells = {key: tuple(found[min(chosen, len(found) - 1)]) for key, found in columns.items() if found}
    return Found(cells, max(1, len(person), _repeated(table, identifying[0])))


def goes_on(table: FormTable, found: Found, key: str) -> bool:
    """Whether more stands behind a field's value, in a row of its label, that is no field's and no note: the rim of a
    grey stamp may have parted the cell."""
    values = found.cells.get(key, ())
    used = {id(cell) for cells in found.cells.values() for cell in cells} | {id(hit.cell) for hit in table.hits}
    for hit in (hit for hit in table.hits if hit.key == key and values):
        beyond = max(cell.column for cell in values)
        behind = (cell for row in _right_of(hit, table) for cell in row if cell.column > beyond >= hit.right)
        if any(cell.text.strip() and id(cell) not in used for cell in behind):
            return True
    return False


def _hits(table: FormTable, key: str) -> list[Hit]:
    """The labels of the best wording, in reading order."""
    hits = [hit for hit in table.hits if hit.key == key]
    best = min((hit.rank for hit in hits), default=0)
    return [hit for hit in hits if hit.rank == best]


def _columns(table: FormTable, hits: Sequence[Hit]) -> list[list[Cell]]:
    """The cells right of the first label: one list a column; all in one where they can only be parts of one value."""
    if not hits:
        return []
    rows = list(_right_of(hits[0], table))
    cells = [cell for row in rows for cell in row]
    widest = max((len(row) for row in rows), default=0)
    if _is_one_value(hits[0], cells, widest):
        return [cells]
    return [[row[number] for row in rows if number < len(row)] for number in range(widest)]


def _is_one_value(hit: Hit, cells: Sequence[Cell], widest: int) -> bool:
    """True for 单位 and 部门 in two cells, and for a number written one digit a cell."""
    texts = [cell.text.strip() for cell in cells]
    single = len(cells) > 2 and all(len(text) <= 1 for text in texts)
    return single or (widest == 2 and "-" in fold(hit.cell.text) and not any("-" in fold(text) for text in texts))


def _right_of(hit: Hit, table: FormTable) -> Iterator[list[Cell]]:
    """Row by row the cells that begin beside the label, up to the next label."""
    dropped, beyond_labels = _note_columns(table), _end_of_labels(hit, table)
    for row in range(hit.cell.row, hit.bottom):
        limit = min(
            (h.cell.column for h in table.hits if _stands_in(h, row) and h.cell.column >= hit.right), default=10**6
        )
        cells = [c for c in table.cells if c.row == row and hit.right <= c.column < limit and c.column not in dropped]
        cells = [c for c in cells if c.text.strip() or c.column >= beyond_labels] or cells
        if cells:
            yield sorted(cells, key=lambda cell: cell.column)


def _end_of_labels(hit: Hit, table: FormTable) -> int:
    """Where the labels end that begin in this one's column: an empty cell before it is a piece of the label's own."""
    return median_low([other.right for other in table.hits if other.cell.column == hit.cell.column])


def _stands_in(hit: Hit, row: int) -> bool:
    return hit.cell.row <= row < hit.bottom


def _note_columns(table: FormTable) -> set[int]:
    return {cell.column for cell in table.cells if cell.row <= 1 and _NOTES.match(fold(cell.text))}


def _people(columns: dict[str, list[list[Cell]]], identifying: Sequence[str]) -> list[int]:
    """The columns that hold a person: a name and a telephone number or address."""
    return [
        number
        for number, name in enumerate(columns[identifying[0]])
        if is_filled(name) and any(_is_contact(columns[key], number) for key in identifying[1:])
    ]


def _is_contact(columns: list[list[Cell]], number: int) -> bool:
    return number < len(columns) and any(is_contact(cell.text) for cell in columns[number])


def _repeated(table: FormTable, name: str) -> int:
    """How many labels for the name have a name beside them: one form under the other in one table."""
    hits = _hits(table, name)
    return sum(any(is_filled(row[:1]) for row in _right_of(hit, table)) for hit in hits)
