"""Word 97 files: those that LibreOffice writes, and by hand what only Word writes."""

import random
import struct
from pathlib import Path

import pytest

from parsers.document import CERTAIN, EMPTY_BOX, TICKED, Cell, Document, Paragraph, Table, Unreadable
from parsers.readers import office, word97
from parsers.readers.marked import CellShape
from parsers.readers.word97_fields import check_box, shown
from parsers.readers.word97_file import CHARACTER_PAGES, FONTS, PARAGRAPH_PAGES, PARTS, Piece, WordFile
from parsers.readers.word97_properties import Properties
from parsers.readers.word97_sprms import sprms
from parsers.readers.word97_table import row_shape
from parsers.readers.word97_text import paragraphs
from tests.parsers.word_package import HEADINGS, VALUES

FILES = Path(__file__).parent / "files"


def tables(name: str) -> list[Table]:
    """The tables of a sample."""
    found = word97.read((FILES / name).read_bytes())
    assert isinstance(found, Document)
    return [block for block in found.blocks if isinstance(block, Table)]


def cell(table: Table, row: int, column: int) -> Cell:
    """The cell that begins here."""
    return next(c for c in table.cells if (c.row, c.column) == (row, column))


def test_the_form_is_read_cell_by_cell_with_the_lines_round_it() -> None:
    found = word97.read((FILES / "typed.doc").read_bytes())
    assert isinstance(found, Document)
    assert [b.text for b in found.blocks if isinstance(b, Paragraph)] == [
        "附件1", "单位名称：（盖章）示例学会", "注：均为必填项。",
    ]  # fmt: skip
    (table,) = tables("typed.doc")
    assert (table.rows, table.columns) == (2, 7)
    assert tuple(c.text for c in table.cells[:7]) == HEADINGS
    assert tuple(c.text for c in table.cells[7:12]) == VALUES


@pytest.mark.parametrize("name", ["typed.doc", "symbols.doc", "check_boxes.doc"])
def test_ticks_are_seen_whichever_way_they_were_made(name: str) -> None:
    (table,) = tables(name)
    assert cell(table, 1, 5).text.split("\n") == [
        f"{EMPTY_BOX}全国学会",
        f"{TICKED}省级科协",
        f"{EMPTY_BOX}海外科技团体",
    ]


def test_hidden_and_deleted_text_is_left_out_and_fields_show_their_results() -> None:
    (table,) = tables("marked.doc")
    assert [c.text for c in table.cells] == [
        "可见", "新部门", "省级科协", "是", "a@demo.example.cn", "第一行\n第二行",
    ]  # fmt: skip
    chosen = cell(table, 0, 2)
    assert (chosen.emphasised, chosen.with_struck) == (("省级科协",), "全国学会\n省级科协\n海外科技团体")
    assert chosen.certainty < CERTAIN


def test_merged_cells_and_a_table_within_a_cell() -> None:
    outer, inner = tables("merged.doc")
    assert [c.text for c in inner.cells] == ["内一", "内二"]
    assert (outer.rows, outer.columns) == (3, 3)
    assert (cell(outer, 0, 0).column_span, cell(outer, 0, 2).row_span) == (2, 2)
    assert [c.text for c in outer.cells] == ["横跨", "竖跨", "甲", "乙", "丙", "外", "丁"]


# What only Word itself writes, by hand.

SYMBOL_BY_WORD = b"\x55\x08\x01" + struct.pack("<HHH", 0x6A09, 0, 0xF0FE)
IN_TABLE, ROW_END = b"\x16\x24\x01", b"\x17\x24\x01"


