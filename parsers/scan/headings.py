"""Labels of the table that a stamp or a stain makes hard to read, told by what is left of them and by their place.

In: the cells of a form's table with their texts. Out: the same, headings put right.
Elsewhere: which value a label labels (`parsers.form`), places in the printed order (`parsers.scan.columns`).
A heading is only put right in a row (or column) in which at least three others were read: it is what its place says
where the others stand in the printed order and as many headings as fields are left between two of them; elsewhere it
is the best of the labels that are still missing, by far. A heading that plainly says something else is left alone.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from parsers.document import Cell
from parsers.form_labels import Labels
from parsers.lattice import Lattice
from parsers.layout import FieldLayout, FormLayout
from parsers.scan.cell_text import Sheet
from parsers.scan.columns import Gap, gaps, in_printed_order
from parsers.scan.labels import field_labelled, plain
from parsers.scan.lines import padded
from parsers.scan.recogniser import Recogniser, TextBox

ENOUGH = 3
LEAST_RATIO, LEAST_RATIO_ALONE, LEAST_LEAD = -40.0, -60.0, 3.0
PLAINLY, UNLIKELY, UNLIKE = 0.9, -15.0, 40.0
"""A heading read with this certainty, whose picture a label explains no better, and unlike it, is another's."""
FIRST_ROWS = 3
INSET = 0.04


@dataclass(frozen=True, slots=True)
class _Line:
    """One row or column of headings: the field of each that could be read."""

    cells: tuple[Cell, ...]
    read: tuple[FieldLayout | None, ...]
    double: frozenset[int] = frozenset()
    """Places where the labels of two fields stand below one another: the rule between them was not seen."""

    @property
    def count(self) -> int:
        """How many different fields were read."""
        return len({field.key for field in self.read if field})

    def known(self) -> list[Cell]:
        """The headings that were read."""
        return [cell for cell, field in zip(self.cells, self.read, strict=True) if field]


def with_headings(cells: tuple[Cell, ...], sheet: Sheet, layout: FormLayout, engine: Recogniser) -> tuple[Cell, ...]:
    """The cells, with the headings of the row (or column) that holds most labels each as printed."""
    line = max(_lines(cells, layout), key=lambda line: line.count, default=None)
    if line is None or line.count < ENOUGH:
        return cells
    fields = [field for field in layout.fields if field.place == "cell"]
    named = {id(cell): field for cell, field in zip(line.cells, line.read, strict=True) if field}
    named |= {id(cell): field for cell, field in _guessed(line, fields, _Pictures(line.known(), sheet, engine))}
    labels = Labels(layout, scanned=True)
    return tuple(_headed(cell, named.get(id(cell)), labels) for cell in cells)


def _headed(cell: Cell, field: FieldLayout | None, labels: Labels) -> Cell:
    """The cell with the label as printed, unless what was read is a label of that field already."""
    if field is None or ((match := labels.match(cell.text)) and match.key == field.key):
        return cell
    return replace(cell, text=field.labels[0])


def _lines(cells: Sequence[Cell], layout: FormLayout) -> Iterator[_Line]:
    labels = Labels(layout, scanned=True)
    columns = max((cell.column + cell.column_span for cell in cells), default=0)
    narrow = [cell for cell in cells if cell.column_span < columns]
    for bottom in range(1, FIRST_ROWS + 1):
        yield _line(sorted((c for c in narrow if c.row + c.row_span == bottom), key=lambda c: c.column), layout, labels)
    yield _line(sorted((c for c in narrow if c.column == 0), key=lambda cell: cell.row), layout, labels)


def _line(cells: Sequence[Cell], layout: FormLayout, labels: Labels) -> _Line:
    """Each field at most once: a heading that is a label to the letter goes before one that resembles it."""
    plainly = [match.key if (match := labels.match(cell.text)) else None for cell in cells]
    by_key = {field.key: field for field in layout.fields if field.place == "cell"}
    double = frozenset(at for at, cell in enumerate(cells) if _holds_two(cell.text, by_key, labels))
    read: list[FieldLayout | None] = []
    for at, (cell, key) in enumerate(zip(cells, plainly, strict=True)):
        alike = None if at in double else field_labelled(cell.text, layout)
        taken = {field.key for field in read if field} | {other for other in plainly if other}
        read.append(by_key.get(key) if key else alike if alike and alike.key not in taken else None)
    return _Line(tuple(cells), tuple(field if field and field.place == "cell" else None for field in read), double)


