"""EDGE: disk, through an open database. The list as a workbook: what each message came to, and where it stands now.

In: an open Database, message numbers in order. Out: octets of an .xlsx file in which every cell is text.
Elsewhere: the contract's export, which shows what a message came to when it was handled (`data.export`).
"""

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from data.database import Database
from data.export import LONGEST_CELL, USUAL_WIDTH, WIDTHS
from outbox.life import State
from rules.annex1 import LABELS
from rules.finding import FIELDS

HEADINGS = (
    "邮件", "收到（UTC）", "来信地址", "处理时结果", "现在", *LABELS.values(),
    "问题", "决定人", "决定时间", "说明", "经办人", "答复",
)  # fmt: skip
_ROWS = """
    SELECT messages.source, items.received, messages.sender, messages.outcome AS first, items.outcome AS now,
        coalesce(decisions.record, messages.record) AS record, messages.problems, decisions.person, decisions.at,
        decisions.remark, items.assigned,
        (SELECT state FROM outbox WHERE outbox.message = items.message ORDER BY outbox.id DESC LIMIT 1) AS answer
    FROM items JOIN messages ON messages.id = items.message
    LEFT JOIN decisions ON decisions.message = items.message AND decisions.undone_at IS NULL
    WHERE items.message = ?
"""

_CURRENT = """
    SELECT messages.source, messages.message_id, items.outcome,
        coalesce(decisions.problems, messages.problems) AS problems,
        coalesce(decisions.record, messages.record) AS record,
        EXISTS (SELECT 1 FROM outbox WHERE outbox.message = messages.id AND outbox.state = ?) AS replied,
        decisions.person AS decided_by, decisions.at AS decided_at, decisions.remark
    FROM items JOIN messages ON messages.id = items.message
    LEFT JOIN decisions ON decisions.message = items.message AND decisions.undone_at IS NULL
    ORDER BY items.message
"""


def workbook(database: Database, numbers: Sequence[int], outcomes: Mapping[str, str]) -> bytes:
    """The file. `outcomes`: what each is called."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("列表")
    sheet.freeze_panes = "B2"
    for number, heading in enumerate(HEADINGS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(heading, USUAL_WIDTH)
    sheet.append([_cell(sheet, heading, bold=True) for heading in HEADINGS])
    for number in numbers:
        sheet.append([_cell(sheet, value) for value in _cells(database, number, outcomes)])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def current_rows(database: Database) -> Iterator[Mapping[str, Any]]:
    """Every settled message as it stands now, in the order of handling: the contract's keys, and who decided what."""
    for row in database.query(_CURRENT, [State.SENT]):
        record = json.loads(row["record"]) if row["record"] else None
        yield {
            **row,
            "problems": json.loads(row["problems"]),
            "record": None if record is None else {key: record.get(key) for key in FIELDS},
            "replied": bool(row["replied"]),
        }


def _cells(database: Database, number: int, outcomes: Mapping[str, str]) -> Iterator[str]:
    row = next(iter(database.query(_ROWS, [number])))
    record: Mapping[str, Any] = json.loads(row["record"]) if row["record"] else {}
    yield from (row["source"], row["received"], row["sender"] or "")
    yield from (outcomes.get(row["first"], row["first"]), outcomes.get(row["now"], row["now"]))
    yield from (_words(record.get(key)) for key in FIELDS)
    yield "、".join(json.loads(row["problems"]))
    yield from (row["person"] or "", row["at"] or "", row["remark"] or "", row["assigned"] or "", row["answer"] or "")


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)


def _cell(sheet: Any, value: str, *, bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_CELL])
    # A string is a string: openpyxl would take a leading "=" for a formula.
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = True
    if bold:
        cell.font = Font(bold=True)
    return cell
