"""A second reader confirms a Chinese line that the first one doubts, and leaves alone one that it reads otherwise."""

import math
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw

from parsers.document import DOUBTED
from parsers.lattice import Lattice
from parsers.scan.cell_text import CellText, ReadLine, Sheet, with_lines
from parsers.scan.certainty import doubt_left, log_chance
from parsers.scan.recogniser import RecognisedLine, Recogniser, TextBox
from parsers.scan.second_reader import with_second_opinion
from tests.exam.typeface import HAN, font

ENGINE = Recogniser(1)


def page_with(text: str) -> tuple[Sheet, TextBox]:
    """The text in print, 40 pixels an em."""
    paper = Image.new("L", (60 + 42 * len(text), 80), 255)
    ImageDraw.Draw(paper).text((20, 20), text, 0, font(*HAN["serif"], 40))
    grey = np.asarray(paper)
    ink = np.argwhere(grey < 128)
    (top, left), (bottom, right) = ink.min(0), ink.max(0) + 1
    sheet = Sheet(1, np.dstack([grey] * 3), grey, np.zeros_like(grey), 37)
    return sheet, TextBox(int(left), int(top), int(right), int(bottom))


def doubted(text: str, box: TextBox, likely: float) -> CellText:
    """Read so, the last character with this chance."""
    sure = [{one: 0.0} for one in text[:-1]] + [{text[-1]: math.log(likely), "口": math.log(1 - likely)}]
    steps = tuple(step for one in sure for step in (one, {"": 0.0}))
    places = tuple((at + 0.5) / len(text) for at in range(len(text)))
    return CellText((ReadLine(box, RecognisedLine(text, Lattice(steps), places)),), likely)


@pytest.mark.parametrize(("name", "likely"), [("林书航", 0.96), ("冯琬瑄", 0.85), ("缪晟", 0.9)])
def test_what_both_read_is_surer(name: str, likely: float) -> None:
    sheet, box = page_with(name)
    read = doubted(name, box, likely)
    again = with_second_opinion(ENGINE, sheet, read)
    assert again.text == name
    assert again.certainty > 0.98 > read.certainty


def test_what_the_second_reads_otherwise_stays_as_doubtful_as_it_was() -> None:
    sheet, box = page_with("林书航")
    read = doubted("林书杭", box, 0.9)
    assert with_second_opinion(ENGINE, sheet, read).certainty == pytest.approx(0.9, abs=0.01)


def test_nobody_is_asked_about_what_is_sure_or_hopeless_or_in_latin_letters() -> None:
    sheet, box = page_with("林书航")
    for text, likely in (("林书航", 0.9999), ("林书航", 0.2), ("Wei Lin", 0.9)):
        read = doubted(text, box, likely)
        assert with_second_opinion(ENGINE, sheet, read) is read


def test_a_rare_character_that_both_read_is_hardly_doubted_and_a_common_one_less() -> None:
    assert doubt_left("冯瑄", -0.05) < doubt_left("冯宣", -0.05) < 1
    assert doubt_left("冯瑄", -0.2) == doubt_left("冯宣", -0.2)
    assert doubt_left("冯瑄", -1.0) == 1


def agreeing(text: str, chance: float, *others: str) -> ReadLine:
    """Read so by both readers in both pictures, but for what else was read; each character with this chance."""
    views = []
    for said in (text, text, *(others or (text, text))):
        steps = tuple({one: chance if at == 0 else 0.0} for at, one in enumerate(said))
        views.append(RecognisedLine(said, Lattice(steps), tuple((at + 0.5) / len(said) for at in range(len(said)))))
    return ReadLine(TextBox(0, 0, 90, 30), views[0], views[1], tuple(views[2:]))


def test_what_four_readings_say_is_hardly_doubted_but_for_rare_characters() -> None:
    assert agreeing("方然", -0.2).log_chance > -0.02
    assert agreeing("方然", -0.2, "方然", "万然").log_chance < -0.05
    assert agreeing("瑄然", -0.2).log_chance < -0.05
    assert agreeing("方然", -0.7).log_chance < -0.2


def test_older_forms_put_into_newer_ones_are_a_doubt_unless_somebody_saw_the_newer() -> None:
    seen = agreeing("中国测绘学会", 0.0)
    old = replace(seen.reading, is_folded=True)
    folded = replace(seen, reading=old, again=old, seconds=(old, old))
    assert folded.is_only_folded
    assert with_lines(CellText(), (folded,)).certainty == DOUBTED
    told = replace(folded, seconds=(old, seen.reading))
    assert not told.is_only_folded
    assert with_lines(CellText(), (told,)).certainty > DOUBTED


def test_a_dash_of_either_length_parts_as_well() -> None:
    perhaps = {"—": math.log(0.5), "": math.log(0.5)}
    steps = ({"学": 0.0}, {"会": 0.0}, perhaps, {"": 0.0}, perhaps, {"部": 0.0})
    read = RecognisedLine("学会——部", Lattice(steps), (0.1, 0.3, 0.5, 0.7, 0.9))
    assert log_chance((read,), "学会——部") == pytest.approx(math.log(0.75), abs=0.01)
    assert read.lattice.log_probability("学会——部") == pytest.approx(math.log(0.25), abs=0.01)


def test_the_dot_between_foreign_names_is_the_same_however_it_is_seen() -> None:
    steps = tuple({one: 0.0} if one != "·" else {"·": math.log(0.6), ".": math.log(0.4)} for one in "约翰·米勒")
    read = RecognisedLine("约翰·米勒", Lattice(steps), (0.1, 0.3, 0.5, 0.7, 0.9))
    assert log_chance((read,), read.text) == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize(
    ("again", "read"), [("中国国土经济学会", "中国国土经济学会"), ("中國國土經濟學會", "中國國土經濟學會")]
)
def test_older_forms_that_one_view_alone_shows_are_the_newer_ones(again: str, read: str) -> None:
    sheet, box = page_with("中国国土经济学会")
    older, other = doubted("中國國土經濟學會", box, 0.9), doubted(again, box, 0.9)
    line = replace(older.lines[0], again=other.lines[0].reading)
    assert with_second_opinion(ENGINE, sheet, with_lines(older, (line,))).text == read
