"""A scanned document: which page holds the form, which way is up, what stands in its cells.

In: pictures of pages, FormLayout, Recogniser. Out: Document with the form's table, the lines above it, seals, pictures.
Elsewhere: each step (`turns`, `grid`, `lines`, `cell_text`, `boxes`, `seal`); fields from cells (`parsers.form`).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from parsers.document import Cell, Document, Paragraph, Seal, Table
from parsers.form_grid import form_tables
from parsers.layout import FieldLayout, FormLayout
from parsers.scan.address_lines import AT, as_address
from parsers.scan.address_marks import with_first_dots, with_underscores
from parsers.scan.beside import leaves_ink
from parsers.scan.boxes import Asked, read_marks
from parsers.scan.cell_reading import read_carefully, read_cut_line, read_label, read_quickly
from parsers.scan.cell_text import CellText, Sheet, as_guessed, with_changed, with_lines
from parsers.scan.crossings import with_crossings_in_mind
from parsers.scan.evidence import page_picture, small_picture, where
from parsers.scan.grid import Grid, GridCell
from parsers.scan.headings import with_headings
from parsers.scan.label_line import certainty_of_value, holds_value, read_by_two, text_of
from parsers.scan.labels import field_labelled, holds_options, is_title, labels_within, line_labelled
from parsers.scan.latin_lines import WORDS, with_words
from parsers.scan.letter_shapes import confirmed, seen_cell
from parsers.scan.lines import cut_lines
from parsers.scan.look_alikes import tell_look_alikes
from parsers.scan.numbers import as_number, without_traces
from parsers.scan.page import PageImage
from parsers.scan.recogniser import Recogniser, TextBox
from parsers.scan.second_reader import with_second_opinion
from parsers.scan.seen_signs import with_seen_signs
from parsers.scan.specks import without_end_specks, without_specks
from parsers.scan.stamped_ends import with_stamped_ends
from parsers.scan.strays import without_strays
from parsers.scan.struck import without_struck
from parsers.scan.turns import Facing, facing, text_box
from parsers.scan.unread import with_unread
from parsers.scan.unruled import NEVER_CERTAIN, read_unruled
from parsers.scan.wall_letters import with_walls_in_mind

MEDIA_TYPE = "image/scan"
MOST_PAGES = 10
MOST_LINES = 8
BEYOND_TABLE = 0.05
"""Share of the page's width by which lines above a table reach beyond its sides; further out lies the lid's shadow."""
READABLE, FELLOWS = 0.5, 3
"""Certainty of a line that can be read; labels in a row or a column of labels, at least."""

_Marks = tuple[str, float]


@dataclass(frozen=True, slots=True)
class _ReadCell:
    """One cell of the grid as read. `marks`: of a list of options, and their certainty; `is_line`: holds the unit;
    `is_label`: reads as a label; of one in the first row nobody needs a picture."""

    place: GridCell
    box: TextBox
    text: CellText
    marks: _Marks | None
    is_line: bool
    is_label: bool = False


def read_pages(images: Sequence[PageImage], layout: FormLayout, engine: Recogniser) -> Document:
    """The document on these pages; pages without the form are read only as far as to tell what they are."""
    seen = [facing(image, layout, engine) for image in images[:MOST_PAGES]]
    with_form = [page for page in seen if page.is_form]
    shown = with_form or seen
    read = [_page(page, layout, engine) for page in shown]
    return Document(
        MEDIA_TYPE,
        tuple(block for _, blocks in read for block in blocks),
        laid_out=True,
        scanned=True,
        seals=tuple(seal for sheet, _ in read for seal in _seals(sheet, engine)),
        seal_decidable=all(page.in_colour for page in shown),
        pages=tuple(page_picture(sheet) for sheet, _ in read),
    )


def _page(page: Facing, layout: FormLayout, engine: Recogniser) -> tuple[Sheet, tuple[Paragraph | Table, ...]]:
    if page.is_form:
        grids = [one.grid for one in (page, *page.beside) if one.grid]
        forms = sorted((page, *page.beside), key=_place)
        return page.sheet, tuple(block for form in forms for block in _form(form, grids, layout, engine))
    lines = tuple(_first_lines(page.sheet, engine))
    text = "".join(line.text for line in lines)
    readable = [line.certainty for line in lines if len(line.text) > 1]
    titled = any(is_title(line.text, layout) for line in lines)
    if titled or labels_within(text, layout) >= 2 or (readable and max(readable) < READABLE):
        return read_unruled(page.sheet, layout, engine)
    return page.sheet, lines


def _place(page: Facing) -> tuple[int, int]:
    return (page.grid.box[1], page.grid.box[0]) if page.grid else (0, 0)


def _form(page: Facing, grids: Sequence[Grid], layout: FormLayout, engine: Recogniser) -> Iterator[Paragraph | Table]:
    grid = page.grid
    if grid is None:
        return
    width, reach = page.sheet.colour.shape[1], round(BEYOND_TABLE * page.sheet.colour.shape[1])
    left, right = max(0, grid.box[0] - reach), min(width, grid.box[2] + reach)
    boxes = (other.box for other in grids)
    over = [box[3] for box in boxes if box[3] <= grid.box[1] and box[0] < right and left < box[2]]
    above = TextBox(left, max(over, default=0), right, max(0, grid.box[1] - 2))
    read = _values_among_labels([_read(page, cell, layout, engine) for cell in grid.cells], page.sheet, engine)
    told = tell_look_alikes(page.sheet, [cell.text for cell in read], engine)
    cells = tuple(_cell(page.sheet, replace(one, text=text)) for one, text in zip(read, told, strict=True))
    if grid.is_crossed or not (grid.has_walls or _is_headed(grid, cells, layout)):
        cells = tuple(replace(cell, certainty=min(cell.certainty, NEVER_CERTAIN)) for cell in cells)
    table = Table(with_headings(cells, page.sheet, layout, engine), grid.rows, grid.columns)
    is_told = bool(form_tables(Document(MEDIA_TYPE, (table,), scanned=True), layout))
    yield from _paragraphs(page.sheet, above, layout, engine, until_found=is_told)
    yield table


def _is_headed(grid: Grid, cells: Sequence[Cell], layout: FormLayout) -> bool:
    """Whether a table without walls is two rows, the first of which holds each field's label by itself: no gap within a
    value was taken for one between columns, and none between columns was missed."""
    heads = [field_labelled(cell.text, layout) for cell in cells if cell.row == 0]
    keys = {field.key for field in heads if field}
    wanted = {field.key for field in layout.fields if field.place == "cell"}
    return grid.rows == 2 and keys == wanted and len(heads) == len(wanted)


def _paragraphs(
    sheet: Sheet, box: TextBox, layout: FormLayout, engine: Recogniser, *, until_found: bool
) -> Sequence[Paragraph]:
    """The lines nearest to the table, from above to below; only the unit's line is worth a careful look.
    `until_found`: none above the unit's is needed to tell what the table is."""
    found: list[Paragraph] = []
    missing = {field.key for field in layout.fields if field.place == "line"}
    for line in reversed(cut_lines(sheet.clean, box, sheet.character).lines[-MOST_LINES:]):
        read = read_cut_line(engine, sheet, line)
        labelled = line_labelled(read.text, layout)
        if labelled:
            read = read_by_two(engine, sheet, read_carefully(engine, sheet, read, box))
            missing -= {labelled.key} if holds_value(read) else set()
        if read.text:
            found.append(_paragraph(sheet, line, read, labelled))
        if until_found and not missing:
            break
    return found[::-1]


