"""Workbooks (.xlsx, .xlsm); older ones and .et of WPS through LibreOffice.

In: octets. Out: Document with one table for each visible sheet, or Unreadable.
Elsewhere: whether a workbook is accepted at all (`rules`).
"""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import openpyxl

from parsers.document import Cell, Document, Table, Unreadable
from parsers.readers import limits, office
from parsers.ticks import normalise_marks

_OOXML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
MEDIA_TYPES = (
    f"{_OOXML}.sheet",
    f"{_OOXML}.template",
    "application/vnd.ms-excel",
    "application/vnd.ms-excel.sheet.macroEnabled.12",
)

MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 300, 60, 10
MOST_SHEET_OCTETS = 8_000_000
"""Of one part unpacked; openpyxl takes a minute for 40 million."""
OLE_MAGIC = b"\xd0\xcf\x11\xe0"


def read(octets: bytes) -> Document | Unreadable:
    """What the sheets show."""
    if octets.startswith(OLE_MAGIC):
        converted = office.convert(octets, "xls", "xlsx")
        if isinstance(converted, Unreadable):
            return converted
        octets = converted
    refused = limits.refuse_zip(octets) or _refuse_size(octets)
    if refused is not None:
        return refused
    try:
        book = openpyxl.load_workbook(io.BytesIO(octets), data_only=True, keep_links=False)
        tables = tuple(table for table in map(_table, _visible(book)) if table.cells)
    except Exception:  # openpyxl raises anything at all on damaged workbooks
        return Unreadable("corrupt", "表格文件已损坏，无法打开")
    return Document(MEDIA_TYPES[0], tables, seal_decidable=False)


def _refuse_size(octets: bytes) -> Unreadable | None:
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        largest = max((entry.file_size for entry in archive.infolist()), default=0)
    return Unreadable("too_large", "表格文件过大") if largest > MOST_SHEET_OCTETS else None


def _visible(book: Any) -> Iterator[Any]:
    yield from [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"][:MOST_SHEETS]


def _table(sheet: Any) -> Table:
    merged = {(m.min_row, m.min_col): m for m in sheet.merged_cells.ranges}
    rows, columns = min(sheet.max_row, MOST_ROWS), min(sheet.max_column, MOST_COLUMNS)
    cells = []
    for row in sheet.iter_rows(max_row=rows, max_col=columns):
        for cell in row:
            text = _text(cell.value)
            if text:
                spans = merged.get((cell.row, cell.column))
                down = spans.max_row - spans.min_row + 1 if spans else 1
                across = spans.max_col - spans.min_col + 1 if spans else 1
                cells.append(Cell(text, cell.row - 1, cell.column - 1, down, across))
    return Table(tuple(cells), rows, columns)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()
    return normalise_marks(str(value).strip())
