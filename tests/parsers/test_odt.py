"""OpenDocument texts as LibreOffice writes them."""

import io
import zipfile
from pathlib import Path

import pytest

from parsers.document import EMPTY_BOX, TICKED, Document, Paragraph, Table, Unreadable
from parsers.readers import odt
from tests.parsers.word_package import HEADINGS, VALUES

FILES = Path(__file__).parent / "files"
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table", "style")
)


def tables(name: str) -> list[Table]:
    """The tables of a sample."""
    found = odt.read((FILES / name).read_bytes())
    assert isinstance(found, Document)
    return [block for block in found.blocks if isinstance(block, Table)]


def package(body: str, manifest: str = "<m/>") -> bytes:
    """A minimal file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("content.xml", f"<office:document-content {_SPACES}>{body}</office:document-content>")
        archive.writestr("META-INF/manifest.xml", manifest)
    return stream.getvalue()


def test_the_form_is_read_cell_by_cell() -> None:
    (table,) = tables("typed.odt")
    assert tuple(c.text for c in table.cells[:12]) == HEADINGS + VALUES


@pytest.mark.parametrize("name", ["typed.odt", "symbols.odt", "check_boxes.odt"])
def test_ticks_are_seen_whichever_way_they_were_made(name: str) -> None:
    (table,) = tables(name)
    assert table.cells[12].text.split("\n") == [f"{EMPTY_BOX}全国学会", f"{TICKED}省级科协", f"{EMPTY_BOX}海外科技团体"]


def test_hidden_and_deleted_text_is_left_out() -> None:
    (table,) = tables("marked.odt")
    assert [c.text for c in table.cells][:2] == ["可见", "新部门"]
    assert table.cells[2].emphasised == ("省级科协",)


def test_merged_cells_and_a_table_within_a_cell() -> None:
    outer, inner = tables("merged.odt")
    assert [c.text for c in inner.cells] == ["内一", "内二"]
    assert [(c.text, c.row_span, c.column_span) for c in outer.cells[:2]] == [("横跨", 1, 2), ("竖跨", 2, 1)]


def test_blanks_and_breaks_are_kept_in_their_number() -> None:
    body = '<office:body><text:p>甲<text:s text:c="2"/>乙<text:line-break/>丙</text:p></office:body>'
    found = odt.read(package(body))
    assert isinstance(found, Document)
    assert found.blocks == (Paragraph("甲  乙\n丙"),)


def test_locked_broken_and_exploding_files_are_values() -> None:
    locked = package("<x/>", '<m><e xmlns="x"><encryption-data/></e></m>')
    assert odt.read(locked) == Unreadable("encrypted", "文件设有打开密码")
    assert isinstance(odt.read(b"PK\x03\x04rest"), Unreadable)
    assert isinstance(odt.read(package("<unclosed>")), Unreadable)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", b" " * 60_000_000)
    assert odt.read(stream.getvalue()) == Unreadable("bomb", "解压后的内容过大")


def test_entities_are_not_unfolded() -> None:
    stream = io.BytesIO()
    laughs = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(
        f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("content.xml", laughs + f"]><office:body {_SPACES}><text:p>&i;</text:p></office:body>")
    found = odt.read(stream.getvalue())
    assert isinstance(found, Unreadable) or not found.blocks
