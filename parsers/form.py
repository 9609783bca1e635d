"""The form found in a document, by its labels and not by position.

In: Document, FormLayout. Out: ExtractedForm, one for each form in the document.
Elsewhere: labels, cells, lines, samples, ticks (`parsers.form_*`, a file each); normal forms and validity (`rules`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from parsers.document import Document, Seal, Where
from parsers.form_below import Found, read_below
from parsers.form_beside import goes_on, read_beside
from parsers.form_columns import named_above
from parsers.form_fields import DOUBTFUL, line_reading, looks_right, reading_of
from parsers.form_grid import FormTable, form_tables
from parsers.form_line import LineValue, line_values
from parsers.form_loose import loose_cells
from parsers.form_rows import is_contact
from parsers.lattice import Lattice
from parsers.layout import FieldLayout, FormLayout

MOST_COLUMNS = 2
"""Columns that a value's cell may span; wider ones hold notes."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field as it stands on the form. `text` None: the form has no such cell; "": it is there and empty."""

    text: str | None
    certainty: float = 1.0
    ticked: tuple[str, ...] | None = None
    """For fields with options: the options chosen, by tick or by being the only one left; None: cannot be told."""
    samples_only: bool = False
    """True where nothing but the printed samples stands in the cell (then text is "")."""
    where: Where | None = None
    lattice: Lattice | None = None
    picture: bytes | None = None


@dataclass(frozen=True, slots=True)
class ExtractedForm:
    """The fields of one form: exactly the keys of the layout."""

    fields: Mapping[str, Field]
    people: int = 1
    """How many rows (columns, when transposed) name a person."""
    laid_out: bool = False
    scanned: bool = False
    page: int = 1
    seals: tuple[Seal, ...] = ()
    seal_decidable: bool = True


def find_forms(document: Document, layout: FormLayout) -> tuple[ExtractedForm, ...]:
    """Every form of this layout in the document, in reading order; empty where there is none."""
    tables = form_tables(document, layout)
    if not tables:
        return _loose_form(document, layout)
    return tuple(_form(document, tables, number, layout) for number in range(len(tables)))


def _loose_form(document: Document, layout: FormLayout) -> tuple[ExtractedForm, ...]:
    found = Found(loose_cells(document, layout), 1)
    if not found.cells:
        return ()
    fields = {field.key: _field(field, found, None, document) for field in layout.fields}
    seals, decidable = _seals(document, [])
    return (ExtractedForm(fields, 1, document.laid_out, document.scanned, 1, seals, decidable),)


def _form(document: Document, tables: Sequence[FormTable], number: int, layout: FormLayout) -> ExtractedForm:
    table = tables[number]
    found = _values(table, layout)
    if not document.scanned:
        found = _with_options_above(found, table, layout)
    lines = line_values(document, tables, number, layout)
    fields = {field.key: _field(field, found, lines.get(field.key), document) for field in layout.fields}
    if document.scanned:
        all_open = _has_contacts_elsewhere(table, fields)
        fields = {
            key: _doubted(field) if all_open or goes_on(table, found, key) else field for key, field in fields.items()
        }
    pages = _pages(table, fields)
    seals, decidable = _seals(document, pages if len(tables) == 1 else pages[:1])
    return ExtractedForm(
        fields, found.people, document.laid_out, document.scanned, min(pages, default=1), seals, decidable
    )


def _doubted(field: Field) -> Field:
    return replace(field, certainty=min(field.certainty, DOUBTFUL))


def _values(table: FormTable, layout: FormLayout) -> Found:
    """Whichever way of reading the table makes better sense; the other one fills in what that has not."""
    ways = sorted((read_below(table, layout), read_beside(table, layout)), key=lambda found: _sense(found, layout))
    worse, better = ways
    used = {id(cell) for cells in better.cells.values() for cell in cells} | {id(hit.cell) for hit in table.hits}
    more = {
        key: cells
        for key, cells in worse.cells.items()
        if key not in better.cells and not any(id(cell) in used for cell in cells)
    }
    return Found({**better.cells, **more}, better.people)


def _with_options_above(found: Found, table: FormTable, layout: FormLayout) -> Found:
    options = {field.key: field.options for field in layout.fields if field.options}
    named = {key: named_above(found.cells[key], options[key], table.cells) for key in found.cells.keys() & options}
    return replace(found, cells={**found.cells, **named})


def _sense(found: Found, layout: FormLayout) -> tuple[int, int]:
    """How many cells hold what belongs there, and how many fields have a cell at all."""
    makes_sense = 0
    for field in layout.fields:
        text = "\n".join(cell.text for cell in found.cells.get(field.key, ()))
        makes_sense += looks_right(text, field)
    return makes_sense, len(found.cells)


def _field(field: FieldLayout, found: Found, line: LineValue | None, document: Document) -> Field:
    cells = found.cells.get(field.key, ())
    reading = reading_of(cells, field, document) if cells else None
    if line is not None and (reading is None or (line.text and not reading.text)):
        reading = line_reading(line.text, line.certainty, line.source)
    if reading is None:
        return Field(None, 0.0 if document.scanned else 1.0)
    return Field(
        reading.text,
        reading.certainty,
        reading.ticked,
        reading.samples_only,
        reading.where,
        reading.lattice,
        reading.picture,
    )


def _has_contacts_elsewhere(table: FormTable, fields: Mapping[str, Field]) -> bool:
    """Whether a number or an address stands in the table and in no field: then another row is the person's."""
    if any(is_contact(field.text or "") for field in fields.values()):
        return False
    return any(is_contact(cell.text) and cell.column_span <= MOST_COLUMNS for cell in table.cells)


def _pages(table: FormTable, fields: Mapping[str, Field]) -> list[int]:
    """The pages that the form stands on; empty where the document knows no pages."""
    places = [cell.where for cell in table.cells] + [field.where for field in fields.values()]
    return sorted({place.page for place in places if place is not None})


def _seals(document: Document, pages: Sequence[int]) -> tuple[tuple[Seal, ...], bool]:
    """The seals on the form's pages; where only other pages bear one, a person must say whether it counts."""
    here = tuple(seal for seal in document.seals if not pages or seal.where.page in pages)
    return here, document.seal_decidable and (bool(here) or not document.seals)
