"""The account list: whom it names, where, and what it says of those whom an earlier list has named."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from data.accounts import accounts, gone, note_as_named
from data.accounts_sheets import NEW, account_sheets
from data.sheets import Column, Sheet, write_sheets
from data.store import Store
from rules.finding import Outcome
from rules.registry import Unit
from tests.data.messages import AT, opened
from tests.data.office import UNIT, came, decided_by_a_person, record
from tests.rules.given import desk

PROVINCE, BASE = "重庆市科学技术协会", "国家海外人才离岸创新创业基地（重庆两江新区）"
LATER = AT + timedelta(days=2)
A, R = Outcome.ACCEPTED, Outcome.REJECTED


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "db") as held:
        yield held


def sheets(store: Store) -> dict[str, list[dict[str, str]]]:
    """Every sheet's rows by heading."""
    lists = desk().registry
    made = account_sheets(accounts(store._database, lists), gone(store._database, lists), desk().notice)
    return {s.title: [dict(zip((c.heading for c in s.columns), row, strict=True)) for row in s.rows] for s in made}


def export(store: Store, at: Any = AT) -> None:
    """Mark everybody as named."""
    note_as_named(store._database, accounts(store._database, desk().registry), at)


def wanting(store: Store) -> list[dict[str, str]]:
    """The first sheet."""
    return sheets(store)["待开通账户"]


def test_who_has_an_account_stands_on_the_second_sheet(store: Store) -> None:
    came(store, "1", A, record())
    came(store, "2", A, record(PROVINCE, unit_type="省级科协", has_account=True))
    found = sheets(store)
    assert [row["单位名称"] for row in found["待开通账户"]] == [UNIT]
    assert [row["单位名称"] for row in found["已有账户"]] == [PROVINCE]


def test_only_accepted_people_are_named(store: Store) -> None:
    came(store, "1", R, record(), "seal_missing")
    came(store, "2", Outcome.REVIEW, record(PROVINCE), "uncertain:mobile")
    came(store, "3", Outcome.INQUIRY, None)
    assert wanting(store) == []


def test_the_columns_hold_what_opening_an_account_takes(store: Store) -> None:
    came(store, "1", A, record(mobile="13900010001"))
    (row,) = wanting(store)
    assert list(row)[:8] == ["序号", "单位名称", "姓名", "单位-部门", "职务", "手机号", "邮箱", "单位类型"]
    assert (row["手机号"], row["推荐名额"], row["导出情况"], row["登记时间"]) == (
        "13900010001",
        "10",
        NEW,
        "2022-09-13 16:00",
    )


def test_types_stand_in_the_order_of_the_form_and_units_in_that_of_their_list(store: Store) -> None:
    units = [
        (BASE, "国家海外人才离岸创新创业基地"),
        (PROVINCE, "省级科协"),
        (UNIT, "全国学会"),
        ("中国数学会", "全国学会"),
    ]
    for number, (unit, kind) in enumerate(units):
        came(store, str(number), A, record(unit, unit_type=kind))
    assert [row["单位名称"] for row in wanting(store)] == ["中国数学会", UNIT, PROVINCE, BASE]


def test_who_was_named_before_is_marked_and_new_people_stand_first(store: Store) -> None:
    came(store, "1", A, record("中国数学会"))
    export(store)
    came(store, "2", A, record(UNIT))
    assert [(r["单位名称"], r["导出情况"]) for r in wanting(store)] == [
        (UNIT, NEW),
        ("中国数学会", "2022-09-13 已导出"),
    ]


def test_a_list_made_again_marks_nobody_twice(store: Store) -> None:
    came(store, "1", A, record())
    export(store)
    export(store, LATER)
    assert wanting(store)[0]["导出情况"] == "2022-09-13 已导出"
    assert store._database.conn.execute("SELECT count(*) FROM listed_accounts").fetchone() == (1,)


