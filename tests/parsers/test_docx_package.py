"""Whatever arrives under the name of a Word file ends as a document or as the reason why not."""

import base64
import io
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.document import NOT_LOOKED_INTO, Document, Paragraph, Table, Unreadable
from parsers.readers.docx import MEDIA_TYPES, read
from tests.parsers.docx_builder import DECLARATIONS, OFFICE, docx, form, paragraph, person, row, table, zipped

THIRD_PARTY = Path(__file__).parents[3] / "shared" / "thirdparty" / "documents"
WORD_FILES = sorted(p for p in THIRD_PARTY.rglob("*") if p.suffix.lower() in {".docx", ".docm", ".dotx", ".dotm"})
GOOD = docx(*form(person(1)))


def texts(octets: bytes) -> list[str]:
    document = read(octets)
    assert isinstance(document, Document)
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def reason(octets: bytes) -> str:
    outcome = read(octets)
    assert isinstance(outcome, Unreadable)
    return outcome.reason


@pytest.mark.parametrize(
    "kind", ["document.main+xml", "template.main+xml", "application/vnd.ms-word.document.macroEnabled.main+xml"]
)
def test_documents_templates_and_macro_files_are_read_alike(kind: str) -> None:
    assert texts(docx(paragraph("甲"), kind=kind)) == ["甲"]


def test_strict_open_xml_is_read() -> None:
    assert texts(docx(paragraph("甲"), strict=True)) == ["甲"]


def test_a_package_with_broken_relationships_is_read_by_the_names_of_its_parts() -> None:
    assert texts(
        zipped({"word/document.xml": f"<w:document {DECLARATIONS}><w:body>{paragraph('甲')}</w:body></w:document>"})
    ) == ["甲"]


def test_what_cannot_be_read_is_told_by_its_reason() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)
    assert reason(b"") == "empty"
    assert reason(b"PK\x03\x04 no more") == "corrupt"
    assert reason("只是文字".encode()) == "corrupt"
    assert reason(ole + "EncryptedPackage".encode("utf-16-le")) == "encrypted"
    assert reason(ole) == "corrupt"
    assert reason(zipped({"a.txt": "a"})) == "corrupt"
    assert reason(zipped({"word/document.xml": "<w:document"})) == "corrupt"


def test_a_zip_that_unfolds_to_much_is_a_bomb() -> None:
    started = time.process_time()
    assert reason(zipped({"word/document.xml": b" " * 51_000_000})) == "bomb"
    assert time.process_time() - started < 5


def test_an_entity_bomb_stays_folded() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    bomb = f'<!DOCTYPE x [<!ENTITY e0 "ha">{entities}]><w:document {DECLARATIONS}><w:body>'
    bomb += "<w:p><w:r><w:t>a&e8;b</w:t></w:r></w:p></w:body></w:document>"
    outcome = read(zipped({"word/document.xml": bomb}))
    assert isinstance(outcome, Unreadable) or all(len(b.text) < 100 for b in outcome.blocks if isinstance(b, Paragraph))


def test_an_entity_that_names_a_file_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("geheim")
    body = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]><w:document {DECLARATIONS}><w:body>'
    body += "<w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>"
    assert "geheim" not in str(read(zipped({"word/document.xml": body})))


def test_elements_nested_without_end_do_not_break_the_program() -> None:
    deep = "<w:ins>" * 240 + "<w:r><w:t>a</w:t></w:r>" + "</w:ins>" * 240
    read(docx(f"<w:p>{deep}</w:p>"))
    reason(docx(f"<w:p>{'<w:ins>' * 5000}{'</w:ins>' * 5000}</w:p>"))


def test_another_file_embedded_is_remarked() -> None:
    outcome = read(docx('<w:altChunk r:id="rId9"/>', paragraph("甲")))
    assert isinstance(outcome, Document)
    assert len(outcome.remarks) == 1


def with_chunk(chunk: bytes, name: str, kind: str) -> bytes:
    """A document that shows another file in itself."""
    with zipfile.ZipFile(io.BytesIO(docx('<w:altChunk r:id="rId9"/>'))) as archive:
        files = {entry: archive.read(entry) for entry in archive.namelist()}
    relation = f'<Relationship Id="rId9" Type="{OFFICE}/aFChunk" Target="{name}"/></Relationships>'
    default = f'<Default Extension="{name.rpartition(".")[2]}" ContentType="{kind}"/></Types>'
    relations = "word/_rels/document.xml.rels"
    files[relations] = files[relations].replace(b"</Relationships>", relation.encode())
    types = "[Content_Types].xml"
    files[types] = files[types].replace(b"</Types>", default.encode())
    return zipped(files | {f"word/{name}": chunk})


PAGE = "<html><meta charset=utf-8><p>甲乙</p><table border=1><tr><td>丙<td>丁</table></html>"

MHT = (
    b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
    b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    + base64.encodebytes(PAGE.encode())
    + b"\r\n--b--\r\n"
)


@pytest.mark.parametrize(
    ("chunk", "name", "kind"),
    [
        (PAGE.encode(), "a.html", "text/html"),
        (docx(paragraph("甲乙"), table(row("丙", "丁"))), "a.docx", MEDIA_TYPES[0]),
        (MHT, "a.mht", "message/rfc822"),
        (PAGE.encode("utf-16"), "a.htm", "text/html"),
    ],
)
def test_a_file_shown_within_the_document_is_read(chunk: bytes, name: str, kind: str) -> None:
    outcome = read(with_chunk(chunk, name, kind))
    assert isinstance(outcome, Document)
    assert outcome.remarks == ()
    first, second = outcome.blocks
    assert isinstance(first, Paragraph)
    assert first.text == "甲乙"
    assert isinstance(second, Table)
    assert [one.text for one in second.cells] == ["丙", "丁"]


@pytest.mark.parametrize(
    "chunk",
    [
        b"PK broken",
        b"\xd0\xcf\x11\xe0 broken",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        docx('<w:altChunk r:id="rId9"/>', paragraph("甲")),
    ],
)
def test_a_file_within_the_document_that_cannot_be_read_is_remarked(chunk: bytes) -> None:
    outcome = read(with_chunk(chunk, "a.docx", MEDIA_TYPES[0]))
    assert isinstance(outcome, Document)
    assert outcome.remarks == (NOT_LOOKED_INTO,)


def test_a_document_that_shows_more_files_than_it_holds_is_remarked() -> None:
    whole = with_chunk(PAGE.encode(), "a.html", "text/html")
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        files = {entry: archive.read(entry) for entry in archive.namelist()}
    chunk = b'<w:altChunk r:id="rId9"/>'
    files["word/document.xml"] = files["word/document.xml"].replace(chunk, chunk + chunk.replace(b"9", b"8"))
    outcome = read(zipped(files))
    assert isinstance(outcome, Document)
    assert outcome.remarks == (NOT_LOOKED_INTO,)


def test_every_media_type_is_given_once() -> None:
    assert len(MEDIA_TYPES) == len(set(MEDIA_TYPES)) > 3


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255), st.integers(0, len(GOOD)))
def test_a_damaged_file_never_raises(place: int, octet: int, length: int) -> None:
    read(GOOD[:place] + bytes([octet]) + GOOD[place + 1 :])
    read(GOOD[:length])


@pytest.mark.skipif(not WORD_FILES, reason="third-party documents are not here")
def test_every_third_party_document_is_read_within_ten_seconds() -> None:
    for path in WORD_FILES:
        started = time.process_time()
        assert isinstance(read(path.read_bytes()), Document | Unreadable)
        assert time.process_time() - started < 10, path.name
