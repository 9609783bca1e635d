"""RTF files, those of LibreOffice and those of Word and others, by hand."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.document import EMPTY_BOX, TICKED, Document, Paragraph, Table, Unreadable
from parsers.readers import rtf
from tests.parsers.word_package import HEADINGS, VALUES

FILES = Path(__file__).parent / "files"
HEAD = b"{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\fnil\\fcharset134 SimSun;}{\\f1\\fcharset2 Wingdings;}"
HEAD += b"{\\f2\\fcharset0 Arial;}}{\\colortbl;\\red0\\green0\\blue0;\\red255\\green0\\blue0;}"


def document(octets: bytes) -> Document:
    """The document, which can be read."""
    found = rtf.read(octets)
    assert isinstance(found, Document)
    return found


def body(text: bytes) -> str:
    """The paragraphs of a hand-made file."""
    blocks = document(HEAD + text + b"}").blocks
    return "\n".join(block.text for block in blocks if isinstance(block, Paragraph))


def tables(octets: bytes) -> list[Table]:
    """Its tables."""
    return [block for block in document(octets).blocks if isinstance(block, Table)]


def hexed(text: str) -> bytes:
    """As Word writes Han characters."""
    return b"".join(b"\\'%02x" % octet for octet in text.encode("gb18030"))


def test_the_form_is_read_cell_by_cell() -> None:
    (table,) = tables((FILES / "typed.rtf").read_bytes())
    assert tuple(c.text for c in table.cells[:12]) == HEADINGS + VALUES
    assert table.cells[12].text.split("\n")[1] == f"{TICKED}省级科协"


def test_symbols_are_ticks_by_their_font() -> None:
    (table,) = tables((FILES / "symbols.rtf").read_bytes())
    assert table.cells[12].text.split("\n") == [f"{EMPTY_BOX}全国学会", f"{TICKED}省级科协", f"{EMPTY_BOX}海外科技团体"]
    assert body(b"\\f1\\'fe\\f0 a \\f1 o\\f0 b") == f"{TICKED}a {EMPTY_BOX}b"


def test_a_check_box_whose_state_is_not_in_the_file_is_doubtful() -> None:
    (table,) = tables((FILES / "check_boxes.rtf").read_bytes())
    assert table.cells[12].certainty < 0.95


@pytest.mark.parametrize(
    ("data", "mark"),
    [("\\ffres1\\ffdefres0", TICKED), ("\\ffres25\\ffdefres1", TICKED), ("\\ffres0", EMPTY_BOX), ("", EMPTY_BOX)],
)
def test_words_own_check_boxes(data: str, mark: str) -> None:
    form = f"{{\\field{{\\*\\fldinst {{FORMCHECKBOX {{\\*\\formfield{{\\fftype1{data}\\ffhps20}}}}}}}}{{\\fldrslt }}}}"
    assert body(form.encode() + hexed("全国学会")) == f"{mark}全国学会"


def test_fields_show_their_result_and_overlays_their_meaning() -> None:
    assert body(b'{\\field{\\*\\fldinst HYPERLINK "mailto:x"}{\\fldrslt a@b.cn}}') == "a@b.cn"
    overlay = b"{\\field{\\*\\fldinst EQ \\\\o\\\\ac(" + hexed("□") + b"," + hexed("√") + b")}{\\fldrslt}}"
    assert body(overlay) == TICKED
    assert body(b"{\\field{\\*\\fldinst SYMBOL 254 \\\\f Wingdings}{\\fldrslt}}") == TICKED


def test_merged_cells_and_a_table_within_a_cell() -> None:
    outer, inner = tables((FILES / "merged.rtf").read_bytes())
    assert [c.text for c in inner.cells] == ["内一", "内二"]
    assert [(c.text, c.row_span, c.column_span) for c in outer.cells[:2]] == [("横跨", 1, 2), ("竖跨", 2, 1)]
    assert (outer.rows, outer.columns) == (3, 3)


def test_hidden_and_deleted_text_is_left_out() -> None:
    assert body(b"a{\\v b}{\\deleted c}\\v d\\v0 e\\v f\\plain g") == "aeg"
    (table,) = tables((FILES / "marked.rtf").read_bytes())
    assert table.cells[2].emphasised == ("省级科协",)


def test_what_is_coloured_or_highlighted_stands_out() -> None:
    row = b"\\trowd\\cellx3000\\pard\\intbl a\\line {\\cf2 b}\\line {\\highlight7 c}\\line{\\cf1 d}\\cell\\row"
    (table,) = tables(HEAD + row + b"}")
    assert table.cells[0].emphasised == ("b", "c")


def test_unicode_with_its_stand_in_and_code_pages_by_font() -> None:
    assert body(b"\\u27431 ?\\uc2\\u-10179 ??\\u-9215 ??\\uc0\\u38451 x") == "欧\U0001f401阳x"
    assert body(b"\\f0 " + hexed("龘") + b"\\f2 " + hexed("阳")) == "龘阳"
    assert body(b"\\uc1\\u38451\\'d1z") == "阳z"


def test_destinations_that_nobody_sees_are_passed_over() -> None:
    assert body(b"{\\info{\\title secret}}{\\*\\generator x}a{\\pict\\bin4 }}{{}b") == "a\ufffcb"
    assert body(b"a{\\*\\unknown b{c}}d") == "ad"


def test_a_text_box_does_not_break_the_table_it_hangs_in() -> None:
    shape = b"{\\shp{\\*\\shpinst{\\sp{\\sn x}{\\sv y}}{\\shptxt\\pard in a box\\par}}{\\shprslt old}}"
    octets = HEAD + b"\\trowd\\cellx1000\\cellx2000\\pard\\intbl a" + shape + b"b\\cell c\\cell\\row}"
    (table,) = tables(octets)
    assert [c.text for c in table.cells] == ["ab", "c"]
    assert document(octets).blocks[-1] == Paragraph("in a box")


def test_cells_merged_by_flags_become_one() -> None:
    row = b"\\trowd\\clvmgf\\cellx1000\\clmgf\\cellx2000\\clmrg\\cellx3000\\pard\\intbl a\\cell b\\cell\\cell\\row"
    below = b"\\trowd\\clvmrg\\cellx1000\\cellx2000\\cellx3000\\pard\\intbl\\cell c\\cell d\\cell\\row"
    (table,) = tables(HEAD + row + below + b"}")
    spans = [(c.text, c.row, c.column, c.row_span, c.column_span) for c in table.cells]
    assert spans == [("a", 0, 0, 2, 1), ("b", 0, 1, 1, 2), ("c", 1, 1, 1, 1), ("d", 1, 2, 1, 1)]


def test_a_cut_file_and_endless_groups_are_values() -> None:
    whole = (FILES / "typed.rtf").read_bytes()
    assert rtf.read(whole[: len(whole) * 2 // 3]) == Unreadable("corrupt", "RTF 文件不完整，可能在传输中被截断")
    assert rtf.read(b"{\\rtf1" + b"{" * 100_000) == Unreadable("bomb", "RTF 文件嵌套过深")
    assert isinstance(rtf.read(b"hello"), Unreadable)


PIECES = rb"""{ } \par \cell \row \trowd \cellx9 \intbl \u9 \nestcell \nestrow \itap2 \field {\*\fldinst \'d0 x \*
\bin3 \f1 \uc9 \shptxt {\*\nesttableprops \ \ffres1 \u-99999999999999 {\*\formfield \pict \ansicpg1 \cf9""".split()


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([*PIECES, b" ", b"\xd0"])))
def test_no_sequence_of_tokens_raises(pieces: list[bytes]) -> None:
    assert isinstance(rtf.read(HEAD + b"".join(pieces)), Document | Unreadable)


@given(st.text(st.characters(codec="gb18030", exclude_categories=("C", "Z"), exclude_characters="\\{}"), min_size=1))
def test_every_text_comes_back_as_it_was_written(text: str) -> None:
    units = text.encode("utf-16-le")
    codes = [int.from_bytes(units[i : i + 2], "little", signed=True) for i in range(0, len(units), 2)]
    written = b"".join(b"\\u%d?" % code for code in codes)
    plain = document(HEAD + b"x" + written + b"x}").blocks[0]
    assert isinstance(plain, Paragraph)
    assert plain.text == document(HEAD + b"\\f0 x" + hexed(text) + b"x}").blocks[0].text  # type: ignore[union-attr]