def _paragraph(sheet: Sheet, line: TextBox, read: CellText, labelled: FieldLayout | None = None) -> Paragraph:
    text = text_of(read, labelled.labels[0]) if labelled else text_of(read)
    return Paragraph(text, certainty_of_value(read), where(sheet, line), read.lattice, small_picture(sheet, line))


def _first_lines(sheet: Sheet, engine: Recogniser) -> Iterator[Paragraph]:
    """Enough of another document to tell what it is."""
    page = TextBox(0, 0, sheet.colour.shape[1], sheet.colour.shape[0])
    for line in cut_lines(sheet.clean, page, sheet.character).lines[:MOST_LINES]:
        read = read_quickly(engine, sheet, line)
        if read.text:
            yield _paragraph(sheet, line, read)


def _read(page: Facing, place: GridCell, layout: FormLayout, engine: Recogniser) -> _ReadCell:
    sheet, box = page.sheet, text_box(place)
    read = _read_heading(page, place, layout, engine) or read_quickly(engine, sheet, box)
    is_label, is_line = field_labelled(read.text, layout) is not None, line_labelled(read.text, layout) is not None
    marks = None if is_label or is_line else _marks(engine, sheet, read, (layout, box))
    if marks is None and not is_label:
        read = _carefully(sheet, read, box, engine, is_line=is_line)
    return _ReadCell(place, box, read, marks, is_line, is_label)


