"""1 or l, 0 or o in an address, by the pictures of the others on the page; the recogniser's part is played."""

import math

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.lattice import Lattice
from parsers.scan.address_lines import as_address
from parsers.scan.cell_reading import without_stroke_above
from parsers.scan.cell_text import CellText, ReadLine, Sheet
from parsers.scan.glyphs import glyphs_of, likeness
from parsers.scan.lines import end_margins
from parsers.scan.look_alikes import tell_look_alikes
from parsers.scan.recogniser import RecognisedLine, Recogniser, TextBox

SERIF, SANS = cv2.FONT_HERSHEY_COMPLEX, cv2.FONT_HERSHEY_DUPLEX
PITCH, HEIGHT = 26, 46
ENGINE = Recogniser(1)


def printed(rows: list[tuple[str, int]]) -> tuple[Sheet, list[TextBox]]:
    """Each text on a line of its own, in its own typeface, letters apart from each other."""
    page = np.full((80 * len(rows) + 40, 40 + PITCH * max(len(text) for text, _ in rows), 3), 255, np.uint8)
    boxes = []
    for number, (text, face) in enumerate(rows):
        top = 20 + 80 * number
        for place, one in enumerate(text):
            cv2.putText(page, one, (20 + PITCH * place, top + 34), face, 1.0, (0, 0, 0), 2, cv2.LINE_AA)
        boxes.append(TextBox(18, top, 22 + PITCH * len(text), top + HEIGHT))
    grey = np.asarray(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), np.uint8)
    return Sheet(1, page, grey, np.zeros_like(grey), 24), boxes


def recognised(box: TextBox, text: str, wavering: dict[int, dict[str, float]] | None = None) -> CellText:
    """One line as the recogniser gives it; `wavering`: chances at a place, where it is not sure."""
    steps: list[dict[str, float]] = []
    for place, one in enumerate(text):
        chances = (wavering or {}).get(place, {one: 1.0})
        steps += [{"": 0.0}, {character: math.log(chance) for character, chance in chances.items()}, {"": 0.0}]
    width = box.right - box.left
    _, margin = end_margins(box.bottom - box.top, width)
    places = tuple((margin + 2 + PITCH * (at + 0.4)) / (width + 2 * margin) for at in range(len(text)))
    # positions are shares of the line; three steps for each character keep step and picture together
    lattice = Lattice(tuple(_spread(steps, places)))
    return CellText((ReadLine(box, RecognisedLine(text, lattice, places)),), 0.9, lattice)


def _spread(steps: list[dict[str, float]], places: tuple[float, ...]) -> list[dict[str, float]]:
    out: list[dict[str, float]] = [{"": 0.0} for _ in range(40 * len(places))]
    for number, place in enumerate(places):
        out[round(place * len(out))] = steps[3 * number + 1]
    return out


def told(address: str, read: str, phone: str = "13811112222", face: int = SERIF) -> CellText:
    sheet, boxes = printed([(address, SERIF), (phone, face)])
    places = {at: {one: 0.6, address[at]: 0.4} for at, one in enumerate(read) if one != address[at]}
    return tell_look_alikes(sheet, [recognised(boxes[0], read, places), recognised(boxes[1], phone)], ENGINE)[0]


@pytest.mark.parametrize("address", ["fuxl@gmail.com", "fux1@gmail.com", "wu.l@aliyun.com", "wu.1@aliyun.com"])
@pytest.mark.parametrize("as_read", ["1", "l"])
def test_a_lone_l_or_1_is_told_by_an_l_of_the_address_and_a_1_of_the_number(address: str, as_read: str) -> None:
    at = address.index("@") - 1
    found = told(address, address[:at] + as_read + address[at + 1 :])
    assert found.text == address
    assert found.certainty > 0.95
    assert found.lattice is not None
    other = address[:at] + ("1" if address[at] == "l" else "l") + address[at + 1 :]
    assert found.lattice.ratio(address) == 0
    assert found.lattice.ratio(other) < -6


def test_without_an_l_to_compare_a_1_stays_doubtful() -> None:
    assert told("wu.1@sohu.com", "wu.1@sohu.com").certainty <= 0.9


def test_a_number_in_another_typeface_settles_nothing_that_the_recogniser_doubts() -> None:
    assert told("wu.1@sohu.com", "wu.l@sohu.com", face=SANS).certainty <= 0.9


