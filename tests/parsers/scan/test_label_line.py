"""A label's line under a stamp: what two readers agree on is believed, unless any of four readings sees more."""

from dataclasses import replace

import pytest

from parsers.document import DOUBTED
from parsers.lattice import Lattice
from parsers.scan.cell_text import CellText, ReadLine, with_lines
from parsers.scan.label_line import certainty_of_value, text_of
from parsers.scan.recogniser import RecognisedLine, TextBox

LABEL, UNIT = "单位名称：", "中国遥感学会"


def view(text: str, chance: float = -0.001, instead: str = "口") -> RecognisedLine:
    """Every character with the same logarithm of its chance, at even steps."""
    steps = tuple({one: chance, instead: -3.0} for one in text)
    return RecognisedLine(text, Lattice(steps), tuple((at + 0.5) / len(text) for at in range(len(text))))


def line(*views: RecognisedLine, seconds: tuple[RecognisedLine, ...] = ()) -> CellText:
    return with_lines(CellText(), (ReadLine(TextBox(0, 0, 400, 40), *views, seconds=seconds),))


SPOILT = view(LABEL + "中目謠感学会", -0.5)


def test_a_line_that_a_stamp_spoils_in_one_picture_is_not_certain() -> None:
    assert certainty_of_value(line(view(LABEL + UNIT), view(LABEL + UNIT))) > 0.95
    assert certainty_of_value(line(view(LABEL + UNIT), SPOILT)) < 0.1


@pytest.mark.parametrize(
    ("seconds", "likely"),
    [
        ((view(LABEL + UNIT), SPOILT), True),
        ((SPOILT, view(LABEL + UNIT)), True),
        ((SPOILT, SPOILT), False),
        ((view(LABEL + UNIT), view(LABEL + "中国卫星遥感学会", -0.5)), False),
    ],
)
def test_a_second_reader_speaks_for_it_unless_it_sees_more(seconds: tuple[RecognisedLine, ...], likely: bool) -> None:
    certainty = certainty_of_value(line(view(LABEL + UNIT), SPOILT, seconds=seconds))
    assert (0.7 <= certainty < 0.95) == likely
    assert likely or certainty < 0.7


@pytest.mark.parametrize(
    "seen",
    ["单位名称;", "单位名称：", "单立名称：", "单位名称（盖章：", "单位名称(盖章)", "位名标（盖章)"],
)
def test_a_label_that_a_stamp_made_another_is_the_label(seen: str) -> None:
    assert text_of(line(view(seen + UNIT)), "单位名称") == LABEL + UNIT


def test_a_label_without_a_colon_is_one_where_the_printed_remark_ends_the_line() -> None:
    assert text_of(line(view("单立名称" + UNIT + "（盖章")), "单位名称") == LABEL + UNIT
    assert text_of(line(view("单位名称请照批件填写")), "单位名称") == "单位名称请照批件填写"


def test_other_lines_stay_as_they_are() -> None:
    assert text_of(line(view("第一;第二"))) == "第一;第二"
    assert text_of(line(view("单位名称（盖章）：")), "单位名称") == "单位名称（盖章）："


def test_the_certainty_of_a_value_is_not_that_of_its_label() -> None:
    seen = view(LABEL + UNIT)
    worn = replace(seen, lattice=Lattice(({"单": -2.0}, *seen.lattice.steps[1:])))
    assert certainty_of_value(line(worn, worn)) > 0.95


def test_older_forms_beside_the_label_are_no_plain_newer_ones() -> None:
    """聯盟 on a line with 单位名称 was read as 联盟, and certain."""
    seen = replace(view(LABEL + UNIT), is_folded=True)
    assert certainty_of_value(line(seen, seen)) == DOUBTED
    assert certainty_of_value(line(seen, view(LABEL + UNIT))) > DOUBTED


@pytest.mark.parametrize(("chance", "certain"), [(-0.001, True), (-1.0, False)])
def test_an_empty_line_is_as_certain_as_its_label_is_read(chance: float, certain: bool) -> None:
    """A label misread may have been a value; a line with nothing but its label had no certainty at all."""
    alone = view("单位名称：（盖章）", chance)
    assert (certainty_of_value(line(alone, alone)) > 0.95) == certain


def test_traces_of_a_stamp_behind_the_printed_remark_are_no_part_of_the_name() -> None:
    assert text_of(line(view(LABEL + UNIT + "（盖章田章")), "单位名称") == LABEL + UNIT


@pytest.mark.parametrize(("faded", "certain"), [("", True), ("（", False)])
def test_a_bracket_that_faded_under_the_stamp_leaves_a_gap(faded: str, certain: bool) -> None:
    drawn = LABEL + "海智工作基地" + faded + "海口复兴城"
    steps = tuple(step for one in drawn for step in ({"": 0.0} if one == faded else {one: 0.0}, {"": 0.0}))
    places = tuple((2 * at + 0.5) / len(steps) for at, one in enumerate(drawn) if one != faded)
    read = RecognisedLine("".join(one for one in drawn if one != faded), Lattice(steps), places)
    assert (certainty_of_value(line(read)) > DOUBTED) == certain
