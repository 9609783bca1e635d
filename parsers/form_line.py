"""A field that stands as `label：value` in a line beside the table: above it, in a merged row of it, or below it.

In: a document, its form tables. Out: LineValue by key; no entry where there is no such line.
Elsewhere: taking one line apart (`form_wording`), labels in cells of their own (`form_below`, `form_beside`).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from parsers.document import Cell, Document, Paragraph, Table
from parsers.form_grid import FormTable, is_titled
from parsers.form_labels import fold
from parsers.form_unlisted import unlisted_label
from parsers.form_wording import LineLabel, Said, line_label
from parsers.layout import FieldLayout, FormLayout

GUESSED = 0.6
"""Certainty of a value whose beginning or end is not marked by anything."""

_NEAR = 3
"""Lines this close to the table need no colon."""
_FAR_RIGHT = 0.8
"""A printed line that reaches this share of the page's width may go on in the next."""
_OTHER_ANNEX = re.compile("^附(?:件|表)[2-9二三四五]")


@dataclass(frozen=True, slots=True)
class LineValue:
    """The value with the block that it stands in. `text` "" where the line is there and empty."""

    text: str
    source: Paragraph | Cell
    certainty: float


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a block."""

    text: str
    source: Paragraph | Cell


def line_values(
    document: Document, tables: Sequence[FormTable], number: int, layout: FormLayout
) -> dict[str, LineValue]:
    """The values of all `line` fields for the form in `tables[number]`; a filled line goes before an empty one."""
    places = [_above(document, tables, number), _inside(tables[number]), _below(document, tables, number, layout)]
    found: dict[str, LineValue] = {}
    for field in layout.fields:
        if field.place == "line":
            label = line_label(field, layout, document.scanned)
            values = [v for near, lines in enumerate(places) for v in _values(lines, label, near == 0, document)]
            values = values or list(_unlisted(places, field, layout, document))
            filled = [value for value in values if value.text]
            if values:
                found[field.key] = (filled or values)[0]
    return found


def _above(document: Document, tables: Sequence[FormTable], number: int) -> list[_Line]:
    start = tables[number - 1].last + 1 if number else 0
    return list(_lines(document.blocks[start : tables[number].first]))


def _inside(table: FormTable) -> list[_Line]:
    return list(_lines([Table(table.cells, 0, 0)]))


def _below(document: Document, tables: Sequence[FormTable], number: int, layout: FormLayout) -> list[_Line]:
    """Paragraphs up to the next title or annex; what stands before another form belongs to that one."""
    end = tables[number + 1].first if number + 1 < len(tables) else len(document.blocks)
    lines: list[_Line] = []
    for line in _lines(b for b in document.blocks[tables[number].last + 1 : end] if isinstance(b, Paragraph)):
        if is_titled(line.text, layout.title) or _OTHER_ANNEX.match(fold(line.text)):
            return lines
        lines.append(line)
    return lines if number + 1 == len(tables) else []


def _lines(blocks: Iterable[Paragraph | Table]) -> Iterator[_Line]:
    for block in blocks:
        for source in block.cells if isinstance(block, Table) else (block,):
            yield from (_Line(text, source) for text in source.text.split("\n") if text.strip())


def _values(lines: Sequence[_Line], label: LineLabel, above: bool, document: Document) -> Iterator[LineValue]:
    """What the lines say after this label, the nearest to the table first."""
    for index in reversed(range(len(lines))) if above else range(len(lines)):
        said = label.read(lines[index].text)
        near = (above and index >= len(lines) - _NEAR) or (document.scanned and _is_first_row(lines[index].source))
        if said is not None and (said.strength == "colon" or near):
            yield _value(lines[index : index + 2], said, label, document)


def _unlisted(
    places: Sequence[Sequence[_Line]], field: FieldLayout, layout: FormLayout, document: Document
) -> Iterator[LineValue]:
    """Where no listed label stands: the lines right above the headings with a label made of the same words."""
    lines = [*places[0][-_NEAR:], *(line for line in places[1] if _is_first_row(line.source))]
    for number, line in enumerate(lines):
        label = unlisted_label(line.text)
        if label is not None:
            asked = line_label(replace(field, labels=(label,)), layout, False)
            found = list(_values(lines[number : number + 2], asked, False, document))
            yield from (replace(value, certainty=min(value.certainty, GUESSED)) for value in found)


def _is_first_row(source: Paragraph | Cell) -> bool:
    """A row of its own above the headings; on a scan a stamp may hide the colon."""
    return isinstance(source, Cell) and source.row == 0 and source.column == 0 and source.column_span > 1


def _value(lines: Sequence[_Line], said: Said, label: LineLabel, document: Document) -> LineValue:
    """The value with what the following line adds where the first cannot be all of it."""
    source = lines[0].source
    certainty = source.certainty if said.strength != "nothing" else min(GUESSED, source.certainty)
    after = lines[1] if len(lines) > 1 and _follows(*lines) else None
    if after is None or label.is_no_value(after.text):
        return LineValue(said.text, source, certainty)
    if not said.text:
        return LineValue(after.text.strip(), after.source, min(certainty, after.source.certainty))
    if _is_open(said.text):
        return LineValue(said.text + after.text.strip(), source, min(certainty, after.source.certainty))
    if document.laid_out:
        is_cut = source.where is not None and source.where.box[2] > _FAR_RIGHT
        return LineValue(said.text, source, min(certainty, GUESSED) if is_cut else certainty)
    return _broken(said.text, source, after, certainty)


def _broken(text: str, source: Paragraph | Cell, after: _Line, certainty: float) -> LineValue:
    """A value that somebody may have broken over two lines; a cell of many lines holds other things too."""
    if isinstance(source, Cell) and len(source.text.split()) > 2:
        return LineValue(text, source, certainty)
    whole = text + after.text.strip() if after.source is source else text
    return LineValue(whole, source, min(certainty, GUESSED))


def _follows(line: _Line, after: _Line) -> bool:
    """True where the second can go on the first: in the same cell, or both outside tables."""
    return after.source is line.source or not (isinstance(line.source, Cell) or isinstance(after.source, Cell))


def _is_open(text: str) -> bool:
    plain = fold(text)
    return plain.count("(") > plain.count(")")
