"""The unit's name is read from the line beside the table, without label, printed words and fillers."""

from dataclasses import replace

import pytest

from parsers.document import CERTAIN, Cell, Paragraph, Table, Where
from tests.parsers.annex1_layout import TITLE
from tests.parsers.form_grids import HEADER, ONE, grid, one, text, the_form

UNIT = "甲云省科学技术协会"


@pytest.mark.parametrize(
    "line",
    [
        f"单位名称：（盖章）{UNIT}",
        f"单位名称（盖章）：{UNIT}",
        f"单位名称：{UNIT}（盖章）",
        f"单位名称: (盖章) {UNIT}",
        f"单位名称：（ 盖 章 ）  {UNIT}  ",
        f"单  位  名  称：{UNIT}",
        f"推荐单位（公章）：{UNIT}",
        f"单位全称：____{UNIT}______（盖章）",
        f"单位名称：＿＿{UNIT}＿＿",
        f"单位名称：（加盖公章）{UNIT}    填表日期：2022年9月10日",
        f"单位名称：{UNIT}    2022 年 9 月 10 日",
        f"单位名称：{UNIT}（盖章）  联系人：某某  电话：010-1",
        f"单位名称 {UNIT}",
        f"1.单位名称：{UNIT}",
        f"一、单位名称：（盖章）{UNIT}",
        f"单位（盖章）：{UNIT}",
        f"填报单位（盖章）：{UNIT}",
        f"报送单位（公章）：{UNIT}",
        f"单位名称（单位盖章处）：{UNIT}",
        f"单位名称：{UNIT}日 期：2022年9月",
        f"附件1\n{TITLE}\n单位名称：{UNIT}",
        f"单位名称：\n{UNIT}",
    ],
)
def test_the_name_is_what_is_left_of_the_line(line: str) -> None:
    form = the_form(TITLE, line, grid(HEADER, ONE))
    assert text(form, "unit_name") == UNIT
    assert form.fields["unit_name"].certainty == 1.0


@pytest.mark.parametrize(
    "line",
    [
        f"单位：{UNIT}",
        f"单位：（盖章）{UNIT}",
        f"机构名称（盖章）：{UNIT}",
        f"一、申报机构（盖章）：{UNIT}",
        f"（盖章）申报单位名称：{UNIT}",
        f"单位名称（中文）：{UNIT}",
        f"单位盖章：{UNIT}      填表日期：2022年9月15日",
        f"学会名称：{UNIT}（公章）",
        f"上报单位：{UNIT}",
    ],
)
def test_a_label_that_nobody_has_listed_is_made_of_the_same_words_and_leaves_a_doubt(line: str) -> None:
    field = the_form(TITLE, line, grid(HEADER, ONE)).fields["unit_name"]
    assert (field.text, field.certainty < CERTAIN) == (UNIT, True)


@pytest.mark.parametrize(
    "line",
    [f"主管单位：{UNIT}", f"各推荐单位：{UNIT}", f"联系人单位：{UNIT}", f"单位地址：{UNIT}", f"合作机构：{UNIT}"],
)
def test_the_name_of_another_unit_is_not_the_forms(line: str) -> None:
    assert text(the_form(TITLE, line, grid(HEADER, ONE)), "unit_name") is None


def test_an_unlisted_label_counts_only_where_no_listed_one_stands_and_above_the_table() -> None:
    assert text(the_form("单位名称：（盖章）", f"机构名称：{UNIT}", grid(HEADER, ONE)), "unit_name") == ""
    assert text(the_form(TITLE, grid(HEADER, ONE), f"机构名称：{UNIT}"), "unit_name") is None
    inside = one(unit_department=f"单位：{UNIT}\n部门：国际部")
    assert text(the_form(TITLE, grid(HEADER, inside)), "unit_name") is None


def test_a_name_broken_over_two_lines_is_whole_and_doubtful() -> None:
    field = the_form(TITLE, f"单位名称：（盖章）{UNIT[:4]}\n{UNIT[4:]}", grid(HEADER, ONE)).fields["unit_name"]
    assert field.text == UNIT
    assert field.certainty < 0.95


def test_words_below_the_name_leave_a_doubt_about_where_it_ends() -> None:
    field = the_form(f"单位名称：（盖章）{UNIT[:4]}", UNIT[4:], grid(HEADER, ONE)).fields["unit_name"]
    assert field.certainty < 0.95


def test_a_label_in_traditional_characters_is_the_same_label() -> None:
    assert text(the_form(TITLE, f"單位名稱：（蓋章）{UNIT}", grid(HEADER, ONE)), "unit_name") == UNIT