def _holds_two(text: str, fields: Collection[str], labels: Labels) -> bool:
    matches = (labels.match(line) for line in text.splitlines())
    return len({match.key for match in matches if match and match.key in fields}) > 1


class _Pictures:
    """How well a label explains the picture of a heading."""

    def __init__(self, known: Sequence[Cell], sheet: Sheet, engine: Recogniser) -> None:
        self._height, self._sheet, self._engine = sheet.character, sheet, engine
        self._lattices: dict[int, tuple[Lattice, ...]] = {}

    def ratio(self, cell: Cell, field: FieldLayout) -> float:
        """Of the best of all views, for the label as printed."""
        return max(lattice.ratio(field.labels[0]) for lattice in self._views(cell))

    def says_something_else(self, cell: Cell, field: FieldLayout) -> bool:
        """Whether the heading is legible, and not this field's."""
        seen = plain(cell.text)
        unlike = len(seen) > 1 and fuzz.partial_ratio(plain(field.labels[0]), seen) < UNLIKE
        if cell.certainty < PLAINLY or not unlike:
            return False
        ratio = cell.lattice.ratio(field.labels[0]) if cell.lattice else self.ratio(cell, field)
        return ratio < UNLIKELY

    def _views(self, cell: Cell) -> tuple[Lattice, ...]:
        if id(cell) not in self._lattices:
            box = _middle_line(cell, self._sheet)
            middle = [self._engine.read(padded(self._sheet.clean, box)).lattice] if box else []
            self._lattices[id(cell)] = (*middle, *([cell.lattice] if cell.lattice else [])) or (Lattice(()),)
        return self._lattices[id(cell)]


def _guessed(line: _Line, fields: Sequence[FieldLayout], pictures: _Pictures) -> Iterator[tuple[Cell, FieldLayout]]:
    numbers: Mapping[str, int] = {field.key: number for number, field in enumerate(fields)}
    read = [numbers[field.key] if field else None for field in line.read]
    if in_printed_order(read):
        found = gaps(read, len(fields))
    else:
        missing = tuple(number for number in range(len(fields)) if number not in read)
        found = iter([Gap(tuple(n for n, field in enumerate(read) if field is None), missing)])
    for gap in found:
        cells = [line.cells[at] for at in gap.places if line.cells[at].text.strip() and at not in line.double]
        wanted = [fields[number] for number in gap.fields]
        if gap.fits and len(cells) == len(wanted) and in_printed_order(read):
            pairs = zip(cells, wanted, strict=True)
            yield from (pair for pair in pairs if not pictures.says_something_else(*pair))
        else:
            yield from _by_picture(cells, wanted, pictures)


def _by_picture(
    cells: Sequence[Cell], wanted: Sequence[FieldLayout], pictures: _Pictures
) -> Iterator[tuple[Cell, FieldLayout]]:
    """Each heading that one of the missing labels explains, and the others far worse."""
    left = list(wanted)
    for cell in sorted(cells, key=lambda cell: -max((pictures.ratio(cell, field) for field in wanted), default=0.0)):
        fits = sorted(((pictures.ratio(cell, field), place) for place, field in enumerate(left)), reverse=True)
        if not fits or fits[0][0] < (LEAST_RATIO if len(fits) > 1 else LEAST_RATIO_ALONE):
            continue
        if pictures.says_something_else(cell, left[fits[0][1]]):
            continue
        if len(fits) == 1 or fits[0][0] - fits[1][0] >= LEAST_LEAD:
            yield cell, left.pop(fits[0][1])


def _middle_line(cell: Cell, sheet: Sheet) -> TextBox | None:
    """The middle of the cell, one line of text high: headings stand in the middle of their cells."""
    if cell.where is None:
        return None
    height, width = sheet.clean.shape
    left, top, right, bottom = cell.where.box
    middle, reach = (top + bottom) / 2 * height, 0.62 * sheet.character
    inset = INSET * (right - left) * width
    box = TextBox(
        round(left * width + inset), round(middle - reach), round(right * width - inset), round(middle + reach)
    )
    return box if box.right - box.left > 8 and box.bottom - box.top > 5 else None
