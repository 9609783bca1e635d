"""Every glyph that stands for a tick box comes out as one of three signs, and nothing else is touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.document import EMPTY_BOX, TICKED
from parsers.ticks import (
    CROSSED,
    decode_symbols,
    is_symbol_font,
    normalise_marks,
    normalise_option_marks,
)

PLAIN_MARKS = [(c, TICKED) for c in "☑√✓✔✅■▣◼"] + [(c, EMPTY_BOX) for c in "□☐▢◻⬜▫🔲"] + [(c, TICKED) for c in "☒✗✘✕"]


@pytest.mark.parametrize(("glyph", "mark"), PLAIN_MARKS)
def test_a_plain_glyph_is_a_mark_whatever_its_font(glyph: str, mark: str) -> None:
    assert normalise_marks(f"{glyph}全国学会", "宋体") == f"{mark}全国学会"


@pytest.mark.parametrize(
    ("code", "font", "mark"),
    [
        (0xFE, "Wingdings", TICKED),
        (0xFC, "Wingdings", TICKED),
        (0xFD, "Wingdings", CROSSED),
        (0xA8, "Wingdings", EMPTY_BOX),
        (0x6F, "Wingdings", EMPTY_BOX),
        (0x52, "Wingdings 2", TICKED),
        (0x50, "Wingdings 2", TICKED),
        (0x54, "Wingdings 2", CROSSED),
        (0xA3, "Wingdings 2", EMPTY_BOX),
        (0x61, "Webdings", TICKED),
        (0x63, "Webdings", EMPTY_BOX),
        (0xD6, "Symbol", TICKED),
        (0x34, "ZapfDingbats", TICKED),
    ],
)
def test_a_code_and_its_private_use_twin_mean_the_same_in_a_symbol_font(code: int, font: str, mark: str) -> None:
    assert decode_symbols(chr(code), font) == mark
    assert decode_symbols(chr(0xF000 | code), font) == mark


def test_the_sun_of_wingdings_is_no_tick() -> None:
    assert decode_symbols("R", "Wingdings") == "R"
    assert decode_symbols("R", "Wingdings 2") == TICKED


@pytest.mark.parametrize("font", ["ABCDEF+Wingdings-Regular", "Wingdings2", "WINGDINGS 2", "wingdings_2"])
def test_a_font_is_known_by_any_spelling_of_its_name(font: str) -> None:
    assert is_symbol_font(font)


@pytest.mark.parametrize(
    ("code", "mark"), [(0xF0FE, TICKED), (0xF052, TICKED), (0xF0A8, EMPTY_BOX), (0xF0A3, EMPTY_BOX), (0xF0FC, TICKED)]
)
def test_a_private_use_code_survives_the_loss_of_its_font(code: int, mark: str) -> None:
    assert normalise_marks(chr(code), "OpenSymbol") == mark


def test_a_cross_beside_ticks_stays_a_cross() -> None:
    assert normalise_marks("☒甲 □乙") == "☑甲 □乙"
    assert normalise_marks("√甲 ☒乙") == "☑甲 ☒乙"


def test_circles_and_brackets_are_marks_only_where_options_stand() -> None:
    assert normalise_marks("张〇○（√）") == "张〇○（☑）"
    assert normalise_option_marks("●甲 ○乙 丙（√） 丁（ ）") == "☑甲 □乙 丙☑ 丁□"


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise_marks(text)
    assert normalise_marks(once) == once
    assert decode_symbols(decode_symbols(text)) == decode_symbols(text)


@given(
    st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x7E))
    | st.text(alphabet="张王李赵〇中国学会部主任·")
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert normalise_marks(text, "Times New Roman") == text
