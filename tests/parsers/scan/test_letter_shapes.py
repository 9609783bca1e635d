"""Single letters by their shape: the network in typefaces that it never saw, and what follows from what it sees."""

from dataclasses import replace

import numpy as np
import pytest

from parsers.lattice import Lattice
from parsers.scan.cell_text import CellText, ReadLine
from parsers.scan.glyphs import Glyph
from parsers.scan.letter_shapes import SURE, SeenCell, as_numbered, as_shaped, as_usual, steps_of
from parsers.scan.recogniser import LETTERS, RecognisedLine, Recogniser, TextBox
from tests.glyphs.faces import families
from tests.glyphs.lines import samples

ENGINE = Recogniser(1)
ONES, NOUGHTS = frozenset("1lI|"), frozenset("0oO")


def test_it_is_hardly_ever_sure_of_the_wrong_one() -> None:
    pictures, labels = samples(11, 2_000, families(unseen=True))
    chances = np.concatenate([ENGINE.letters_shown(part) for part in np.array_split(pictures, 10)])
    for group in (ONES, NOUGHTS):
        ours = np.isin(labels, [LETTERS.index(one) for one in group])
        sure, right = chances.max(1)[ours] >= SURE, (chances.argmax(1) == labels)[ours]
        assert ours.sum() > 300
        assert sure.mean() > 0.6
        assert (sure & ~right).sum() <= 3


def seen(text: str, likely: dict[int, dict[str, float]]) -> SeenCell:
    """A line as read; at these places the shapes are so likely what is told, at all others what was read."""
    blank = np.full((32, 64), 255, np.uint8)
    glyphs, shapes = {}, {}
    for at, one in enumerate(text):
        chances = np.zeros(len(LETTERS), np.float32)
        for letter, chance in likely.get(at, {one: 1.0}).items():
            chances[LETTERS.index(letter)] = chance
        glyphs[0, at], shapes[0, at] = Glyph(one, at, np.zeros((2, 2), np.float32), blank), chances
    steps = tuple(dict.fromkeys(likely.get(at, {one: 1.0}), -0.7) | {one: -0.01} for at, one in enumerate(text))
    places = tuple((at + 0.5) / len(text) for at in range(len(text)))
    line = ReadLine(TextBox(0, 0, 10 * len(text), 20), RecognisedLine(text, Lattice(steps), places))
    return SeenCell(CellText((line,)), glyphs, shapes)


def test_a_letter_is_what_both_see() -> None:
    for read, chances, meant in (
        ("wang.l@a.cn", {"l": 0.995}, "l"),
        ("wang.l@a.cn", {"l": 0.95, "1": 0.05}, None),
        ("wang.l@a.cn", {"1": 0.9995}, "1"),
        ("wang.l@a.cn", {"1": 0.99, "l": 0.01}, None),
    ):
        assert as_shaped(seen(read, {5: chances}), (0, 5), ONES) == meant


def test_what_the_recogniser_does_not_see_at_all_is_not_taken_for_another() -> None:
    cell = seen("wang.l@a.cn", {5: {"1": 0.9995}})
    line = cell.cell.lines[0]
    steps = tuple({"l": -0.0} if at == 5 else step for at, step in enumerate(line.reading.lattice.steps))
    alone = ReadLine(line.box, RecognisedLine(line.reading.text, Lattice(steps), line.reading.positions))
    assert as_shaped(SeenCell(CellText((alone,)), cell.glyphs, cell.shapes), (0, 5), ONES) is None


