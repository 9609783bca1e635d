"""EDGE: disk. Workbooks for people: sheets in which every cell is text, whatever a stranger wrote into it.

In: Sheet values. Out: a file that is there whole or not at all, readable by its owner alone.
Elsewhere: what stands in the sheets (`data.accounts`, `data.coverage`); one row a message (`data.export`).
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from data.export import text_cell, whole


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading and its width in characters."""

    heading: str
    width: int = 12


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. Each row has as many texts as there are columns."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]


def write_sheets(sheets: Sequence[Sheet], output: Path) -> None:
    """Write the workbook. Raises OSError where the file cannot be written."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        _add(book, sheet)
    held = io.BytesIO()
    book.save(held)
    with whole(output) as file:
        file.write(held.getvalue())


def _add(book: Workbook, sheet: Sheet) -> None:
    page = book.create_sheet(sheet.title)
    page.freeze_panes = "A2"
    for number, column in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(number)].width = column.width
    page.append([text_cell(page, column.heading, bold=True) for column in sheet.columns])
    for row in sheet.rows:
        page.append([text_cell(page, text) for text in row])
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{len(sheet.rows) + 1}"