def _carefully(sheet: Sheet, read: CellText, box: TextBox, engine: Recogniser, *, is_line: bool = False) -> CellText:
    """A value, with all that may be wrong with it looked into. `is_line`: the cell holds the unit's label too."""
    leaves = leaves_ink(sheet, [line.box for line in read.lines], box)
    read = without_strays(sheet, read_carefully(engine, sheet, without_specks(sheet, read), box), box)
    read = _with_unread(sheet, without_struck(sheet, without_end_specks(sheet, read), box))
    read, is_address = with_first_dots(sheet, with_underscores(sheet, read)), AT in read.text
    read = with_walls_in_mind(sheet, with_crossings_in_mind(sheet, read, box), box)
    read = with_stamped_ends(engine, sheet, read, box)
    read = with_seen_signs(sheet, as_number(without_traces(sheet, read)))
    read = with_lines(read, as_address(read.lines)) if is_address else with_second_opinion(engine, sheet, read)
    read = read_by_two(engine, sheet, read) if is_line else _in_words(engine, sheet, read, box)
    return as_guessed(read) if leaves else read


def _values_among_labels(read: Sequence[_ReadCell], sheet: Sheet, engine: Recogniser) -> list[_ReadCell]:
    """The cells; a post such as 部门负责人, which reads as a label but stands among none, read as the value it is."""
    rows = Counter(cell.place.row for cell in read if cell.is_label)
    columns = Counter(cell.place.column for cell in read if cell.is_label)
    return [
        replace(cell, text=_carefully(sheet, cell.text, cell.box, engine), is_label=False)
        if cell.is_label and max(rows[cell.place.row], columns[cell.place.column]) < FELLOWS
        else cell
        for cell in read
    ]


def _read_heading(page: Facing, place: GridCell, layout: FormLayout, engine: Recogniser) -> CellText | None:
    """A cell of the first row, or one that was tried already, where it holds a label."""
    box = text_box(place)
    read = page.read.get(box) or (read_label(engine, page.sheet, box) if place.row == 0 else None)
    field = field_labelled(read.text, layout) if read else None
    return read if field and field.place == "cell" else None


def _in_words(engine: Recogniser, sheet: Sheet, read: CellText, box: TextBox) -> CellText:
    return with_words(sheet, confirmed(seen_cell(sheet, read, engine)), box) if WORDS.fullmatch(read.text) else read


def _with_unread(sheet: Sheet, read: CellText) -> CellText:
    return with_changed(read, tuple(with_unread(sheet, line) for line in read.lines))


def _cell(sheet: Sheet, cell: _ReadCell) -> Cell:
    place, read = cell.place, cell.text
    text, certainty = cell.marks or (read.text, read.certainty)
    if cell.is_line:
        certainty = certainty_of_value(read)
    spans = (place.row, place.column, place.row_span, place.column_span)
    picture = None if cell.is_label and place.row == 0 else small_picture(sheet, cell.box)
    return Cell(text, *spans, certainty, where(sheet, cell.box), read.lattice, picture=picture)


def _marks(engine: Recogniser, sheet: Sheet, read: CellText, cell: tuple[FormLayout, TextBox]) -> _Marks | None:
    """The text of a list of options, with their boxes, and how certain these are."""
    layout, box = cell
    for field in layout.fields:
        if holds_options(read.text, field.options):
            marked = read_marks(sheet, read, Asked(field.options, engine), box)
            if marked:
                return marked[0].text, marked[1]
    return None


def _seals(sheet: Sheet, engine: Recogniser) -> tuple[Seal, ...]:
    try:
        from parsers.scan.seal import find_seals
    except ImportError:
        return ()
    return tuple(find_seals(sheet.colour, engine, sheet.page))
