"""People are counted as a person counts them, and a row cut into cells is one row."""

from dataclasses import replace

import pytest

from parsers.document import Cell, Table
from tests.parsers.annex1_layout import SAMPLES
from tests.parsers.form_grids import (
    BLANK_TYPES,
    EMPTY,
    HEADER,
    LINE,
    NUMBERED,
    ONE,
    TWO,
    TYPES,
    grid,
    one,
    text,
    the_form,
)


@pytest.mark.parametrize(
    "table",
    [
        grid(HEADER, ONE, TWO),
        grid(HEADER, EMPTY, ONE, TWO, EMPTY),
        grid(HEADER, ONE, one(name="钱清风", mobile="", email="", unit_type="", has_account="")),
        grid(*zip(HEADER, ONE, TWO, strict=True)),
    ],
)
def test_several_people_are_counted_and_the_first_is_read(table: Table) -> None:
    form = the_form(LINE, table)
    assert form.people == 2
    assert text(form, "name") == "赵若水"
    assert form.fields["has_account"].ticked == ("是",)


@pytest.mark.parametrize(
    "table",
    [
        grid(HEADER, EMPTY, ONE),
        grid(HEADER, ONE, EMPTY, EMPTY),
        grid(HEADER, ONE, HEADER),
        grid(HEADER, ("/",) * 7, ONE, ("—",) * 7),
        grid(HEADER, ("", NUMBERED, "", "", "", BLANK_TYPES, ""), ONE),
        grid(HEADER, ("例：张三", SAMPLES[0], "主任", "13811112222", "x@y.cn", TYPES, "否"), ONE),
        grid(("序号", *HEADER, "备注"), ("1", *ONE, "无"), ("2", *EMPTY, "")),
        grid(*zip(HEADER, ONE, ("必填",) * 7, strict=True)),
        grid(("项目", "填写说明", "内容"), *zip(HEADER, ("必填",) * 7, ONE, strict=True)),
        grid(HEADER, ONE, ("填表人", "钱清风", "联系电话", "13900001111", "", "", "")),
        grid(HEADER, ONE, ("填表人：", "", "钱清风", "13900001111", "q@y.cn", "", "")),
        grid(HEADER, ONE, ("备注", "请尽快开通账户", "无", "", "", "", "")),
        grid(HEADER, ONE, ("单位意见", "同意推荐", "主任", "", "", "", "")),
        grid(HEADER, ONE, ("以下空白", "", "", "", "", "", "")),
        grid(HEADER[:4], ONE[:4], HEADER[4:], ONE[4:]),
        grid(HEADER[:4], ONE[:4], EMPTY[:4], (HEADER[4], ONE[4], HEADER[5], ONE[5]), (HEADER[6], ONE[6], "", "")),
    ],
)
def test_rows_that_name_nobody_are_no_people(table: Table) -> None:
    form = the_form(LINE, table)
    assert form.people == 1
    assert [text(form, key) for key in ("name", "mobile", "email")] == [ONE[0], ONE[3], ONE[4]]
    assert form.fields["unit_type"].ticked == ("省级科协",)
    assert form.fields["has_account"].ticked == ("是",)


@pytest.mark.parametrize(
    "row",
    [
        ("经办", "钱清风", "", "13900002222", "q@y.cn", "", ""),
        ("审核", "钱清风", "复核", "孙静流", "", "", ""),
        ("单位负责人", "钱清风", "", "13900002222", "", "", ""),
        ("分管领导", "钱清风", "", "010-62550000", "", "", ""),
        ("其他说明", "", "", "010-62550000", "q@y.cn", "", ""),
        ("传真", "010-62550000", "010-62550001", "", "", "", ""),
        ("通讯地址", "甲云市乙水路3号", "", "", "", "", ""),
        ("（以下空白）", "/", "/", "/", "/", "/", "/"),
        ("以下无正文", "", "", "", "", "", ""),
        ("共1人", "", "", "", "", "", ""),
        ("无",) * 7,
        ("×",) * 7,
        ("填表人", "钱清风", "联系电话", "13900001111", "", "", ""),
        ("备注", "请尽快开通账户", "无", "", "", "", ""),
    ],
)
def test_a_row_that_names_nobody_may_stand_above_or_below_the_person(row: tuple[str, ...]) -> None:
    for rows in ((ONE, row), (row, ONE), (("1", *ONE), ("", *row)), (("1", *ONE), (*row, ""))):
        header = HEADER if len(rows[0]) == len(HEADER) else ("序号", *HEADER)
        form = the_form(LINE, grid(header, *rows))
        assert form.people == 1
        assert [text(form, key) for key in ("name", "position", "mobile", "email")] == [ONE[0], *ONE[2:5]]
        assert (form.fields["unit_type"].ticked, form.fields["has_account"].ticked) == (("省级科协",), ("是",))