def test_a_capital_leaves_all_in_doubt() -> None:
    assert told("aIbl@gmail.com", "aIbl@gmail.com").certainty <= 0.9


@pytest.mark.parametrize(
    ("read", "settled"),
    [("han@hotmai1.com", "han@hotmail.com"), ("han@0ut1ook.com", "han@outlook.com"), ("han@hotnai1.com", "")],
)
def test_a_domain_that_everybody_knows_has_its_letters(read: str, settled: str) -> None:
    cell = told(read, read)
    assert (cell.text == settled) == bool(settled)
    assert (cell.certainty > 0.95) == bool(settled)


def test_cells_without_an_address_are_left_alone() -> None:
    sheet, boxes = printed([("13811112222", SERIF), ("l1l1", SERIF)])
    cells = [recognised(boxes[0], "13811112222"), recognised(boxes[1], "l1l1")]
    assert tell_look_alikes(sheet, cells, ENGINE) == cells


def test_letters_are_parted_by_their_ink_and_underlines_are_none_of_it() -> None:
    sheet, boxes = printed([("li1j", SERIF)])
    cv2.line(sheet.clean, (boxes[0].left, boxes[0].bottom - 4), (boxes[0].right, boxes[0].bottom - 4), 0, 2)
    (line,) = recognised(boxes[0], "li1j").lines
    found = glyphs_of(sheet, line)
    assert [glyph.character for glyph in found] == list("li1j")
    assert likeness(found[0], found[0]) > 0.99 > 0.95 > likeness(found[0], found[2])


@given(st.text("abcdefghijklm", min_size=1, max_size=8), st.sampled_from("一工二·"))
def test_a_lone_stroke_beside_an_address_is_no_line_of_it(name: str, stroke: str) -> None:
    texts = (stroke, f"{name}@mail.cn")
    lines = [recognised(TextBox(0, 0, PITCH * len(text), 40), text).lines[0] for text in texts]
    assert [line.reading.text for line in as_address(tuple(lines))] == [f"{name}@mail.cn"]


@pytest.mark.parametrize(
    ("texts", "kept"),
    [
        (["一", "副会长"], ["副会长"]),
        (["二", "级", "调"], ["二", "级", "调"]),
        (["金辉", "一"], ["金辉", "一"]),
        (["一"], ["一"]),
    ],
)
def test_a_lone_stroke_over_words_is_no_part_of_them(texts: list[str], kept: list[str]) -> None:
    lines = tuple(recognised(TextBox(0, 0, PITCH * len(text), 40), text).lines[0] for text in texts)
    assert [line.reading.text for line in without_stroke_above(lines)] == kept


def test_a_domain_of_small_letters_has_no_capital_and_an_address_no_accent() -> None:
    for read in ("zhão@Iin.org.cn", "zhao@lin.oRg.cn"):
        (line,) = recognised(TextBox(0, 0, 15 * PITCH, 40), read).lines
        assert as_address((line,))[0].reading.text == "zhao@lin.org.cn"
        assert as_address((line,))[0].reading.lattice.best() == "zhao@lin.org.cn"


def test_a_domain_of_capitals_keeps_its_i() -> None:
    (line,) = recognised(TextBox(0, 0, 11 * PITCH, 40), "ZH@SINA.COM").lines
    assert as_address((line,))[0].reading.text == "ZH@SINA.COM"


@pytest.mark.parametrize("read", ["lin@cma-scl.cn", "lin@cma-sc1.cn", "lin@cma-sci.cn"])
def test_an_i_that_lost_its_dot_is_one_in_the_word_sci(read: str) -> None:
    assert told("lin@cma-sci.cn", read).text == "lin@cma-sci.cn"
    assert told("lin@cma-scl.cn", "lin@cma-scl.cn").text == "lin@cma-scl.cn"


def test_a_wavering_o_that_is_settled_does_not_make_the_ending_another() -> None:
    """The o of .com was settled, and .com was no ending any more."""
    sheet, boxes = printed([("hanmei@kexue.com", SERIF), ("13811112222", SERIF)])
    cell = recognised(boxes[0], "hanmei@kexue.com", {14: {"o": 0.95, "0": 0.05}})
    surely = CellText(cell.lines, 0.99, cell.lattice)
    assert tell_look_alikes(sheet, [surely], ENGINE)[0].certainty > 0.95
