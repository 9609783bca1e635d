"""A character that the recogniser passed over leaves a mark, so that no shorter name is taken for this one."""

import cv2
import numpy as np
import pytest

from parsers.lattice import Lattice
from parsers.scan.cell_text import ReadLine, Sheet
from parsers.scan.lines import end_margins
from parsers.scan.recogniser import RecognisedLine, TextBox
from parsers.scan.unread import with_unread

HEIGHT, PITCH = 30, 32


def a_line(drawn: str, read: str, gap: int = 0) -> tuple[Sheet, ReadLine]:
    """Characters as crosses in frames, "." as a speck, "_" as a very short dash, " " as nothing, "~" pale; `read` of
    them was read."""
    page = np.full((60, 40 + len(drawn) * (PITCH + gap), 3), 255, np.uint8)
    for place, one in enumerate(drawn):
        x, ink = 10 + place * (PITCH + gap), (190, 190, 190) if one == "~" else (20, 20, 20)
        if one == ".":
            cv2.circle(page, (x + 15, 30), 2, ink, -1)
        elif one in "-_":
            cv2.line(page, (x + 9, 30), (x + 21 if one == "-" else x + 14, 30), ink, 2)
        elif one != " ":
            cv2.rectangle(page, (x + 2, 17), (x + 28, 43), ink, 2)
            cv2.line(page, (x + 2, 30), (x + 28, 30), ink, 2)
    kept = [place for place, one in enumerate(drawn) if one in read]
    columns = np.flatnonzero((page < 230).any(axis=(0, 2)))
    box = TextBox(int(columns[0]), 15, int(columns[-1]) + 1, 15 + HEIGHT)
    _, margin = end_margins(HEIGHT, box.right - box.left)
    whole = box.right - box.left + 2 * margin
    places = tuple((25 + place * (PITCH + gap) - box.left + margin) / whole for place in kept)
    text = "".join(drawn[place] for place in kept)
    reading = RecognisedLine(text, Lattice(tuple({one: 0.0} for one in text)), places)
    grey = np.asarray(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), np.uint8)
    return Sheet(1, page, grey, np.zeros_like(grey), float(HEIGHT)), ReadLine(box, reading)


@pytest.mark.parametrize(
    ("drawn", "read", "text"),
    [
        ("甲乙丙", "甲丙", "甲〓丙"),
        ("甲乙丙", "甲乙", "甲乙〓"),
        ("甲乙丙", "乙丙", "〓乙丙"),
        ("甲乙丙", "甲乙丙", "甲乙丙"),
        ("甲 丙", "甲丙", "甲丙"),
        ("甲.丙", "甲丙", "甲丙"),
        ("甲~丙", "甲丙", "甲丙"),
        ("甲乙  丙", "甲乙", "甲乙"),
        ("ab", "a", "a"),
        ("甲乙-", "甲乙", "甲乙-"),
        ("甲乙-丙丁", "甲乙丙丁", "甲乙-丙丁"),
        ("甲乙-丙丁", "甲乙-丙丁", "甲乙-丙丁"),
        ("甲乙_丙丁", "甲乙丙丁", "甲乙-丙丁"),
    ],
)
def test_a_character_without_a_reading_is_marked(drawn: str, read: str, text: str) -> None:
    assert with_unread(*a_line(drawn, read)).reading.text == text


def test_a_dash_that_was_passed_over_is_not_certain() -> None:
    line = with_unread(*a_line("甲乙-", "甲乙")).reading
    assert -0.5 < line.lattice.log_probability(line.text) < -0.1


def test_characters_set_wide_apart_are_all_read() -> None:
    assert with_unread(*a_line("甲乙丙", "甲乙丙", gap=25)).reading.text == "甲乙丙"


def test_the_probabilities_say_that_something_is_there() -> None:
    lattice = with_unread(*a_line("甲乙丙", "甲丙")).reading.lattice
    assert lattice.best() == "甲〓丙"
    assert lattice.ratio("甲丙") < -8


def a_number(drawn: str, read: str, blot: tuple[int, int] = (0, 0)) -> tuple[Sheet, ReadLine]:
    """Letters in even steps, "_" where one was not read; a blot from one place to before another."""
    page = np.full((60, 40 + len(drawn) * 16, 3), 255, np.uint8)
    for place, one in enumerate(drawn):
        cv2.putText(page, one, (12 + place * 16, 40), cv2.FONT_HERSHEY_SIMPLEX, 0.7, (20, 20, 20), 2)
    if any(blot):
        cv2.rectangle(page, (10 + blot[0] * 16, 22), (8 + blot[1] * 16, 43), (90, 110, 120), -1)
    columns = np.flatnonzero((page < 230).any(axis=(0, 2)))
    box = TextBox(int(columns[0]), 15, int(columns[-1]) + 1, 47)
    _, margin = end_margins(32, box.right - box.left)
    whole = box.right - box.left + 2 * margin
    kept = [place for place, one in enumerate(read) if one != "_"]
    places = tuple((19 + place * 16 - box.left + margin) / whole for place in kept)
    text = "".join(read[place] for place in kept)
    reading = RecognisedLine(text, Lattice(tuple({one: 0.0} for one in text)), places)
    grey = np.asarray(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), np.uint8)
    return Sheet(1, page, grey, np.zeros_like(grey), 32.0), ReadLine(box, reading)


def test_digits_under_a_blot_leave_a_mark() -> None:
    assert with_unread(*a_number("13800138000", "138___38000", blot=(3, 6))).reading.text == "138〓38000"
    assert with_unread(*a_number("wang88@unit.cn", "wang88___it.cn", blot=(6, 9))).reading.text == "wang88〓it.cn"


def test_digits_parted_by_blanks_or_without_a_blot_leave_none() -> None:
    assert with_unread(*a_number("138  001  3800", "138__001__3800")).reading.text == "1380013800"
    assert with_unread(*a_number("13800138000", "13800138000")).reading.text == "13800138000"