def test_a_word_alone_under_a_name_is_told_with_it_and_is_no_second_person() -> None:
    form = the_form(LINE, grid(HEADER, ONE, ("汇总", "", "", "", "", "", "")))
    assert form.people == 1
    assert text(form, "name") == "赵若水\n汇总"
    assert form.fields["name"].certainty < 0.95


@pytest.mark.parametrize(
    "second",
    [
        ("钱清风", "", "", "13900002222", "", "", ""),
        ("钱清风", "", "秘书", "", "", "", ""),
        ("钱清风（联系人）", "", "", "13900002222", "", "", ""),
        ("联系人钱清风", *TWO[1:]),
    ],
)
def test_a_name_with_another_fact_is_a_second_person(second: tuple[str, ...]) -> None:
    assert the_form(LINE, grid(HEADER, ONE, second)).people == 2


def test_the_only_row_is_read_whatever_it_begins_with() -> None:
    form = the_form(LINE, grid(HEADER, one(name="联系人赵若水")))
    assert (form.people, text(form, "name"), text(form, "mobile")) == (1, "联系人赵若水", ONE[3])


def test_a_row_cut_into_cells_is_one_person() -> None:
    halves = TYPES.split("\n")
    upper = [Cell(value, 1, c, row_span=2) for c, value in enumerate(ONE) if c != 5]
    cells = [*grid(HEADER).cells, *upper, Cell("\n".join(halves[:3]), 1, 5), Cell("\n".join(halves[3:]), 2, 5)]
    form = the_form(LINE, Table(tuple(cells), 3, 7))
    assert form.people == 1
    assert form.fields["unit_type"].ticked == ("省级科协",)


def test_unit_and_department_in_two_cells_under_one_label_are_one_value() -> None:
    top = [Cell(label, 0, c + (c > 1), 2 if c != 1 else 1, 2 if c == 1 else 1) for c, label in enumerate(HEADER)]
    middle = [Cell("单位", 1, 1), Cell("部门", 1, 2)]
    values = [ONE[0], "甲云省科协", "国际部", *ONE[2:]]
    cells = [*top, *middle, *(Cell(value, 2, c) for c, value in enumerate(values))]
    form = the_form(LINE, Table(tuple(cells), 3, 8))
    assert text(form, "unit_department") == "甲云省科协-国际部"
    assert text(form, "position") == "主任"


@pytest.mark.parametrize("above", [(), (EMPTY,), (("", "例1：重庆市科协-国际合作部", "", "", "", "", ""),)])
def test_a_post_that_reads_like_a_label_is_a_value(above: tuple[tuple[str, ...], ...]) -> None:
    form = the_form(LINE, grid(HEADER, *above, one(position="负责人")))
    assert (text(form, "name"), text(form, "position"), text(form, "mobile")) == ("赵若水", "负责人", "13800001111")


@pytest.mark.parametrize(("column", "left"), [(0, "TNGIMED"), (2, "I")])
def test_what_a_stamp_left_in_the_row_of_samples_is_nobody(column: int, left: str) -> None:
    table = grid(HEADER, ("", NUMBERED, "", "", "", "", ""), ONE)
    cells = list(table.cells)
    at = len(HEADER) + column
    cells[at] = replace(cells[at], text=left, certainty=0.1)
    form = the_form(LINE, replace(table, cells=tuple(cells)))
    assert form.people == 1
    assert [text(form, key) for key in ("name", "mobile", "email")] == [ONE[0], ONE[3], ONE[4]]


def test_a_poorly_read_name_alone_is_still_read() -> None:
    table = grid(HEADER, one(mobile="", email="", position=""))
    cells = list(table.cells)
    cells[len(HEADER)] = replace(cells[len(HEADER)], certainty=0.1)
    form = the_form(LINE, replace(table, cells=tuple(cells)))
    assert text(form, "name") == ONE[0]


def test_what_a_rule_left_in_an_empty_row_is_no_part_of_the_value_above() -> None:
    table = grid(HEADER, ONE, ("", "", "", "", "一", "", ""))
    traced = replace(table.cells[18], certainty=0.8)
    form = the_form(LINE, replace(table, cells=(*table.cells[:18], traced, *table.cells[19:])), scanned=True)
    assert text(form, "email") == ONE[4]
    assert text(the_form(LINE, table), "email") == f"{ONE[4]}\n一"


def test_what_a_stamp_left_in_two_cells_of_the_row_of_samples_is_nobody() -> None:
    table = grid(HEADER, ("", NUMBERED, "", "", "", "", ""), ONE)
    cells = list(table.cells)
    for column, left in ((3, "辰品甘"), (4, "昌")):
        at = len(HEADER) + column
        cells[at] = replace(cells[at], text=left, certainty=0.01)
    form = the_form(LINE, replace(table, cells=tuple(cells)))
    assert form.people == 1
    assert [text(form, key) for key in ("name", "mobile", "email")] == [ONE[0], ONE[3], ONE[4]]
