"""A tick between the words of one option and the box of the next is the one's in front of whose box it turns."""

import cv2
import numpy as np
import pytest

from parsers.lattice import Lattice
from parsers.scan.box_cell import Seen
from parsers.scan.box_doubts import turns_before
from parsers.scan.box_ring import Ink, Ring
from parsers.scan.cell_text import CellText, ReadLine
from parsers.scan.options import Found, OptionPlace, WordSpan
from parsers.scan.recogniser import RecognisedLine, TextBox

SIZE = 24
RING = Ring(1.0, 1.0, 140, 40, 22)


def a_line(tick: list[tuple[int, int]]) -> Seen:
    """Words up to 110, then a box at RING with its own words behind it; a pen stroke through these points."""
    picture = np.zeros((110, 300), np.uint8)
    cv2.rectangle(picture, (RING.left, RING.top), (RING.right - 1, RING.bottom - 1), 255, 2)
    cv2.polylines(picture, [np.array(tick)], False, 255, 3)
    mask = np.asarray(picture > 0, np.bool_)
    line = ReadLine(TextBox(10, 38, 290, 64), RecognisedLine("甲乙", Lattice(()), (0.2, 0.7)))
    places = (OptionPlace("甲", (WordSpan(0, 40, 110),)), OptionPlace("乙", (WordSpan(0, 168, 260),)))
    return Seen(
        Ink(mask, mask, SIZE), TextBox(0, 0, 300, 110), CellText((line,)), Found(places, ""), np.zeros_like(mask)
    )


@pytest.mark.parametrize(
    ("tick", "turns", "perhaps"),
    [
        ([(124, 46), (132, 58), (168, 20)], True, True),  # behind the words
        ([(122, 34), (150, 60), (176, 20)], False, True),  # in the box, from far before it
        ([(146, 46), (152, 56), (176, 20)], False, False),  # all in the box
    ],
)
def test_where_a_tick_turns_tells_whose_it_is_most_likely(
    tick: list[tuple[int, int]], turns: bool, perhaps: bool
) -> None:
    seen = a_line(tick)
    assert turns_before(seen, [None, RING], 1, perhaps=False) == turns
    assert turns_before(seen, [None, RING], 1) == perhaps
