"""The export: the same rows in each format, text that stays text, a file that is whole and private."""

import csv
import io
import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from data.export import WRITERS, cells, write_export
from data.rows import Row
from tests.outbox.letters import RECORD

ROW: Row = {
    "source": "0001.eml",
    "message_id": "<a@b>",
    "outcome": "accepted",
    "problems": [],
    "record": dict(RECORD),
    "replied": True,
}
QUESTION: Row = {
    **ROW,
    "source": "0002.eml",
    "outcome": "inquiry",
    "record": None,
    "replied": False,
    "message_id": None,
}
BAD = ["=1+1", "+852", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "\n@x"]


def with_name(name: str) -> Row:
    return {**ROW, "record": {**RECORD, "name": name}}


def exported(tmp_path: Path, form: Any, *rows: Row) -> bytes:
    path = tmp_path / "out"
    write_export(rows, form, path)
    return path.read_bytes()


def table(octets: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(octets.decode("utf-8-sig"), newline="")))


def test_json_lines_give_back_the_same_rows(tmp_path: Path) -> None:
    lines = exported(tmp_path, "jsonl", ROW, QUESTION).decode().splitlines()
    assert [json.loads(line) for line in lines] == [ROW, QUESTION]
    assert "某某学会" in lines[0]


def test_csv_opens_in_excel_with_chinese_headings(tmp_path: Path) -> None:
    octets = exported(tmp_path, "csv", ROW, QUESTION)
    assert octets.startswith("\ufeff邮件,结果,单位名称,姓名".encode())
    heading, first, second = table(octets)
    assert dict(zip(heading, first, strict=True)) == cells(ROW)
    assert dict(zip(heading, second, strict=True))["结果"] == "咨询"
    assert dict(zip(heading, first, strict=True))["是否已开通“科协一家”账户"] == "否"


def test_the_workbook_holds_the_same_as_text_under_a_frozen_heading(tmp_path: Path) -> None:
    write_export([ROW, QUESTION], "xlsx", tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None
    rows = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    assert rows == [list(cells(ROW)), list(cells(ROW).values()), list(cells(QUESTION).values())]
    assert sheet.freeze_panes == "B2"
    assert sheet["A1"].font.bold
    assert sheet["G2"].value == "13900001234"
    assert sheet.column_dimensions["C"].width == 30


@pytest.mark.parametrize("bad", BAD)
def test_no_cell_of_the_csv_is_a_formula(tmp_path: Path, bad: str) -> None:
    heading, row = table(exported(tmp_path, "csv", with_name(bad)))
    assert row[heading.index("姓名")] == f"'{bad}"


@pytest.mark.parametrize("bad", BAD)
def test_no_cell_of_the_workbook_is_a_formula(tmp_path: Path, bad: str) -> None:
    write_export([with_name(bad)], "xlsx", tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None
    cell = sheet["D2"]
    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert str(cell.value).strip() == bad.strip()


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_value_comes_back_from_the_csv(value: str) -> None:
    held = io.BytesIO()
    WRITERS["csv"]([with_name(value)], held)
    heading, row = table(held.getvalue())
    assert row[heading.index("姓名")].removeprefix("'") in (value, value.removeprefix("'"))


def test_a_value_that_excel_cannot_hold_does_not_stop_the_export(tmp_path: Path) -> None:
    exported(tmp_path, "xlsx", with_name("\x00\x1b" + "长" * 40_000))


def test_the_file_is_private_and_whole(tmp_path: Path) -> None:
    def breaking() -> Iterator[Row]:
        yield ROW
        raise RuntimeError

    write_export([ROW], "csv", tmp_path / "out")
    assert stat.S_IMODE(os.stat(tmp_path / "out").st_mode) == 0o600
    before = (tmp_path / "out").read_bytes()
    with pytest.raises(RuntimeError):
        write_export(breaking(), "csv", tmp_path / "out")
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [before]


def test_without_a_file_it_goes_to_stdout(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    write_export([ROW], "jsonl")
    assert json.loads(capfdbinary.readouterr().out) == ROW
