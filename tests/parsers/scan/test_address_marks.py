"""Underscores that the line under a hyperlink hides, or nearly; the recogniser's part is played."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from parsers.scan.address_marks import GAP, underlined_beyond, with_first_dots, with_underscores
from parsers.scan.cell_text import CellText, with_lines
from parsers.scan.look_alikes import tell_look_alikes
from tests.parsers.scan.test_look_alikes import ENGINE, PITCH, SERIF, printed, recognised


@pytest.mark.parametrize("side", [-1, 1])
def test_an_underline_that_goes_on_beyond_the_letters_may_hide_an_underscore(side: int) -> None:
    sheet, boxes = printed([("hanmei@kexue.cn", SERIF), ("13811112222", SERIF)])
    cell = recognised(boxes[0], "hanmei@kexue.cn")
    surely = CellText(cell.lines, 0.99, cell.lattice)
    foot, beyond = boxes[0].bottom - 3, 26
    left, right = boxes[0].left + 2, boxes[0].right - 14
    cv2.line(sheet.clean, (left, foot), (right, foot), 0, 2)
    assert tell_look_alikes(sheet, [surely], ENGINE)[0].certainty > 0.95
    ends = (left - beyond, right) if side < 0 else (left, right + beyond)
    cv2.line(sheet.clean, (max(0, ends[0]), foot), (ends[1], foot), 0, 2)
    assert tell_look_alikes(sheet, [surely], ENGINE)[0].certainty <= 0.9


@pytest.mark.parametrize(("foot", "certain"), [(3, True), (0, False)])
def test_a_blank_in_an_address_is_an_underscore_and_certain_where_its_own_ink_shows(foot, certain):
    sheet, boxes = printed([("han mei@kexue.cn", SERIF)])
    line = boxes[0].bottom - 7
    cv2.line(sheet.clean, (boxes[0].left + 2, line), (boxes[0].right - 14, line), 0, 2)
    if foot:
        start = 20 + PITCH * 3
        cv2.rectangle(sheet.clean, (start, line + 2), (start + PITCH, line + 1 + foot), 0, -1)
    read = recognised(boxes[0], "han mei@kexue.cn")
    told = with_underscores(sheet, CellText(read.lines, 0.99, read.lattice))
    assert told.text == "han_mei@kexue.cn"
    assert (told.certainty > 0.95) == certain
    assert told.lattice is not None
    assert told.lattice.ratio("han_mei@kexue.cn") == 0.0


def test_words_keep_their_blank():
    sheet, boxes = printed([("Anna Li", SERIF)])
    assert with_underscores(sheet, recognised(boxes[0], "Anna Li")).text == "Anna Li"


@pytest.mark.parametrize("end", [".", "-"])
def test_a_mark_at_the_end_of_a_wrapped_address_stands_on_its_underline(end: str) -> None:
    sheet, boxes = printed([(f"hanmei@kexue{end}", SERIF)])
    (line,) = recognised(boxes[0], f"hanmei@kexue{end}").lines
    foot = boxes[0].bottom - 3
    cv2.line(sheet.clean, (boxes[0].left + 2, foot), (boxes[0].right - 20, foot), 0, 2)
    assert underlined_beyond(sheet, line) < GAP
    cv2.line(sheet.clean, (boxes[0].left + 2, foot), (boxes[0].right + 26, foot), 0, 2)
    assert underlined_beyond(sheet, line) >= GAP


@pytest.mark.parametrize(
    ("size", "aside", "text"),
    [
        (4, 0, "hanmei@kexue\n.net"),
        (14, 0, "hanmei@kexue\nnet"),
        (1, 0, "hanmei@kexue\nnet"),
        (4, 30, "hanmei@kexue\nnet"),
    ],
)
def test_a_dot_before_a_wrapped_line_that_nobody_read_is_one(size: int, aside: int, text: str) -> None:
    """kexue and .net on the next line were read as kexuenet."""
    sheet, boxes = printed([("hanmei@kexue", SERIF), (" net", SERIF)])
    first, second = (recognised(box, word).lines[0] for box, word in zip(boxes, ("hanmei@kexue", " net"), strict=True))
    view = second.reading
    second = replace(second, reading=replace(view, text="net", positions=view.positions[1:]))
    left, foot = 20 + PITCH - size - 5 - aside, boxes[1].top + 34
    cv2.rectangle(sheet.clean, (left, foot - size), (left + size - 1, foot - 1), 0, -1)
    read = with_first_dots(sheet, with_lines(CellText(), (first, second)))
    assert read.text == text
    assert read.lattice is not None
    assert read.lattice.ratio(text.replace("\n", "")) == 0.0


def test_a_part_of_the_first_letter_is_no_dot_before_it() -> None:
    """The ball of a 5 that printed apart from its bow: 36642859 and 05@ were read as 36642859.05@."""
    sheet, boxes = printed([("hanmei@kexue", SERIF), (" net", SERIF)])
    read = tuple(recognised(box, word).lines[0] for box, word in zip(boxes, ("hanmei@kexue", "net"), strict=True))
    first = np.flatnonzero((sheet.clean[boxes[1].top : boxes[1].bottom, boxes[1].left :] < 128).any(axis=0))[0]
    left, foot = boxes[1].left + int(first), boxes[1].top + 34
    sheet.clean[foot - 12 :, left - 5 : left] = 255
    cv2.rectangle(sheet.clean, (left - 4, foot - 4), (left - 1, foot - 1), 0, -1)
    assert with_first_dots(sheet, with_lines(CellText(), read)).text == "hanmei@kexue\nnet"


@pytest.mark.parametrize(("apart", "certain"), [(6, True), (30, False)])
def test_a_dot_read_far_from_the_letters_of_its_line_may_be_dirt(apart: int, certain: bool) -> None:
    """A speck before hg.gov.cn made chg.gov.cn c.hg.gov.cn."""
    sheet, boxes = printed([("hanmei@kexue", SERIF), ("  net", SERIF)])
    read = tuple(recognised(box, word).lines[0] for box, word in zip(boxes, ("hanmei@kexue", ". net"), strict=True))
    first = np.flatnonzero((sheet.clean[boxes[1].top : boxes[1].bottom, boxes[1].left :] < 128).any(axis=0))[0]
    left, foot = boxes[1].left + int(first) - apart, boxes[1].top + 34
    cv2.rectangle(sheet.clean, (left - 4, foot - 4), (left - 1, foot - 1), 0, -1)
    assert all(line.at_side is not certain for line in with_first_dots(sheet, with_lines(CellText(), read)).lines[1:])
