"""Labels of the table that a stamp or a stain makes hard to read, told by what is left of them and by their place.

In: the cells of a form's table with their texts. Out: the same, headings put right.
Elsewhere: which value a label labels (`parsers.form`).
A heading is only put right where at least three others of its row (or column) were read, where it is the best of the
labels that are still missing by far, and where the lines of its neighbours say at which height it stands.
"""

from collections.abc import Sequence
from dataclasses import replace

from parsers.document import Cell
from parsers.layout import FieldLayout, FormLayout
from parsers.scan.cell_text import Sheet
from parsers.scan.labels import field_labelled
from parsers.scan.lines import padded
from parsers.scan.recogniser import Recogniser, TextBox

ENOUGH = 3
LEAST_RATIO, LEAST_RATIO_ALONE, LEAST_LEAD = -40.0, -60.0, 3.0
INSET = 0.04


def with_headings(cells: tuple[Cell, ...], sheet: Sheet, layout: FormLayout, engine: Recogniser) -> tuple[Cell, ...]:
    """The cells, unread headings of the first row with labels (or first column) replaced by what they must be."""
    read = {id(cell): field_labelled(cell.text, layout) for cell in cells}
    for line in _lines(cells):
        known = [cell for cell in line if read[id(cell)]]
        if len(known) < ENOUGH or len(known) == len(line):
            continue
        missing = _missing(layout, [field for cell in cells if (field := read[id(cell)])])
        better = {id(cell): _put_right(cell, known, missing, (sheet, engine)) for cell in line if not read[id(cell)]}
        return tuple(better.get(id(cell)) or cell for cell in cells)
    return cells


def _lines(cells: tuple[Cell, ...]) -> list[list[Cell]]:
    rows = [[cell for cell in cells if cell.row == row] for row in (0, 1)]
    return [*rows, [cell for cell in cells if cell.column == 0]]


def _missing(layout: FormLayout, found: Sequence[FieldLayout]) -> list[FieldLayout]:
    keys = {field.key for field in found}
    return [field for field in layout.fields if field.place == "cell" and field.key not in keys]


def _put_right(cell: Cell, known: list[Cell], missing: list[FieldLayout], how: tuple[Sheet, Recogniser]) -> Cell | None:
    sheet, engine = how
    box = _heading_box(cell, known, sheet)
    if box is None or not missing:
        return None
    lattice = engine.read(padded(sheet.clean, box)).lattice
    fits = sorted(((lattice.ratio(field.labels[0]), field.labels[0]) for field in missing), reverse=True)
    if len(fits) > 1 and (fits[0][0] < LEAST_RATIO or fits[0][0] - fits[1][0] < LEAST_LEAD):
        return None
    if fits[0][0] < LEAST_RATIO_ALONE:
        return None
    return replace(cell, text=fits[0][1], lattice=lattice)


def _heading_box(cell: Cell, known: list[Cell], sheet: Sheet) -> TextBox | None:
    """The middle of the cell, one line of text high: headings stand in the middle of their cells."""
    if cell.where is None:
        return None
    height, width = sheet.clean.shape
    left, top, right, bottom = cell.where.box
    middle, reach = (top + bottom) / 2 * height, 0.62 * sheet.character
    inset = INSET * (right - left) * width
    return TextBox(
        round(left * width + inset), round(middle - reach), round(right * width - inset), round(middle + reach)
    )