@pytest.mark.parametrize(
    "lines",
    [
        ("单位名称：（盖章）",),
        ("单位名称：（盖章）________", "填表日期：2022年9月"),
        ("单位名称：（盖章）", TITLE),
        ("单位名称：", "注：请填写全称"),
        ("单位名称：（盖章）", "2022年9月15日"),
        ("单位名称：（盖章）    日期：2022年9月15日",),
        ("单位名称：", "1.以上各项均为必填项"),
        ("单位名称：", "（请用正楷填写）"),
    ],
)
def test_an_empty_line_is_empty_and_takes_nothing_from_its_neighbours(lines: tuple[str, ...]) -> None:
    assert text(the_form(*lines, grid(HEADER, ONE)), "unit_name") == ""


@pytest.mark.parametrize(
    "line",
    [
        "推荐单位和被推荐机构签字、盖章并扫描后上传。",
        "各单位名称请按照批件填写，准确规范。",
        "单位名称请写全称，勿用简称",
    ],
)
def test_prose_is_no_line_of_the_form(line: str) -> None:
    assert text(the_form(line, grid(HEADER, ONE)), "unit_name") is None


def test_brackets_of_the_name_itself_stay() -> None:
    name = "国家海外人才离岸创新创业基地（章丘全域）"
    assert text(the_form(f"单位名称：（盖章）{name}", grid(HEADER, ONE)), "unit_name") == name


def test_the_filled_line_below_goes_before_the_empty_one_above() -> None:
    form = the_form("单位名称：（盖章）", grid(HEADER, ONE), "注：1.", f"推荐单位：{UNIT}")
    assert text(form, "unit_name") == UNIT


def test_a_name_cut_inside_its_brackets_goes_on_in_the_next_line() -> None:
    form = the_form("单位名称：国家海外人才离岸创新创业基地（甲云", "新区）", grid(HEADER, ONE), laid_out=True)
    assert text(form, "unit_name") == "国家海外人才离岸创新创业基地（甲云新区）"


def test_a_printed_line_that_fills_the_page_may_go_on_and_is_uncertain() -> None:
    wide = Paragraph(f"单位名称：{UNIT}", where=Where(1, (0.1, 0.1, 0.95, 0.12)))
    short = Paragraph(f"单位名称：{UNIT}", where=Where(1, (0.1, 0.1, 0.5, 0.12)))
    assert the_form(wide, "国际部", grid(HEADER, ONE), laid_out=True).fields["unit_name"].certainty < 0.95
    assert the_form(short, "国际部", grid(HEADER, ONE), laid_out=True).fields["unit_name"].certainty == 1.0


def test_a_name_that_touches_its_label_is_uncertain() -> None:
    field = the_form(f"单位名称{UNIT}", grid(HEADER, ONE), scanned=True).fields["unit_name"]
    assert (field.text, field.certainty < 0.95) == (UNIT, True)


def test_a_row_of_its_own_above_the_headings_needs_no_colon_on_a_scan() -> None:
    rows = grid(HEADER, ONE)
    cells = (Cell(f"单位名称{UNIT}（盖章）", 0, 0, 1, 7), *(replace(cell, row=cell.row + 1) for cell in rows.cells))
    field = the_form(TITLE, Table(cells, 3, 7), scanned=True).fields["unit_name"]
    assert field.text == UNIT
    assert field.certainty < CERTAIN


def test_a_label_misread_on_a_scan_still_begins_the_line() -> None:
    assert text(the_form(f"单位名栋：（盖章）{UNIT}", grid(HEADER, ONE), scanned=True), "unit_name") == UNIT


def test_a_column_for_the_unit_is_read_like_any_other() -> None:
    form = the_form(TITLE, grid(("单位名称", *HEADER), (UNIT, *ONE)))
    assert text(form, "unit_name") == UNIT
    assert text(form, "name") == ONE[0]


@pytest.mark.parametrize(
    "line", [f"单位名称：{UNIT}（盖", f"单位名称：)：{UNIT}", f"单位名称：章）{UNIT}", f"单位名称：{UNIT}("]
)
def test_half_a_printed_remark_under_a_stamp_is_no_part_of_the_name(line: str) -> None:
    assert text(the_form(TITLE, line, grid(HEADER, ONE)), "unit_name") == UNIT


def test_a_name_may_end_with_brackets_of_its_own() -> None:
    name = "甲云离岸基地（乙山）"
    assert text(the_form(TITLE, f"单位名称：{name}", grid(HEADER, ONE)), "unit_name") == name


def test_a_cell_that_could_not_be_read_is_not_surely_empty_since_its_label_could_be() -> None:
    """A dark seal over the unit's own row: the label was read with certainty, the name beside it was not."""
    rows = grid(("", ""), HEADER, ONE).cells[2:]
    label, hidden = Cell("单位名称\n（盖章）", 0, 0, 1, 2), Cell("", 0, 2, 1, 5, certainty=0.4)
    form = the_form(TITLE, Table((label, hidden, *rows), 3, 7), scanned=True)
    assert form.fields["unit_name"].certainty < 0.5
