"""The form is found by its labels; nothing else is taken for it, and nothing of the page is taken for a value."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.document import Cell, Paragraph, Seal, Table, Where
from parsers.form import ExtractedForm, find_forms
from parsers.lattice import Lattice
from tests.parsers.annex1_layout import LAYOUT, TITLE
from tests.parsers.form_grids import EMPTY, HEADER, LINE, NUMBERED, ONE, TWO, TYPES, document, grid, one, text, the_form


def test_a_form_has_exactly_the_fields_of_its_layout() -> None:
    form = the_form(TITLE, LINE, grid(HEADER, ONE))
    assert set(form.fields) == {field.key for field in LAYOUT.fields}
    assert [text(form, key) for key in ("unit_name", "name", "mobile")] == ["甲云省科协", "赵若水", "13800001111"]
    assert form.fields["unit_type"].ticked == ("省级科协",)
    assert form.fields["has_account"].ticked == ("是",)


ANNEX_2 = grid(
    ("机构名称（中文）", "某国际机构", "", ""),
    ("注册国家", "某国", "", ""),
    ("姓名", "John", "职务", "CEO"),
    ("手机", "13800001111", "电子邮箱", "j@x.example.org"),
    ("姓名", "Mary", "职务", "CFO"),
    ("手机", "13900001111", "电子邮箱", "m@x.example.org"),
    ("机构类型", "☑社会组织类 □平台类", "", ""),
    ("推荐单位：          被推荐机构：", "", "", ""),
)


def test_annex_2_is_not_annex_1() -> None:
    assert find_forms(document("附件2", "推荐海智合作机构信息表", ANNEX_2), LAYOUT) == ()
    assert find_forms(document(TITLE, ANNEX_2), LAYOUT) == ()


def test_the_form_is_found_between_the_notice_and_annex_2() -> None:
    notice = (
        "六、请各有关单位确认1名推荐工作负责人，填写《海智合作机构推荐工作负责人信息表》（见附件1）。",
        "联系人：某某",
        "附件：1.海智合作机构推荐工作负责人信息表",
        "单位名称请按照批件填写。",
        "附件1",
    )
    form = the_form(
        *notice, TITLE, "单位名称：（盖章）", grid(HEADER, ONE), "注：1.以上各项均为必填项。", "附件2", ANNEX_2
    )
    assert text(form, "unit_name") == ""
    assert text(form, "name") == "赵若水"
    assert form.people == 1


def test_other_tables_are_no_forms() -> None:
    others = grid(("姓名", "职务", "手机号", "邮箱"), ("张三", "主任", "13800001111", "a@b.cn"))
    assert find_forms(document("参会回执", others, grid(("1", "2"))), LAYOUT) == ()
    assert find_forms(document("只有文字"), LAYOUT) == ()


def test_two_forms_in_one_file_are_two_with_their_own_unit_lines() -> None:
    first, second = find_forms(
        document(TITLE, LINE, grid(HEADER, ONE), "注：1.", "附件1", TITLE, "单位名称：乙海学会", grid(HEADER, TWO)),
        LAYOUT,
    )
    assert [text(first, "unit_name"), text(first, "name")] == ["甲云省科协", "赵若水"]
    assert [text(second, "unit_name"), text(second, "name")] == ["乙海学会", "钱清风"]
    assert first.people == second.people == 1


def test_a_form_without_its_line_does_not_take_that_of_the_next() -> None:
    first, second = find_forms(document(grid(HEADER, ONE), TITLE, LINE, grid(HEADER, TWO)), LAYOUT)
    assert text(first, "unit_name") is None
    assert text(second, "unit_name") == "甲云省科协"


def test_a_table_cut_by_a_page_goes_on_with_or_without_its_header() -> None:
    rest = ("", "", "", "", "", "□海外科技团体", "")
    upper = one(unit_type=TYPES.replace("\n□海外科技团体", ""))
    for second in (grid(rest), grid(HEADER, rest)):
        form = the_form(LINE, grid(HEADER, upper), "- 1 -", second)
        assert form.people == 1
        assert form.fields["unit_type"].ticked == ("省级科协",)


def test_a_transposed_form_cut_by_a_page_is_one_form() -> None:
    pairs = list(zip(HEADER, ONE, strict=True))
    form = the_form(LINE, grid(*pairs[:4]), "", grid(*pairs[4:]))
    assert text(form, "email") == ONE[4]
    assert form.fields["unit_type"].ticked == ("省级科协",)


def test_a_missing_column_is_none_and_an_empty_cell_is_empty() -> None:
    form = the_form(LINE, grid(HEADER[:2] + HEADER[3:], one(name="")[:2] + ONE[3:]))
    assert text(form, "position") is None
    assert text(form, "name") == ""


def test_an_unknown_pair_beside_the_name_is_no_value() -> None:
    rows = (("姓名", "赵若水", "性别", "女"), ("职务", "主任", "民族", "汉"), ("手机号", ONE[3], "邮箱", ONE[4]))
    form = the_form(LINE, grid(*rows, ("单位类型", TYPES, HEADER[6], "是"), ("单位-部门", ONE[1], "", "")))
    assert [text(form, key) for key in ("name", "position")] == ["赵若水", "主任"]
    assert form.people == 1


def test_a_label_written_again_before_the_value_is_no_part_of_it() -> None:
    assert text(the_form(LINE, grid(HEADER, one(name="姓名：赵若水"))), "name") == "赵若水"


def test_whoever_filled_in_the_form_is_not_the_person_recommended() -> None:
    rows = [*zip(HEADER, ONE, strict=True), ("填表人姓名", "孙月"), ("联系人手机", "13700003333")]
    form = the_form(LINE, grid(*rows))
    assert (text(form, "name"), text(form, "mobile"), form.people) == (ONE[0], ONE[3], 1)
    assert text(the_form(TITLE, grid(("联系人姓名", *HEADER[1:]), ONE)), "name") is None


def test_certainty_and_place_of_a_cell_are_its_fields() -> None:
    place = Where(2, (0.1, 0.2, 0.3, 0.4))
    lattice = Lattice(({"赵": -0.1},))
    table = grid(HEADER, ONE)
    read = replace(table.cells[7], certainty=0.7, where=place, lattice=lattice, picture=b"png")
    form = the_form(LINE, replace(table, cells=(*table.cells[:7], read, *table.cells[8:])), scanned=True)
    field = form.fields["name"]
    assert (field.certainty, field.where, field.lattice, field.picture) == (0.7, place, lattice, b"png")
    assert form.scanned
    assert form.laid_out
    assert form.page == 2


def test_the_certainty_of_a_line_is_its_fields() -> None:
    form = the_form(Paragraph(LINE, certainty=0.8), grid(HEADER, ONE), scanned=True)
    assert form.fields["unit_name"].certainty == 0.8


def test_the_probabilities_of_a_cell_with_samples_are_not_those_of_the_value() -> None:
    table = grid(HEADER, one(unit_department=f"{NUMBERED}\n乙海学会-国际部"))
    cells = tuple(replace(cell, lattice=Lattice(({"x": 0.0},))) for cell in table.cells)
    form = the_form(LINE, replace(table, cells=cells), scanned=True)
    assert form.fields["unit_department"].lattice is None
    assert form.fields["name"].lattice is not None


def test_a_label_misread_by_one_character_is_known_on_a_scan_only() -> None:
    header = (*HEADER[:3], "手枧号", *HEADER[4:5], "单位类垫", HEADER[6])
    assert text(the_form(LINE, grid(header, ONE), scanned=True), "mobile") == ONE[3]
    assert text(the_form(TITLE, LINE, grid(header, ONE)), "mobile") is None


def test_a_seal_on_another_page_needs_a_person() -> None:
    def sealed(page: int) -> ExtractedForm:
        where = Where(1, (0.0, 0.0, 1.0, 1.0))
        table = grid(HEADER, ONE)
        placed = replace(table, cells=tuple(replace(cell, where=where) for cell in table.cells))
        seal = Seal(Where(page, (0.5, 0.1, 0.7, 0.2)), 0.99)
        [form] = find_forms(replace(document(LINE, placed, scanned=True), seals=(seal,)), LAYOUT)
        return form

    assert (len(sealed(1).seals), sealed(1).seal_decidable) == (1, True)
    assert (len(sealed(2).seals), sealed(2).seal_decidable) == (0, False)


def test_a_picture_where_words_should_be_is_uncertain() -> None:
    field = the_form(LINE, grid(HEADER, one(name="\ufffc"))).fields["name"]
    assert (field.text, field.certainty < 0.95) == ("", True)


def test_empty_cells_of_a_scan_are_doubted_where_an_address_stands_in_another_row() -> None:
    row = ("例2：王五", "", "", "", ONE[4], "", "")
    scan = the_form(LINE, grid(HEADER, EMPTY, row), scanned=True)
    assert (text(scan, "mobile"), scan.fields["mobile"].certainty < 0.95) == ("", True)
    blank = the_form(LINE, grid(HEADER, EMPTY), scanned=True)
    assert blank.fields["mobile"].certainty == 1.0


def test_a_note_in_the_last_row_is_nobodys_value() -> None:
    table = grid(HEADER, ONE)
    note = Cell("注：1.以上各项均为必填项，联系电话010-62191121", 2, 0, column_span=7)
    form = the_form(LINE, Table((*table.cells, note), 3, 7))
    assert form.people == 1
    assert text(form, "name") == "赵若水"


def test_a_form_without_a_table_goes_to_a_person_with_what_its_lines_say() -> None:
    lines = [TITLE, LINE, *(f"{label}：{value}" for label, value in zip(HEADER, ONE, strict=True)), "注：1.请勿空缺"]
    form = the_form(*lines)
    assert [text(form, key) for key in ("unit_name", "name", "email")] == ["甲云省科协", ONE[0], ONE[4]]
    assert form.fields["unit_type"].ticked == ("省级科协",)
    assert form.fields["has_account"].ticked == ("是",)
    assert max(field.certainty for field in form.fields.values()) < 0.95


CELLS = st.sampled_from(
    [*HEADER, *ONE, LINE, NUMBERED, TITLE, "", "/", "单位名称", "备注", "例1：", "\ufffc", "☑"]
) | st.text(max_size=9)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=8), max_size=6), st.lists(CELLS, max_size=4), st.booleans())
def test_no_document_raises_and_every_form_has_all_fields(
    rows: list[list[str]], lines: list[str], scanned: bool
) -> None:
    tables = [grid(HEADER, *rows), grid(*rows)] if rows else [grid(HEADER)]
    for form in find_forms(document(*lines, *tables, *lines, scanned=scanned), LAYOUT):
        assert set(form.fields) == {field.key for field in LAYOUT.fields}
        assert form.people >= 1


def test_a_seals_rim_that_cuts_one_label_in_two_does_not_empty_its_value() -> None:
    rows = [(label, value) for label, value in zip(HEADER, ONE, strict=True)]
    cells = [replace(cell, column_span=2) for row in rows[1:] for cell in grid(row).cells[:1]]
    labels = tuple(replace(cell, row=at) for at, cell in enumerate(cells, 1))
    values = tuple(Cell(value, at, 2) for at, (_, value) in enumerate(rows))
    cut = (Cell(HEADER[0], 0, 0), Cell("", 0, 1))
    form = the_form(LINE, Table((*cut, *labels, *values), len(rows), 3), scanned=True)
    assert [text(form, key) for key in ("name", "mobile")] == [ONE[0], ONE[3]]


@pytest.mark.parametrize(
    ("behind", "scanned", "certain"), [("zhaob.cn", True, False), ("", True, True), ("zhaob.cn", False, True)]
)
def test_a_cell_that_a_stamp_parted_on_a_scan_is_no_certain_value(behind: str, scanned: bool, certain: bool) -> None:
    """The address stood in the second part, and the first was certainly empty."""
    rows = [(label, value) for label, value in zip(HEADER, ONE, strict=True)]
    rows[4] = (HEADER[4], "", behind)
    cells = tuple(Cell(text, row, column) for row, texts in enumerate(rows) for column, text in enumerate(texts))
    form = the_form(LINE, Table(cells, len(rows), 3), scanned=scanned)
    assert (form.fields["email"].certainty > 0.9) == certain
    assert form.fields["mobile"].certainty > 0.9