def test_a_change_since_the_last_list_is_told_once(store: Store) -> None:
    came(store, "1", A, record(mobile="13900010001"))
    export(store)
    came(store, "2", A, record(mobile="13900010002"))
    (row,) = wanting(store)
    assert row["导出情况"] == "2022-09-13 导出过，其后变更：手机号（原为13900010001）"
    assert sheets(store)["曾导出、已变动"][0]["手机号"] == "13900010001"
    export(store, LATER)
    assert wanting(store)[0]["导出情况"] == "2022-09-15 已导出"
    assert "曾导出、已变动" not in sheets(store)


def test_who_is_not_registered_any_more_stands_on_a_sheet_of_his_own(store: Store) -> None:
    row = came(store, "1", Outcome.REVIEW, record(), "uncertain:seal")
    decided_by_a_person(store, row, "accepted", record())
    export(store)
    store._database.conn.execute("UPDATE cases SET registered_by = NULL")
    found = sheets(store)
    assert found["待开通账户"] == []
    assert found["曾导出、已变动"][0]["现在的负责人"] == "（无）"


def test_what_a_person_decided_counts(store: Store) -> None:
    row = came(store, "1", Outcome.REVIEW, record(), "uncertain:mobile")
    decided_by_a_person(store, row, "accepted", record(mobile="13900010009"))
    assert [r["手机号"] for r in wanting(store)] == ["13900010009"]


def test_an_update_that_is_not_in_order_leaves_the_accepted_record_and_is_told(store: Store) -> None:
    came(store, "1", A, record(mobile="13900010001"))
    came(store, "2", R, record(mobile="13900010002"), "mismatch:mobile")
    (row,) = wanting(store)
    assert row["手机号"] == "13900010001"
    assert "2（需补正）" in row["请留意"]


def test_a_question_or_withdrawal_behind_the_record_is_told(store: Store) -> None:
    came(store, "1", A, record(), sender="a@unit.example.cn")
    came(store, "2", Outcome.INQUIRY, None, sender="a@unit.example.cn")
    assert "2（咨询）" in wanting(store)[0]["请留意"]


def test_another_address_that_waits_for_a_person_is_told(store: Store) -> None:
    came(store, "1", A, record(), sender="a@unit.example.cn")
    came(store, "2", Outcome.REVIEW, record(name="司徒远"), "duplicate_unit", sender="b@unit.example.cn")
    assert "2（待人工）" in wanting(store)[0]["请留意"]
    assert len(wanting(store)) == 1


def test_one_mobile_for_two_units_is_told(store: Store) -> None:
    came(store, "1", A, record("中国数学会", mobile="13900010001"))
    came(store, "2", A, record(UNIT, mobile="13900010001"))
    assert [UNIT in wanting(store)[0]["请留意"], "中国数学会" in wanting(store)[1]["请留意"]] == [True, True]


def test_two_people_of_one_unit_under_two_names_are_told(store: Store) -> None:
    came(store, "1", A, record("某某研究会", name="甲之一"))
    came(store, "2", A, record(UNIT, name="司徒远"))
    lists = desk().registry.with_name("某某研究会", Unit(UNIT, "全国学会"))
    assert [account.rivals for account in accounts(store._database, lists)] == [("司徒远",), ("甲之一",)]


@pytest.mark.parametrize("bad", ['=HYPERLINK("http://x","y")', "+1", "-2+3", "@SUM(A1)", "\t=1", "\x00=1", "＝1"])
def test_no_cell_is_a_formula(bad: str, store: Store, tmp_path: Path) -> None:
    came(store, "1", A, record(name=bad, position=bad, email=bad))
    lists = desk().registry
    write_sheets(account_sheets(accounts(store._database, lists), [], desk().notice), tmp_path / "a.xlsx")
    book = load_workbook(tmp_path / "a.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)


def test_the_file_is_the_owners_alone(tmp_path: Path) -> None:
    write_sheets([Sheet("表", [Column("姓名")], [["言午阳"]])], tmp_path / "a.xlsx")
    assert (tmp_path / "a.xlsx").stat().st_mode & 0o777 == 0o600
