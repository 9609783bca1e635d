"""Red ink goes, black print stays, also where a scanner's JPEG has smeared the ink's colour over it."""

import cv2
import numpy as np
import pytest

from parsers.scan.page import Pixels
from parsers.scan.red_ink import red_channel, without_red

INKS = {"bright": (40, 30, 225), "dark": (45, 40, 150), "purple": (110, 40, 170), "orange": (40, 90, 230)}
STAMPED, BARE, PRINTED = np.s_[60:200, 60:200], np.s_[65:95, 65:195], np.s_[120:124, 20:280]


def a_page(ink: tuple[int, int, int], paper: int = 250) -> Pixels:
    """A filled stamp over a printed stroke, as a scanner stores it (JPEG, colour at half resolution)."""
    page = np.full((300, 300, 3), paper, np.uint8)
    page[PRINTED] = 25
    stamp = np.full_like(page, 255)
    stamp[STAMPED] = ink
    return scanned(np.asarray(cv2.multiply(page, stamp, scale=1 / 255), np.uint8))


def scanned(page: Pixels) -> Pixels:
    _, octets = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, 75])
    return np.asarray(cv2.imdecode(octets, cv2.IMREAD_COLOR), np.uint8)


@pytest.mark.parametrize("ink", INKS.values(), ids=INKS)
def test_print_under_a_stamp_is_as_good_as_print_beside_it(ink: tuple[int, int, int]) -> None:
    clean = without_red(a_page(ink))
    assert clean[121:123, 80:180].max() < 150
    assert clean[121:123, 220:270].max() < 60


@pytest.mark.parametrize("ink", INKS.values(), ids=INKS)
def test_bare_ink_is_paper(ink: tuple[int, int, int]) -> None:
    clean = without_red(a_page(ink))
    assert clean[BARE].min() > 235
    assert (clean[140:198, 50:210] < 180).mean() < 0.02


def test_a_page_without_red_is_only_evened() -> None:
    page = np.full((300, 300, 3), 200, np.uint8)
    page[PRINTED] = 20
    clean = without_red(page)
    assert clean[200:].min() > 250
    assert clean[121:123, 30:270].max() < 40


def test_a_piece_is_shown_through_red_glass_only_where_it_is_stamped() -> None:
    page = a_page(INKS["bright"])
    seen = red_channel(page[100:140])
    assert seen is not None
    assert seen[20:24, 80:180].max() < 160
    assert red_channel(page[210:290]) is None
    assert red_channel(page[:0]) is None
