"""Coverage: every unit of the closed lists stands somewhere, and only once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from data.coverage import Coverage, Line, Standing, coverage
from data.coverage_sheets import coverage_sheets
from data.review_edits import Hand
from data.review_units import add_unit, with_names
from data.sheets import write_sheets
from data.store import Store
from rules.finding import Outcome
from tests.data.messages import AT, opened
from tests.data.office import UNIT, came, decided_by_a_person, record
from tests.rules.given import desk

PROVINCE, BASE = "重庆市科学技术协会", "国家海外人才离岸创新创业基地（重庆两江新区）"
A, R, V = Outcome.ACCEPTED, Outcome.REJECTED, Outcome.REVIEW


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "db") as held:
        yield held


def now(store: Store) -> Coverage:
    """How it stands."""
    return coverage(store._database, with_names(store._database, desk().registry))


def line(store: Store, unit: str = UNIT) -> Line:
    """One unit's line."""
    found = now(store)
    (only,) = [x for lines in (*found.closed.values(), found.others) for x in lines if x.unit == unit]
    return only


def test_who_has_not_written_is_every_unit_of_the_two_closed_lists(store: Store) -> None:
    counts = now(store).counts()
    assert {kind: of[Standing.SILENT] for kind, of in counts.items()} == {"全国学会": 210, "省级科协": 32}


def test_each_outcome_is_a_standing_with_what_it_waits_for(store: Store) -> None:
    came(store, "1", A, record())
    came(store, "2", R, record(PROVINCE), "pdf_missing", "invalid:mobile")
    came(store, "3", V, record("中国数学会"), "uncertain:seal")
    assert (line(store).standing, line(store).waits_for) == (Standing.DONE, "")
    assert line(store, PROVINCE).standing is Standing.UNIT
    assert line(store, PROVINCE).waits_for == "缺盖章后扫描的PDF版、“手机号”不合要求（2）"
    assert (line(store, "中国数学会").standing, line(store, "中国数学会").waits_for) == (
        Standing.OFFICE,
        "“公章”存疑（3）",
    )
    counts = now(store).counts()
    assert sum(counts["全国学会"].values()) == 210
    assert (counts["全国学会"][Standing.DONE], counts["全国学会"][Standing.OFFICE]) == (1, 1)


def test_a_unit_stays_registered_while_its_update_is_not_in_order(store: Store) -> None:
    came(store, "1", A, record())
    came(store, "2", R, record(), "mismatch:mobile")
    assert (line(store).standing, line(store).source) == (Standing.DONE, "1")
    assert "（2）" in line(store).waits_for


def test_only_the_newest_mail_of_a_case_counts(store: Store) -> None:
    came(store, "1", R, record(), "pdf_missing")
    came(store, "2", R, record(), "seal_missing")
    assert line(store).waits_for == "PDF版上没有公章（2）"


def test_of_two_addresses_the_one_that_waits_for_the_office_counts_and_both_are_told(store: Store) -> None:
    came(store, "1", R, record(), "pdf_missing", sender="a@unit.example.cn")
    came(store, "2", V, record(), "duplicate_unit", sender="b@unit.example.cn")
    assert (line(store).standing, line(store).sender) == (Standing.OFFICE, "b@unit.example.cn")
    assert "（1）" in line(store).waits_for
    assert "（2）" in line(store).waits_for


def test_what_a_person_decided_counts(store: Store) -> None:
    row = came(store, "1", V, record(), "uncertain:mobile")
    decided_by_a_person(store, row, "accepted", record())
    assert line(store).standing is Standing.DONE
    other = came(store, "2", V, record(PROVINCE), "uncertain:mobile")
    decided_by_a_person(store, other, "closed", None, PROVINCE)
    assert line(store, PROVINCE).standing is Standing.CLOSED


def test_a_name_that_was_listed_later_moves_its_unit_to_the_list(store: Store) -> None:
    came(store, "1", V, record("中国旧名学会"), "unit_unknown")
    assert line(store, "中国旧名学会") in now(store).others
    add_unit(store._database, Hand("钟无艳", AT, 0, -1), "中国旧名学会", "", UNIT)
    assert line(store).standing is Standing.OFFICE
    assert now(store).others == ()


def test_a_base_that_has_written_stands_with_the_others(store: Store) -> None:
    came(store, "1", A, record(BASE, unit_type="国家海外人才离岸创新创业基地"))
    assert [(x.unit, x.standing) for x in now(store).others] == [(BASE, Standing.DONE)]


def test_a_mail_of_no_unit_is_not_forgotten(store: Store) -> None:
    came(store, "1", Outcome.INQUIRY, None, sender="a@unit.example.cn")
    came(store, "2", R, None, "annex1_not_found", sender="b@unit.example.cn")
    came(store, "3", Outcome.IGNORED, None, sender="c@unit.example.cn")
    assert [mail.source for mail in now(store).loose] == ["1", "2"]


def test_the_workbook_has_every_unit_once_and_no_formula(store: Store, tmp_path: Path) -> None:
    came(store, "1", A, record(name="=1+1"))
    write_sheets(coverage_sheets(now(store)), tmp_path / "c.xlsx")
    book = load_workbook(tmp_path / "c.xlsx")
    assert book.sheetnames == ["概况", "全国学会", "省级科协", "其他单位", "未归单位的来信"]
    assert (book["全国学会"].max_row, book["省级科协"].max_row) == (211, 33)
    assert {cell.data_type for row in book["全国学会"].iter_rows() for cell in row if cell.value} == {"s"}
    assert [cell.value for cell in book["概况"][2]] == ["全国学会", "210", "1", "0", "0", "0", "209"]
