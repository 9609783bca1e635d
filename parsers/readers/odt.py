"""OpenDocument texts (.odt).

In: octets. Out: Document, or Unreadable. Elsewhere: looks of the text (`odt_styles`).
Source: OASIS OpenDocument 1.3 part 3, 5 (text), 9 (tables), 13 (forms).
"""

import io
import zipfile
from collections.abc import Iterable, Iterator

from parsers.document import EMPTY_BOX, TICKED, Document, Paragraph, Table, Unreadable
from parsers.readers import limits
from parsers.readers.looks import PLAIN, Run, cell_text
from parsers.readers.marked import UNKNOWN
from parsers.readers.markup import Element, attribute, local, parsed_xml
from parsers.readers.odt_styles import TextStyle, combined, text_styles
from parsers.readers.spans import SpanCell, table_of
from parsers.ticks import DRAWING, decode_symbols

MEDIA_TYPES = ("application/vnd.oasis.opendocument.text",)

SILENT = frozenset(
    ["tracked-changes", "annotation", "note", "deletion", "forms", "sequence-decls", "title", "desc", "hidden-text"]
)
SHAPES = frozenset(
    ["custom-shape", "rect", "line", "polyline", "polygon", "path", "circle", "ellipse", "connector", "measure"]
)
MOST_REPEATED = 50
DOUBTFUL = 0.5


def read(octets: bytes) -> Document | Unreadable:
    """What the file shows."""
    refused = limits.refuse_zip(octets)
    if refused is not None:
        return refused
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        manifest = limits.member(archive, "META-INF/manifest.xml") or b""
        if b"encryption-data" in manifest:
            return Unreadable("encrypted", "文件设有打开密码")
        roots = [parsed_xml(limits.member(archive, name) or b"") for name in ("content.xml", "styles.xml")]
    if roots[0] is None:
        return Unreadable("corrupt", "文件已损坏")
    reader = _Reader(roots[0], [root for root in roots if root is not None])
    try:
        blocks = tuple(reader.blocks(roots[0]))
    except RecursionError:
        return Unreadable("bomb", "文件嵌套过深")
    return Document(MEDIA_TYPES[0], blocks[: limits.MAX_BLOCKS], seal_decidable=False)


class _Reader:
    def __init__(self, content: Element, roots: Iterable[Element]) -> None:
        self._styles = text_styles(roots)
        self._controls = {attribute(e, "id"): e for e in content.iter() if local(e) == "checkbox"}

    def blocks(self, element: Element) -> Iterator[Paragraph | Table]:
        """Paragraphs and tables below an element, in order."""
        for child in element:
            name = local(child)
            if name in SILENT:
                continue
            if name in ("p", "h"):
                yield from self._paragraph(child)
            elif name == "table":
                yield from self._table(child)
            else:
                yield from self.blocks(child)

    def _paragraph(self, element: Element) -> Iterator[Paragraph | Table]:
        shown = cell_text(self._runs(element, TextStyle()))
        if shown.text.replace(UNKNOWN, ""):
            yield Paragraph(shown.text.replace(UNKNOWN, ""), DOUBTFUL if UNKNOWN in shown.text else shown.certainty)
        yield from self._framed(element)

    def _framed(self, element: Element) -> Iterator[Paragraph | Table]:
        """Text boxes anchored in a paragraph."""
        for child in element:
            if local(child) in ("text-box", *SHAPES):
                yield from self.blocks(child)
            elif local(child) not in SILENT:
                yield from self._framed(child)

    def _table(self, table: Element) -> Iterator[Paragraph | Table]:
        rows, nested = [], []
        for row in _rows(table):
            cells = [cell for cell in row if local(cell) == "table-cell"]
            nested += [block for cell in cells for block in self._inner_tables(cell)]
            rows.append([made for cell in cells for made in self._cells(cell)])
        found = table_of(rows)
        if found is not None:
            yield found
        yield from nested

    def _inner_tables(self, cell: Element) -> Iterator[Paragraph | Table]:
        for child in cell:
            if local(child) == "table":
                yield from self._table(child)
            elif local(child) in ("p", "h"):
                yield from self._framed(child)

    def _cells(self, cell: Element) -> list[SpanCell]:
        runs: list[Run] = []
        for child in cell.iter("{*}p", "{*}h"):
            if _owner(child) is cell:
                runs.extend([*self._runs(child, TextStyle()), ("\n", PLAIN)])
        shown = cell_text(runs)
        sure = DOUBTFUL if UNKNOWN in shown.text else shown.certainty
        spans = (_count(attribute(cell, "number-rows-spanned")), _count(attribute(cell, "number-columns-spanned")))
        text, whole = shown.text.replace(UNKNOWN, ""), shown.with_struck and shown.with_struck.replace(UNKNOWN, "")
        made = SpanCell(text, *spans, shown.emphasised, sure, whole)
        return [made] * min(_count(attribute(cell, "number-columns-repeated")), MOST_REPEATED)

    def _runs(self, element: Element, outer: TextStyle) -> Iterator[Run]:
        style = combined(outer, self._styles.get(attribute(element, "style-name"), TextStyle()))
        yield from _run(element.text, style)
        for child in element:
            yield from self._child_runs(child, style)
            yield from _run(child.tail, style)

    def _child_runs(self, child: Element, style: TextStyle) -> Iterator[Run]:
        name = local(child)
        if name == "s":
            yield " " * min(_count(attribute(child, "c")), MOST_REPEATED), PLAIN
        elif name in ("tab", "line-break"):
            yield "\t" if name == "tab" else "\n", PLAIN
        elif name == "control":
            yield self._check_box(attribute(child, "control")), PLAIN
        elif name == "fieldmark" and "FORMCHECKBOX" in attribute(child, "type"):
            yield _field_mark(child), PLAIN
        elif name == "image" or (name in SHAPES and not "".join(map(str, child.itertext())).strip()):
            yield DRAWING, PLAIN
        elif (
            name == "frame"
            or name in ("a", "span", "ruby", "ruby-base", "meta")
            or (name not in SILENT and name not in ("p", "h", "table", "text-box", "ruby-text"))
        ):
            yield from self._runs(child, style)

    def _check_box(self, name: str) -> str:
        control = self._controls.get(name)
        if control is None:
            return ""
        state = attribute(control, "current-state") or attribute(control, "state") or "unchecked"
        return {"checked": TICKED, "unchecked": EMPTY_BOX}.get(state, UNKNOWN)


def _field_mark(field: Element) -> str:
    """A form field taken over from Word."""
    values = {attribute(p, "name"): attribute(p, "value") for p in field if local(p) == "param"}
    return TICKED if values.get("Checkbox_Checked", "").lower() in ("true", "1") else EMPTY_BOX


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if local(child) == "table-row":
            yield from [child] * min(_count(attribute(child, "number-rows-repeated")), MOST_REPEATED)
        elif local(child) in ("table-rows", "table-header-rows", "table-row-group"):
            yield from _rows(child)


def _owner(element: Element) -> Element | None:
    """The cell or text box that holds a paragraph."""
    parent = element.getparent()
    while parent is not None and local(parent) not in ("table-cell", "text-box", "annotation", "note-body"):
        parent = parent.getparent()
    return parent


def _run(text: str | None, style: TextStyle) -> Iterator[Run]:
    if text and not style.hidden:
        yield decode_symbols(text.replace("\n", " "), style.font), style.looks


def _count(value: str) -> int:
    return max(1, int(value)) if value.isascii() and value.isdigit() and len(value) < 6 else 1