@pytest.mark.parametrize(
    ("read", "at", "chances", "meant"),
    [
        ("wang_1011@a.cn", 6, {"0": 0.92, "O": 0.08}, "0"),
        ("wang_1011@a.cn", 6, {"0": 0.7, "O": 0.3}, None),
        ("wang_10@a.cn", 6, {"0": 0.92, "O": 0.08}, None),
        ("wang.I@a.cn", 5, {"I": 0.6, "l": 0.395}, "l"),
        ("wangl@a.cn", 4, {"I": 0.6, "l": 0.395}, "l"),
        ("wang.l@a.cn", 5, {"I": 0.6, "1": 0.395}, None),
        ("vbgl@a.cn", 3, {"I": 0.6, "l": 0.395}, None),
        ("Ivqmu@a.cn", 0, {"I": 0.6, "l": 0.395}, None),
        ("1ingbo@a.cn", 0, {"l": 0.993, "1": 0.007}, "l"),
        ("1ingbo@a.cn", 0, {"l": 0.6, "1": 0.4}, None),
        ("int1-02@a.cn", 3, {"l": 0.993, "1": 0.007}, "l"),
        ("wang-1@a.cn", 5, {"l": 0.993, "1": 0.007}, None),
    ],
)
def test_numbers_and_initials_are_as_they_usually_are(
    read: str, at: int, chances: dict[str, float], meant: str | None
) -> None:
    assert as_usual(seen(read, {at: chances}), (0, at)) == meant


def test_a_line_is_surer_where_every_character_looks_like_what_was_read() -> None:
    assert seen("13811112222", {}).agrees(0)
    assert not seen("13811112222", {3: {"7": 0.6, "1": 0.4}}).agrees(0)
    assert not seen("wang.l@a.cn", {5: {"l": 0.95}}).agrees(0)
    assert seen("wang.li@a.cn", {6: {"i": 0.95}}).agrees(0)


def test_digits_that_their_neighbours_settle_need_no_sure_shape() -> None:
    assert seen("lin1011@qq.com", {4: {"0": 0.5, "O": 0.5}}).agrees(0)
    assert not seen("lin1011@qq.com", {4: {"0": 0.5, "6": 0.5}}).agrees(0)
    assert not seen("lin0@qq.com", {3: {"0": 0.5, "O": 0.5}}).agrees(0)


def test_a_letter_of_a_domain_may_look_like_its_capital() -> None:
    assert seen("lin@sci.cn", {4: {"s": 0.1, "S": 0.9}}).agrees(0)
    assert not seen("sin@sci.cn", {0: {"s": 0.1, "S": 0.9}}).agrees(0)


@pytest.mark.parametrize(
    ("read", "at", "meant"),
    [
        ("kexieO0@a.cn", 5, "0"),
        ("kexie-O0@a.cn", 6, "0"),
        ("kexie_OO", 7, "0"),
        ("kexieOo@a.cn", 5, None),
        ("KexiOe0@a.cn", 4, None),
        ("lBmO@a.cn", 3, None),
    ],
)
def test_a_number_behind_a_name_holds_no_capital(read: str, at: int, meant: str | None) -> None:
    assert as_numbered(seen(read, {at: {"0": 0.6, "O": 0.395}}), (0, at)) == meant


def test_a_view_is_looked_at_where_it_reads_the_character_itself() -> None:
    """The o before 01 was made certain in the second picture at the steps of the 0, which was lost there."""
    line = seen("zo01@a.cn", {}).cell.lines[0]
    later = replace(line.reading, positions=tuple(place**2 for place in line.reading.positions))
    both = replace(line, again=later)
    assert steps_of(both, later, 2) != steps_of(both, line.reading, 2)
    assert steps_of(both, replace(later, positions=later.positions[:-1]), 2) == steps_of(both, line.reading, 2)


@pytest.mark.parametrize(
    ("read", "at", "chances", "meant"),
    [
        ("zhou0l@a.cn", 5, {"1": 0.98, "l": 0.02}, "1"),
        ("zhou0l@a.cn", 5, {"1": 0.5, "l": 0.5}, None),
        ("zhou-l@a.cn", 5, {"1": 0.98, "l": 0.02}, None),
        ("zl@a.cn", 1, {"1": 0.98, "l": 0.02}, None),
    ],
)
def test_an_l_in_a_number_behind_a_name_is_a_one(
    read: str, at: int, chances: dict[str, float], meant: str | None
) -> None:
    assert as_numbered(seen(read, {at: chances}), (0, at)) == meant


def test_a_small_o_that_looks_like_a_capital_is_not_agreed_on() -> None:
    """Office- in a typewriter's face was read as office-, and certain."""
    assert seen("office-1@a.cn", {}).agrees(0)
    assert not seen("office-1@a.cn", {0: {"O": 0.54, "0": 0.42, "o": 0.04}}).agrees(0)
