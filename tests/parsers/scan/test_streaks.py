"""Streaks of the scanner go; rules, text and closely cropped tables stay."""

import cv2
import numpy as np
import pytest

from parsers.scan.page import Pixels
from parsers.scan.streaks import without_streaks


def a_page() -> Pixels:
    page = np.full((1600, 1100, 3), 250, np.uint8)
    for x in (150, 400, 700, 950):
        cv2.line(page, (x, 300), (x, 900), (30, 30, 30), 2)
    for y in (300, 500, 900):
        cv2.line(page, (150, y), (950, y), (30, 30, 30), 2)
    cv2.putText(page, "13800000000", (420, 700), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (20, 20, 20), 3)
    return page


@pytest.mark.parametrize("grey", [140, 200, 230])
@pytest.mark.parametrize("turned", [False, True])
def test_a_streak_from_edge_to_edge_is_taken_out(grey: int, turned: bool) -> None:
    page = a_page()
    cv2.line(page, (0, 1200) if turned else (820, 0), (1099, 1200) if turned else (820, 1599), (grey,) * 3, 1)
    assert np.abs(without_streaks(page)[0].astype(int) - a_page()).max() <= 3 or _differs_at_crossings_only(page)


def test_a_stroke_of_a_letter_along_a_streak_stays() -> None:
    """The left side of a 6 went with the streak, and a 5 was left."""
    page = a_page()
    cv2.line(page, (820, 1000), (820, 1060), (20, 20, 20), 2)
    before = page.copy()
    cv2.line(page, (820, 0), (820, 1599), (150,) * 3, 1)
    page[1000:1061, 820] = 15
    told, _ = without_streaks(page)
    assert (told[1005:1055, 820] < 60).all()
    assert (told[100:200, 820] > 240).all()
    assert np.abs(told[1005:1055, 815:826].astype(int) - before[1005:1055, 815:826]).max() < 60


def _differs_at_crossings_only(page: Pixels) -> bool:
    away = np.abs(without_streaks(page)[0].astype(int) - a_page()).max(axis=2) > 3
    return int(away.sum()) < 20


def test_a_page_without_streaks_is_the_same_page() -> None:
    page = a_page()
    told, hidden = without_streaks(page)
    assert told is page
    assert hidden is None


def test_a_slanted_fold_is_left_to_others() -> None:
    page = a_page()
    cv2.line(page, (800, 0), (812, 1599), (180, 180, 180), 1)
    told, hidden = without_streaks(page)
    assert told is page
    assert hidden is None


def test_the_rules_of_a_closely_cropped_table_stay() -> None:
    page = np.full((900, 1100, 3), 250, np.uint8)
    for x in (100, 300, 500, 700, 900):
        cv2.line(page, (x, 0), (x, 899), (30, 30, 30), 1)
    told, hidden = without_streaks(page)
    assert told is page
    assert hidden is None


def test_a_tiny_picture_is_no_error() -> None:
    page = np.full((7, 5, 3), 200, np.uint8)
    told, hidden = without_streaks(page)
    assert told is page
    assert hidden is None


def test_a_thin_stroke_beside_a_streak_stays() -> None:
    """Half of the 扌 of 教授 stood under the streak, the other half was taken for its rim: 教受."""
    page = a_page()
    page[1000:1061, 819:822] = 110
    page[:, 820] = 141
    told, _ = without_streaks(page)
    assert (told[1005:1055, 819:822] < 130).all()
    assert (told[100:200, 818:823] > 240).all()


@pytest.mark.parametrize(("grey", "hides"), [(141, True), (230, False)])
def test_a_dark_streak_may_have_hidden_something(grey: int, hides: bool) -> None:
    page = a_page()
    page[:, 820] = grey
    _, hidden = without_streaks(page)
    assert (hidden is not None) == hides
    assert hidden is None or (np.flatnonzero(hidden.all(axis=0)).tolist() == [820] and not hidden[:, :820].any())
