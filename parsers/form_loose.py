"""A form without a table that can be read: every field as `label：value` on lines of its own.

In: a document in which no table is the form. Out: one made-up cell a field, none where these lines are not the form.
Elsewhere: lines beside a table (`form_line`). Such a form always goes to a person: where a value ends is a guess.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from parsers.document import Cell, Document, Table
from parsers.form_grid import ENOUGH_LABELS, is_titled
from parsers.form_wording import LineLabel, line_label
from parsers.layout import FieldLayout, FormLayout

GUESSED = 0.6
_NOTE = re.compile(r"(?:注|附件|附表|说明|填表)")
_LONGEST_LIST = 40
"""Lines of one value at most: six samples and six options, each of them wrapped."""


def loose_cells(document: Document, layout: FormLayout) -> Mapping[str, tuple[Cell, ...]]:
    """The lines of each field as a cell; empty where too few labels begin a line."""
    labels = [(field, line_label(field, layout, document.scanned)) for field in layout.fields]
    found: dict[str, list[str]] = {}
    open_field: FieldLayout | None = None
    for line in _lines(document):
        begun = _begun(line, labels)
        if begun is not None:
            field, text = begun
            open_field = field if field.key not in found else None
            found.setdefault(field.key, [text] if text else [])
        elif open_field is not None:
            if _goes_on(found[open_field.key], open_field) and not _ends(line, layout):
                found[open_field.key].append(line)
            else:
                open_field = None
    lowest = min([GUESSED, *(block.certainty for block in document.blocks if not isinstance(block, Table))])
    cells = {key: (Cell("\n".join(lines), 0, 0, certainty=lowest),) for key, lines in found.items()}
    return cells if _is_the_form(cells, layout) else {}


def _lines(document: Document) -> Iterator[str]:
    for block in document.blocks:
        for source in block.cells if isinstance(block, Table) else (block,):
            yield from (line.strip() for line in source.text.split("\n") if line.strip())


def _begun(line: str, labels: Sequence[tuple[FieldLayout, LineLabel]]) -> tuple[FieldLayout, str] | None:
    """The field that this line begins, with what stands behind its label."""
    for field, label in labels:
        said = label.read(line)
        if said is not None and said.strength == "colon":
            return field, said.text
    return None


def _goes_on(lines: Sequence[str], field: FieldLayout) -> bool:
    is_list = bool(field.options or field.samples)
    return len(lines) < (_LONGEST_LIST if is_list else 1)


def _ends(line: str, layout: FormLayout) -> bool:
    return is_titled(line, layout.title) or _NOTE.match(line) is not None


def _is_the_form(cells: Mapping[str, tuple[Cell, ...]], layout: FormLayout) -> bool:
    with_options = {field.key for field in layout.fields if field.options}
    in_cells = {field.key for field in layout.fields if field.place == "cell"}
    return bool(with_options & cells.keys()) and len(in_cells & cells.keys()) >= ENOUGH_LABELS
