"""What stands beside a line and was not cut out with it."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from parsers.scan.beside import leaves_ink, with_beside
from parsers.scan.cell_text import Sheet
from parsers.scan.recogniser import TextBox

LINE, CELL, CHARACTER = TextBox(40, 20, 160, 44), TextBox(5, 5, 295, 95), 20.0


def a_page(ink: int) -> np.ndarray:
    page = np.full((100, 300), 250, np.uint8)
    cv2.putText(page, "kexue", (42, 42), cv2.FONT_HERSHEY_SIMPLEX, 1.0, ink, 2)
    return page


def sheet_of(page: np.ndarray) -> Sheet:
    return Sheet(1, np.dstack([page] * 3), page, np.zeros_like(page), CHARACTER)


@pytest.mark.parametrize("depth", [60, 100])
def test_a_dash_a_third_as_dark_as_the_letters_is_shown(depth: int) -> None:
    """dongzhangxu-1218 lost its dash, which in a thin face was too pale to be ink."""
    page = a_page(250 - 2 * depth)
    page[31:34, 164:174] = 250 - depth
    assert with_beside(sheet_of(page), LINE, CELL) == TextBox(40, 20, 180, 44)


def test_paper_and_its_noise_are_not_shown() -> None:
    page = a_page(60).astype(np.int16) + np.random.default_rng(3).normal(0, 6, (100, 300)).astype(np.int16)
    assert with_beside(sheet_of(page.clip(0, 255).astype(np.uint8)), LINE, CELL) == LINE


def test_what_lies_in_the_next_cell_is_not_shown() -> None:
    page = a_page(60)
    page[20:44, 168:176] = 0
    assert with_beside(sheet_of(page), LINE, TextBox(5, 5, 166, 95)) == LINE


def test_without_a_cell_the_line_is_all_that_is_known() -> None:
    page = a_page(60)
    page[20:44, 168:176] = 0
    assert with_beside(sheet_of(page), LINE, None) == LINE


@pytest.mark.parametrize(
    ("mark", "left"),
    [
        ((60, 63, 90, 104), True),
        ((60, 62, 90, 93), False),
        ((8, 92, 4, 6), False),
        ((18, 20, 100, 112), False),
        ((70, 73, 20, 250), False),
    ],
    ids=["a dash below", "a speck", "what is left of the cell's rule", "the top of a letter", "a fold"],
)
def test_ink_of_the_size_of_a_dash_in_no_line_is_left_over(mark: tuple[int, int, int, int], left: bool) -> None:
    page = a_page(60)
    top, bottom, start, end = mark
    page[top:bottom, start:end] = 120
    assert leaves_ink(sheet_of(page), [LINE], CELL) == left
    assert not leaves_ink(sheet_of(a_page(60)), [LINE], CELL)


def test_under_a_stamp_nobody_can_tell() -> None:
    page = a_page(60)
    page[60:63, 90:104] = 120
    stamped = np.dstack([page] * 3)
    stamped[30:80, 200:230] = (40, 40, 220)
    assert not leaves_ink(replace(sheet_of(page), colour=stamped), [LINE], CELL)
