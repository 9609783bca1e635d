"""EDGE: disk and terminal. The results as a file for people and programs.

In: rows as the store gives them (contract, section 4). Out: JSON lines, CSV that Excel opens, or a workbook; to a file
or to stdout. What a stranger wrote is text in each of them, never a formula.
Elsewhere: the rows (`data.rows`), choosing format and file (`haizhi.commands`).
"""

import csv
import io
import json
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Literal

from data.rows import Row
from rules.finding import FIELDS

Format = Literal["jsonl", "csv", "xlsx"]
OUTCOMES = {
    "accepted": "已登记",
    "rejected": "需补正",
    "review": "待人工",
    "inquiry": "咨询",
    "ignored": "忽略",
    "closed": "已办结",
}
"""`closed`: settled by a person without an outcome of the contract."""
WIDTHS = {
    "邮件": 14,
    "结果": 9,
    "单位名称": 30,
    "单位-部门": 36,
    "手机号": 16,
    "邮箱": 28,
    "单位类型": 30,
    "问题": 36,
    "Message-ID": 40,
}
USUAL_WIDTH = 12
BYTE_ORDER_MARK = "\ufeff"
LONGEST_CELL = 32_767
"""Characters that Excel takes."""
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
"""How a text begins that a spreadsheet may take for a formula, or whose beginning hides one."""


def write_export(rows: Iterable[Row], form: Format, output: Path | None = None) -> None:
    """Write all rows; `output` None: to stdout. A file is there whole or not at all, readable by its owner alone."""
    writer = WRITERS[form]
    if output is None:
        writer(rows, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    with whole(output) as file:
        writer(rows, file)


def cells(row: Row) -> dict[str, str]:
    """One row under Chinese headings, in words."""
    from rules.annex1 import LABELS

    record: Mapping[str, Any] = row["record"] or {}
    values = {LABELS[field]: _in_words(record.get(field)) for field in FIELDS}
    return {
        "邮件": str(row["source"]),
        "结果": OUTCOMES.get(row["outcome"], str(row["outcome"])),
        **values,
        "问题": "、".join(row["problems"]),
        "已答复": _in_words(row["replied"]),
        "Message-ID": row["message_id"] or "",
    }


def _jsonl(rows: Iterable[Row], file: IO[bytes]) -> None:
    for row in rows:
        file.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")


def _csv(rows: Iterable[Row], file: IO[bytes]) -> None:
    # The mark tells Excel that this is UTF-8; without it Chinese Excel reads GBK.
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    text.write(BYTE_ORDER_MARK)
    writer = csv.writer(text)
    writer.writerow(_headings())
    for row in rows:
        writer.writerow(_not_a_formula(value) for value in cells(row).values())
    text.detach()


def _xlsx(rows: Iterable[Row], file: IO[bytes]) -> None:
    # Imported here and below: it takes longer than the export of a day.
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet("处理结果")
    sheet.freeze_panes = "B2"
    for number, heading in enumerate(_headings(), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(heading, USUAL_WIDTH)
    sheet.append([text_cell(sheet, heading, bold=True) for heading in _headings()])
    for row in rows:
        sheet.append([text_cell(sheet, value) for value in cells(row).values()])
    held = io.BytesIO()
    book.save(held)
    file.write(held.getvalue())


def text_cell(sheet: Any, value: str, *, bold: bool = False) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font

    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_CELL])
    # A string is a string: openpyxl would take a leading "=" for a formula.
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = True
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    cell.font = Font(bold=bold)
    return cell


WRITERS: Mapping[str, Callable[[Iterable[Row], IO[bytes]], None]] = {"jsonl": _jsonl, "csv": _csv, "xlsx": _xlsx}


def _headings() -> list[str]:
    nothing: Row = {"source": "", "outcome": "", "record": None, "problems": [], "replied": None, "message_id": ""}
    return list(cells(nothing))


def _in_words(value: str | bool | None) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return value or ""


def _not_a_formula(value: str) -> str:
    return f"'{value}" if _FORMULA.match(value) else value


@contextmanager
def whole(path: Path) -> Iterator[IO[bytes]]:
    # mkstemp makes the file with mode 0600: the export holds names and telephone numbers.
    descriptor, part = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    try:
        with open(descriptor, "wb") as file:
            yield file
        os.replace(part, path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
