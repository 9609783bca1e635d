"""Headings that are hard to read are put right by their place; two fields in one cell are not taken for one."""

import numpy as np

from parsers.document import Cell, Where
from parsers.scan.cell_text import Sheet
from parsers.scan.headings import with_headings
from parsers.scan.recogniser import Recogniser
from tests.parsers.annex1_layout import LAYOUT

BLANK = Sheet(1, np.full((900, 600, 3), 250, np.uint8), np.full((900, 600), 250, np.uint8), np.zeros((900, 600), np.uint8), 20)  # fmt: skip  # noqa: E501


def headings(*texts: str) -> list[str]:
    """As they are after they were put right, in a first column."""
    cells = tuple(
        Cell(text, row, 0, where=Where(1, (0.1, 0.1 * row, 0.3, 0.1 * row + 0.1))) for row, text in enumerate(texts)
    )
    values = tuple(Cell("x", row, 1) for row in range(len(texts)))
    return [cell.text for cell in with_headings((*cells, *values), BLANK, LAYOUT, Recogniser(1))][: len(texts)]


def test_a_misread_heading_is_put_right_by_its_place() -> None:
    assert headings("姓名", "单位-部门", "职劣", "手机号", "邮箱")[2] == "职务"


def test_two_headings_in_one_cell_whose_rule_was_not_seen_stay_two() -> None:
    assert headings("姓名", "单位-部门\n职务", "手机号", "邮箱")[1] == "单位-部门\n职务"
