"""Workbooks."""

import io
from datetime import date

import openpyxl

from parsers.document import Document, Table, Unreadable
from parsers.readers import office, xlsx


def workbook(fill: object) -> bytes:
    """A workbook filled in by a function."""
    book = openpyxl.Workbook()
    fill(book)  # type: ignore[operator]
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def tables(octets: bytes) -> list[Table]:
    """Its sheets."""
    found = xlsx.read(octets)
    assert isinstance(found, Document)
    return [block for block in found.blocks if isinstance(block, Table)]


def test_cells_stand_where_the_sheet_has_them() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        sheet["B2"], sheet["C2"], sheet["B3"] = "姓名", "手机号", "欧阳小满"
        sheet["C3"] = 13800138000.0
        sheet["D3"] = date(2022, 9, 1)
        sheet.merge_cells("B5:D6")
        sheet["B5"] = "横跨"

    (table,) = tables(workbook(fill))
    assert [(c.text, c.row, c.column) for c in table.cells][:5] == [
        ("姓名", 1, 1), ("手机号", 1, 2), ("欧阳小满", 2, 1), ("13800138000", 2, 2), ("2022-09-01T00:00:00", 2, 3),
    ]  # fmt: skip
    assert (table.cells[5].row_span, table.cells[5].column_span) == (2, 3)


def test_hidden_sheets_are_not_read() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active["A1"] = "可见"
        hidden = book.create_sheet()
        hidden["A1"] = "不可见"
        hidden.sheet_state = "hidden"

    assert [t.cells[0].text for t in tables(workbook(fill))] == ["可见"]


def test_an_old_workbook_without_libreoffice_asks_for_another_format(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(office.shutil, "which", lambda name: None)
    assert xlsx.read(xlsx.OLE_MAGIC + bytes(600)) == Unreadable("no_reader", office.INSTEAD)


def test_a_broken_workbook_is_a_value() -> None:
    whole = workbook(lambda book: book.active.append(["姓名"]))
    assert isinstance(xlsx.read(whole[: len(whole) // 2]), Unreadable)
    assert isinstance(xlsx.read(b"PK\x05\x06" + bytes(18)), Unreadable)
