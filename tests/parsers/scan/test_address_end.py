"""A domain ends in one of few ways; the recogniser's part is played."""

import math

import pytest

from parsers.lattice import Lattice
from parsers.scan.address_end import with_known_end
from parsers.scan.cell_text import CellText, ReadLine, with_lines
from parsers.scan.recogniser import RecognisedLine, TextBox


def line(text: str, pale: dict[int, dict[str, float]] | None = None) -> ReadLine:
    """A line of which the characters in these places are seen with these chances, "" for none."""
    steps = []
    for at, one in enumerate(text):
        chances = (pale or {}).get(at, {one: 1.0})
        steps += [{letter: math.log(chance) for letter, chance in chances.items()}, {"": 0.0}]
    places = tuple((at + 0.25) / len(text) for at in range(len(text)))
    view = RecognisedLine(text, Lattice(tuple(steps)), places)
    return ReadLine(TextBox(0, 0, 10, 10), view, view)


def told(*lines: ReadLine) -> CellText:
    return with_known_end(with_lines(CellText(), lines))


@pytest.mark.parametrize(
    "lines",
    [
        (line("zhb@139.com", {10: {"m": 0.6, "": 0.4}}),),
        (line("zhao@nys.com.c"), line("n", {0: {"n": 0.6, "": 0.4}})),
        (line("zhao@nys.edu"), line(".cn", {0: {".": 0.6, "": 0.4}})),
    ],
)
def test_a_pale_character_of_the_end_is_settled_by_all_ways_to_end(lines: tuple[ReadLine, ...]) -> None:
    assert with_lines(CellText(), lines).certainty < 0.95
    assert told(*lines).certainty > 0.95


@pytest.mark.parametrize(
    "lines",
    [
        (line("zhb@139.com", {8: {"c": 0.5, "": 0.5}, 9: {"o": 0.1, "n": 0.9}, 10: {"m": 0.1, "": 0.9}}),),
        (line("zhao@nys.com"), line(".cn", {0: {".": 0.3, "": 0.7}, 1: {"c": 0.3, "": 0.7}, 2: {"n": 0.3, "": 0.7}})),
        (line("zhab@139.com", {3: {"b": 0.1, "d": 0.9}}),),
        (line("zhb@nys.cn", {8: {"c": 0.5, "h": 0.5}, 9: {"n": 0.5, "k": 0.5}}),),
        (line("zhb@nys.xy", {9: {"y": 0.6, "": 0.4}}),),
    ],
)
def test_it_stays_open_where_another_end_or_another_address_is_as_likely(lines: tuple[ReadLine, ...]) -> None:
    assert told(*lines).certainty < 0.95