def word_file(runs: list[tuple[str, bytes]], marks: list[tuple[int, bytes]], narrow: bool = False) -> WordFile:
    """A document of runs with character sprms; `marks`: lengths of paragraphs with paragraph sprms."""
    text = "".join(part for part, _ in runs)
    width, place = (1, 1024) if narrow else (2, 1024)
    body = text.encode("cp1252") if narrow else text.encode("utf-16-le")
    characters = page([len(part) * width for part, _ in runs], [bytes([len(s)]) + s for _, s in runs], 1, place)
    plain = [b"\0" + bytes([(len(s) + 3) // 2]) + b"\0\0" + s + b"\0" * (len(s) % 2) for _, s in marks]
    paragraphs_page = page([length * width for length, _ in marks], plain, 13, place)
    main = bytearray(b"\0" * 1024 + body)
    main += b"\0" * (-len(main) % 512)
    numbers = (len(main) // 512, len(main) // 512 + 1)
    main += characters + paragraphs_page
    fonts = struct.pack("<HH", 1, 0) + bytes([39 + 20]) + b"\0" * 39 + "Wingdings\0".encode("utf-16-le")
    table, places = b"", {}
    for key, octets in (
        (CHARACTER_PAGES, struct.pack("<III", place, place + len(body), numbers[0])),
        (PARAGRAPH_PAGES, struct.pack("<III", place, place + len(body), numbers[1])),
        (FONTS, fonts),
    ):
        places[key] = (len(table), len(octets))
        table += octets
    for key, (start, length) in places.items():
        struct.pack_into("<II", main, 0x9A + 8 * key, start, length)
    pieces = (Piece(0, len(text), place, narrow, 0),)
    lengths = dict.fromkeys(PARTS, 0) | {"text": len(text)}
    return WordFile(bytes(main), table, b"", pieces, (), lengths)


def page(lengths: list[int], entries: list[bytes], size: int, place: int) -> bytes:
    """A formatted disk page: places, offsets to entries, the entries from the end."""
    octets, end, offsets = bytearray(512), 510, []
    for entry in entries:
        end = (end - len(entry)) // 2 * 2
        octets[end : end + len(entry)] = entry
        offsets.append(end // 2)
    places = [place + sum(lengths[:index]) for index in range(len(lengths) + 1)]
    struct.pack_into(f"<{len(places)}I", octets, 0, *places)
    for index, offset in enumerate(offsets):
        octets[4 * len(places) + size * index] = offset
    octets[511] = len(lengths)
    return bytes(octets)


def texts(word: WordFile) -> list[str]:
    """The visible text of each paragraph."""
    return ["".join(t for t, _ in p.runs) for p in paragraphs(word, Properties(word), "text")]


@pytest.mark.parametrize("narrow", [True, False])
def test_a_symbol_that_word_keeps_behind_a_bracket_is_seen(narrow: bool) -> None:
    word = word_file([("(", SYMBOL_BY_WORD), ("one (x)\r", b"")], [(9, b"")], narrow)
    assert texts(word) == [f"{TICKED}one (x)"]


def test_letters_in_a_symbol_font_are_symbols() -> None:
    word = word_file([("\xa8", struct.pack("<HH", 0x4A51, 0)), ("全国\r", b"")], [(4, b"")])
    assert texts(word) == [f"{EMPTY_BOX}全国"]


def test_rows_are_those_the_file_marks_though_cells_are_empty() -> None:
    row = "甲\x07\x07乙\x07\x07"
    marks = [(2, IN_TABLE), (1, IN_TABLE), (2, IN_TABLE), (1, IN_TABLE + ROW_END)] * 2
    word = word_file([(row * 2, b"")], marks)
    found = list(paragraphs(word, Properties(word), "text"))
    assert [p.end for p in found] == ["cell", "cell", "cell", "row"] * 2


def definition(edges: list[int], flags: list[int]) -> bytes:
    """sprmTDefTable."""
    body = bytes([len(flags)]) + struct.pack(f"<{len(edges)}h", *edges)
    body += b"".join(struct.pack("<H", flag) + b"\0" * 18 for flag in flags)
    return struct.pack("<HH", 0xD608, len(body) + 1) + body


def test_a_row_tells_its_edges_and_merges() -> None:
    shapes = row_shape(sprms(definition([0, 100, 300, 600], [0x01, 0x02, 0x20])))
    assert shapes == (CellShape(0, 100), CellShape(100, 300, joins_left=True), CellShape(300, 600, joins_above=True))


def test_changes_saved_after_the_definition_count() -> None:
    merged = definition([0, 100, 200], [0, 0]) + struct.pack("<HBB", 0x5624, 0, 2)
    assert [s.joins_left for s in row_shape(sprms(merged))] == [False, True]
    deleted = definition([0, 100, 200, 300], [0, 0, 0]) + struct.pack("<HBB", 0x5622, 1, 2)
    assert [(s.left, s.right) for s in row_shape(sprms(deleted))] == [(0, 100), (100, 300)]
    added = definition([0, 100], [0]) + struct.pack("<HBBH", 0x7621, 1, 2, 50)
    assert [(s.left, s.right) for s in row_shape(sprms(added))] == [(0, 100), (100, 150), (150, 200)]


def form_field(result: int, default: int) -> bytes:
    """A check box's data: picture head and FFData."""
    bits = 1 | result << 2
    body = struct.pack("<IHHH", 0xFFFFFFFF, bits, 0, 20) + struct.pack("<HHH", 0, 0, default)
    return struct.pack("<iH", 0x44 + len(body), 0x44) + b"\0" * 62 + body


@pytest.mark.parametrize(
    ("result", "default", "seen"),
    [(1, 0, TICKED), (0, 1, EMPTY_BOX), (25, 1, TICKED), (25, 0, EMPTY_BOX), (7, 0, "\ufffd")],
)
def test_a_check_box_shows_its_result_else_its_default(result: int, default: int, seen: str) -> None:
    assert check_box(b"xx" + form_field(result, default), 2) == seen


def test_a_check_box_without_data_is_unknown_and_never_empty() -> None:
    assert check_box(b"", 0) == "\ufffd"
    assert check_box(form_field(1, 0)[:80], 0) == "\ufffd"
    assert check_box(form_field(1, 0), None) == "\ufffd"


@pytest.mark.parametrize(
    ("instruction", "text"),
    [
        (" EQ \\o\\ac(□,√) ", TICKED),
        ("eq \\o(□，√)", TICKED),
        ("EQ \\o\\ac(□, )", EMPTY_BOX),
        ("SYMBOL 254 \\f Wingdings \\s 12", TICKED),
        ('SYMBOL 0xA8 \\f "Wingdings"', EMPTY_BOX),
        ("HYPERLINK x", None),
        ("PAGE", None),
    ],
)
def test_a_field_without_result_shows_what_it_says(instruction: str, text: str | None) -> None:
    assert shown(instruction) == text


# Damage.


def test_a_locked_file_is_told_from_a_broken_one() -> None:
    whole = bytearray((FILES / "typed.doc").read_bytes())
    head = whole.find(b"\xec\xa5")
    whole[head + 11] |= 0x01
    assert word97.read(bytes(whole)) == Unreadable("encrypted", "Word 文件设有打开密码")


def test_a_file_without_table_properties_is_read_by_its_cell_marks_and_says_so() -> None:
    whole = bytearray((FILES / "typed.doc").read_bytes())
    head = whole.find(b"\xec\xa5")
    struct.pack_into("<I", whole, head + 0x9A + 8 * PARAGRAPH_PAGES + 4, 0)
    found = word97.read(bytes(whole))
    assert isinstance(found, Document)
    table = next(b for b in found.blocks if isinstance(b, Table))
    assert [c.text for c in table.cells[:12]] == [*HEADINGS, *VALUES]
    assert all(c.certainty < 0.95 for c in table.cells)
    assert found.remarks == (word97.GUESSED_TABLE,)


@pytest.mark.parametrize("seed", range(40))
def test_no_damage_raises(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office.shutil, "which", lambda name: None)
    dice = random.Random(seed)
    octets = bytearray((FILES / "merged.doc").read_bytes())
    for _ in range(dice.choice((1, 20, 300))):
        octets[dice.randrange(512, len(octets))] = dice.randrange(256)
    if seed % 3 == 0:
        del octets[dice.randrange(len(octets)) :]
    assert isinstance(word97.read(bytes(octets)), Document | Unreadable)
