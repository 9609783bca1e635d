"""Latin names over several lines: which line ends part words, and which blanks are really there."""

import numpy as np
import pytest

from parsers.lattice import Lattice
from parsers.scan.cell_text import CellText, ReadLine, Sheet
from parsers.scan.latin_lines import with_words
from parsers.scan.recogniser import RecognisedLine, TextBox

LETTER, GAP, BLANK, HIGH, PITCH = 12, 3, 8, 24, 36


def a_cell(text: str, wide: int, blank: int = BLANK, certainty: float = 0.9) -> tuple[Sheet, CellText, TextBox]:
    """Letters as black bars, as wide as they are; the cell is `wide` letters wide."""
    paper = np.full((PITCH * (text.count("\n") + 2), wide * LETTER + 20), 255, np.uint8)
    lines = []
    for number, words in enumerate(text.split("\n")):
        x, top = 10, PITCH * number + 6
        for letter in words:
            if letter != " ":
                paper[top : top + HIGH, x : x + LETTER - GAP] = 0
            x += blank if letter == " " else LETTER
        steps = tuple(step for one in words for step in ({one: 0.0}, {"": 0.0}))
        places = tuple((at + 0.5) / len(words) for at in range(len(words)))
        lines.append(ReadLine(TextBox(10, top, x - GAP, top + HIGH), RecognisedLine(words, Lattice(steps), places)))
    sheet = Sheet(1, np.dstack([paper] * 3), paper, np.zeros_like(paper), HIGH)
    return sheet, CellText(tuple(lines), certainty), TextBox(0, 0, paper.shape[1], paper.shape[0])


def told(text: str, wide: int, blank: int = BLANK) -> tuple[str, bool]:
    """The text, and whether it is certain."""
    read = with_words(*a_cell(text, wide, blank))
    return read.text, read.certainty > 0.95


@pytest.mark.parametrize(
    ("printed", "wide", "meant"),
    [
        ("Wei Z\nhang", 6, "Wei Zhang"),
        ("Anna O'Co\nnnor", 10, "Anna O'Connor"),
        ("Anna O'\nConnor", 14, "Anna O'Connor"),
        ("Jean-\nPierre\nDubois", 16, "Jean-Pierre Dubois"),
        ("DAVID\nMOORE", 14, "DAVID MOORE"),
        ("DAVID\nLIU", 6, "DAVID LIU"),
        ("DAVID L\nIU", 7, "DAVID LIU"),
        ("DAVID LI\nU", 8, "DAVID LIU"),
        ("Ludwig\nvan Dyck", 16, "Ludwig van Dyck"),
        ("Maria Anna Braun", 20, "Maria Anna Braun"),
    ],
)
def test_the_letters_and_the_room_left_tell_what_a_line_end_parts(printed: str, wide: int, meant: str) -> None:
    text, certain = told(printed, wide)
    assert " ".join(text.split()) == meant
    assert certain


@pytest.mark.parametrize(("printed", "wide"), [("MANA\nGER", 5), ("DAV\nID LIU", 6), ("DAVID L\nI", 7)])
def test_capitals_on_a_full_line_may_be_one_word_or_two(printed: str, wide: int) -> None:
    assert told(printed, wide) == (printed, False)


def test_a_blank_no_wider_than_the_gaps_between_letters_is_doubted() -> None:
    assert told("Maria Anna Braun", 20, blank=1)[1] is False


def test_other_texts_are_left_alone() -> None:
    for text in ("林书航", "lin@kexue.cn", "13900010001", "A", "CSIAM-办公室"):
        sheet, read, box = a_cell(text, 16)
        assert with_words(sheet, read, box) is read
