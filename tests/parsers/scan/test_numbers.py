"""Letters seen in a telephone number are digits; the recogniser's part is played."""

import math

import numpy as np
import pytest

from parsers.lattice import Lattice
from parsers.scan.cell_text import CellText, ReadLine, Sheet, with_lines
from parsers.scan.numbers import as_number, without_traces
from parsers.scan.recogniser import RecognisedLine, TextBox


def view(text: str, instead: str = "", chance: float = 0.4) -> RecognisedLine:
    """A line whose last character is seen as another one too."""
    steps = [{one: 0.0} for letter in text for one in (letter, "")]
    if instead:
        steps[-2] = {text[-1]: math.log(1 - chance), instead: math.log(chance)}
    return RecognisedLine(text, Lattice(tuple(steps)), tuple((at + 0.25) / len(text) for at in range(len(text))))


def cell(*views: RecognisedLine) -> CellText:
    return with_lines(CellText(), (ReadLine(TextBox(0, 0, 10, 10), *views),))


def test_a_letter_that_one_view_sees_takes_no_certainty_away() -> None:
    seen = cell(view("13912345678"), view("1391234567B", "8"))
    assert seen.certainty < 0.7
    assert as_number(seen).certainty > 0.95
    assert as_number(seen).text == "13912345678"


def test_a_letter_that_was_read_is_the_digit_perhaps() -> None:
    told = as_number(cell(view("139123456S8"), view("139123456S8")))
    assert told.text == "13912345658"
    assert told.certainty <= 0.9


@pytest.mark.parametrize("text", ["1391234567", "1391234567B9", "lin@kexue.cn", "SOS", "+8529990111I"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    seen = cell(view(text), view(text))
    assert as_number(seen) is seen


@pytest.mark.parametrize(
    ("seen", "stamped", "dropped"),
    [("西", True, True), ("西", False, False), ("0108", True, False), ("", True, True)],
    ids=["trace", "no stamp", "digits", "nothing"],
)
def test_what_a_stamp_left_over_a_whole_number_is_none_of_it(seen: str, stamped: bool, dropped: bool) -> None:
    page = np.full((80, 300, 3), 255, np.uint8)
    if stamped:
        page[10:20, 100:160] = (60, 60, 220)
    sheet = Sheet(1, page, np.full((80, 300), 255, np.uint8), np.zeros((80, 300), np.uint8), 24.0)
    unsure = view(f"{seen}一", "口", 0.8)
    trace = ReadLine(TextBox(90, 5, 170, 25), unsure, unsure)
    number = ReadLine(TextBox(10, 40, 290, 66), view("13912345678"), view("13912345678"))
    read = with_lines(CellText(), (trace, number))
    told = without_traces(sheet, read)
    assert (told is not read) == dropped
    assert (told.text == "13912345678" and told.certainty > 0.95) == dropped
