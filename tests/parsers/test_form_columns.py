"""What offices part into columns of their own: 单位 and 部门, a tick and its option, 是 and 否."""

import pytest

from parsers.document import CERTAIN, Cell, Table
from tests.parsers.annex1_layout import ACCOUNT, UNIT_TYPES
from tests.parsers.form_grids import HEADER, LINE, ONE, grid, text, the_form

UNIT, DEPARTMENT = ONE[1].split("-")
PARTED = ("姓名", "单位", "部门", *HEADER[2:])
VALUES = (ONE[0], UNIT, DEPARTMENT, *ONE[2:])


@pytest.mark.parametrize("unit_label", ["单位", "工作单位", "所在单位"])
def test_a_unit_in_its_own_column_is_part_of_the_department(unit_label: str) -> None:
    header = (PARTED[0], unit_label, *PARTED[2:])
    for table in (grid(header, VALUES), grid(*zip(header, VALUES, strict=True))):
        form = the_form(LINE, table)
        assert text(form, "unit_department") == ONE[1]
        assert (text(form, "name"), text(form, "position"), text(form, "mobile")) == (ONE[0], ONE[2], ONE[3])


def test_a_unit_without_a_department_stays_without() -> None:
    form = the_form(LINE, grid(PARTED, (ONE[0], UNIT, "", *ONE[2:])))
    assert text(form, "unit_department") == UNIT


def test_a_column_of_another_unit_is_no_part_of_the_department() -> None:
    form = the_form(LINE, grid(("姓名", "主管单位", "部门", *HEADER[2:]), (ONE[0], "乙水厅", DEPARTMENT, *ONE[2:])))
    assert text(form, "unit_department") == DEPARTMENT


def rows_of_ticks(ticked: int, behind: bool, margin: int = 0) -> Table:
    """单位类型 over two columns, one of them for the tick; `margin`: columns at their sides, as an inner table has them
    in print."""
    width = 2 + 2 * margin
    after = 5 + width
    labels = [
        Cell(words, 0, n if n < 6 else after, column_span=width if n == 5 else 1) for n, words in enumerate(HEADER)
    ]
    values = [Cell(words, 1, n if n < 6 else after, row_span=6) for n, words in enumerate(ONE) if n != 5]
    margins = [Cell("", 1, column, row_span=6) for column in ((5, after - 1) if margin else ())]
    marks = [Cell("☑" if n == ticked else "", n + 1, 5 + margin + behind) for n in range(6)]
    options = [Cell(words, n + 1, 6 + margin - behind) for n, words in enumerate(UNIT_TYPES)]
    cells = sorted([*labels, *values, *margins, *marks, *options], key=lambda cell: (cell.row, cell.column))
    return Table(tuple(cells), 7, after + 1)


@pytest.mark.parametrize("behind", [False, True])
@pytest.mark.parametrize("margin", [0, 1])
@pytest.mark.parametrize("ticked", [0, 3, 5])
def test_a_tick_in_a_column_of_its_own_is_its_rows(ticked: int, margin: int, behind: bool) -> None:
    form = the_form(LINE, rows_of_ticks(ticked, behind, margin))
    assert form.fields["unit_type"].ticked == (UNIT_TYPES[ticked],)


def test_on_a_scan_a_tick_in_a_column_of_its_own_is_left_to_a_person() -> None:
    assert the_form(LINE, rows_of_ticks(0, True), scanned=True).fields["unit_type"].ticked is None


def answers(yes: str, no: str, spanned: bool) -> Table:
    """是 and 否 under the label, the tick under one of them."""
    span = 2 if spanned else 1
    labels = [Cell(words, 0, n, row_span=span) for n, words in enumerate(HEADER[:6])]
    blank = [] if spanned else [Cell("", 1, n) for n in range(6)]
    below = [*blank, Cell("是", 1, 6), Cell("否", 1, 7)]
    values = [Cell(words, 2, n) for n, words in enumerate((*ONE[:6], yes, no))]
    return Table((*labels, Cell(ACCOUNT, 0, 6, column_span=2), *below, *values), 3, 8)


@pytest.mark.parametrize("spanned", [True, False])
def test_a_tick_under_yes_or_no_is_that_answer(spanned: bool) -> None:
    for yes, no, wanted in (("☑", "", ("是",)), ("", "☑", ("否",)), ("☑", "□", ("是",)), ("☑", "/", ("是",))):
        assert the_form(LINE, answers(yes, no, spanned)).fields["has_account"].ticked == wanted
    assert the_form(LINE, answers("☑", "☑", spanned)).fields["has_account"].ticked == ("是", "否")
    assert not the_form(LINE, answers("", "", spanned)).fields["has_account"].ticked
    assert the_form(LINE, answers("☑", "", spanned), scanned=True).fields["has_account"].ticked is None


def test_a_rule_hidden_between_two_labels_does_not_make_one_certain_value_of_two() -> None:
    labels = tuple(Cell(words, 0, n, column_span=2 if n == 1 else 1) for n, words in enumerate(HEADER) if n != 2)
    table = Table((*labels, *(Cell(words, 1, n) for n, words in enumerate(ONE))), 2, 7)
    assert the_form(LINE, table, scanned=True).fields["unit_department"].certainty < CERTAIN
    assert the_form(LINE, table, scanned=True).fields["name"].certainty >= CERTAIN
