"""What a hostile mail holds is plain text in everything that leaves the house as a table, by page or by command."""

import csv
import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from haizhi.cli import main
from review.workplace import Workplace
from tests.review.client import Somebody
from tests.review.test_safety import hostile

FORMULA = tuple("=+-@\t\r")


def cells_are_text(octets: bytes) -> None:
    """No cell of the workbook is a formula, a link or anything else but words."""
    book = load_workbook(io.BytesIO(octets))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert any("HYPERLINK" in str(cell.value) for cell in cells)
    assert all(cell.data_type == "s" and cell.hyperlink is None for cell in cells)


def test_a_formula_is_text_in_the_pages_workbook(place: Workplace) -> None:
    hostile(place.store())
    for filtered in ("", "?outcome=review", "?all=1"):
        answer = Somebody(place, "张三").get(f"/list.xlsx{filtered}")
        assert answer.headers["content-disposition"].startswith("attachment")
        assert answer.headers["x-content-type-options"] == "nosniff"
        cells_are_text(answer.content)


def test_what_a_person_wrote_is_text_in_the_pages_workbook_too(place: Workplace) -> None:
    number, person = hostile(place.store()), Somebody(place, "张三")
    person.decide(number, "closed", remark="=1+1")
    cells_are_text(person.get("/list.xlsx?all=1").content)


@pytest.mark.parametrize("current", [[], ["--current"]])
@pytest.mark.parametrize("kind", ["jsonl", "csv", "xlsx"])
def test_a_formula_is_text_in_every_exported_file(
    kind: str, current: list[str], place: Workplace, tmp_path: Path
) -> None:
    hostile(place.store())
    file = tmp_path / f"out.{kind}"
    assert main(["export", "--db", str(tmp_path / "db"), "--format", kind, "--output", str(file), *current]) == 0
    if kind == "xlsx":
        cells_are_text(file.read_bytes())
    elif kind == "csv":
        rows = list(csv.reader(io.StringIO(file.read_text("utf-8-sig"))))
        assert any("HYPERLINK" in cell for row in rows for cell in row)
        assert not [cell for row in rows for cell in row if cell.startswith(FORMULA)]
    else:
        rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        assert any("HYPERLINK" in str(row) for row in rows)
