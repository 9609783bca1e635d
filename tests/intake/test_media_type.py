"""A file is what its octets say, whatever it is called."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.media_type import media_type_of
from intake.ole_type import OLE_STORAGE, ole_type
from tests.intake.files import docx, picture, tarred, zipped
from tests.intake.ole import ole

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template"
ODT = "application/vnd.oasis.opendocument.text"
ARCHIVE = "application/x-mimearchive"
XML = b'<?xml version="1.0"?>'
WORD_ML = XML + b'<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">'
FLAT_OPC = XML + b'<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
RELATED = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n'
MAIL = b"From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\n\r\nx"


@pytest.mark.parametrize(
    ("octets", "media_type"),
    [
        (docx(), WORD),
        (docx(kind="wordprocessingml.template.main"), TEMPLATE),
        (docx(kind="ms-word.document.macroEnabled.main"), "application/vnd.ms-word.document.macroEnabled.12"),
        (docx(kind="spreadsheetml.sheet.main"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (docx(kind="something.else"), WORD),
        (zipped({"OFD.xml": b"<x/>", "Doc_0/Document.xml": b"<x/>"}), "application/ofd"),
        (zipped({"mimetype": ODT.encode(), "content.xml": b"x"}), ODT),
        (zipped({"mimetype": b"application/../../x"}), "application/zip"),
        (zipped({"word/a.docx": b"x"}), "application/zip"),
        (zipped({}), "application/zip"),
        (tarred({"a": b"%PDF-1.4"}), "application/x-tar"),
        (b"%PDF-1.7\n", "application/pdf"),
        (b"junk before\n" * 40 + b"%PDF-1.4", "application/pdf"),
        (b"{\\rtf1\\ansi", "application/rtf"),
        (picture(2, 2, "PNG"), "image/png"),
        (picture(2, 2, "JPEG"), "image/jpeg"),
        (picture(2, 2, "TIFF"), "image/tiff"),
        (picture(2, 2, "BMP"), "image/bmp"),
        (picture(2, 2, "GIF"), "image/gif"),
        (picture(2, 2, "WEBP"), "image/webp"),
        (b"\0\0\0\x18ftypheic\0\0", "image/heic"),
        (b"BM is how this text begins", "text/plain"),
        (b"<html><body>x", "text/html"),
        (b"\xef\xbb\xbf  <!DOCTYPE html><html>", "text/html"),
        (WORD_ML, "application/vnd.ms-wordml"),
        (FLAT_OPC, "application/vnd.ms-word2006ml"),
        (b"<?xml version='1.0'?><x/>", "text/xml"),
        (RELATED, ARCHIVE),
        (b"From: <Saved by Word>\r\nSubject: x\r\n" + RELATED, ARCHIVE),
        (MAIL, "message/rfc822"),
        (b"BEGIN:VCALENDAR\r\n", "text/calendar"),
        ("关于报送的说明".encode("gbk"), "text/plain"),
        ("关于报送的说明".encode("utf-16"), "text/plain"),
        (b"\x00\x01\x02\x03", "application/octet-stream"),
        (b"", "application/octet-stream"),
    ],
)
def test_the_octets_tell(octets: bytes, media_type: str) -> None:
    assert media_type_of(octets) == media_type
    assert media_type_of(octets, "a.pdf") == media_type


@pytest.mark.parametrize(
    ("stream", "media_type"),
    [
        ("WordDocument", "application/msword"),
        ("Workbook", "application/vnd.ms-excel"),
        ("PowerPoint Document", "application/vnd.ms-powerpoint"),
        ("EncryptedPackage", "application/x-ole-encrypted"),
        ("__properties_version1.0", "application/vnd.ms-outlook"),
        ("Something", OLE_STORAGE),
    ],
)
def test_an_ole_file_is_told_by_its_streams_even_when_cut(stream: str, media_type: str) -> None:
    octets = ole({stream: b"x" * 5000})
    assert media_type_of(octets, "表.wps") == media_type
    assert ole_type(octets[:-600]) == media_type


def test_a_cut_word_file_is_still_a_word_file() -> None:
    octets = docx("x" * 100)
    assert media_type_of(octets[: octets.index(b"PK\x01\x02")]) == WORD


def test_the_name_breaks_ties_between_texts() -> None:
    fragment = b"some words <p>and a form</p>"
    assert (media_type_of(fragment), media_type_of(fragment, "a.html")) == ("text/plain", "text/html")
    assert media_type_of(b"Subject: x\r\n\r\nx", "a.eml") == "message/rfc822"
    assert media_type_of(b"Subject: x\r\n\r\nx", "a.txt") == "text/plain"


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<", b"From: "]),
    st.text(max_size=9),
)
def test_no_octets_raise(octets: bytes, head: bytes, name: str) -> None:
    assert "/" in media_type_of(head + octets, name)


@given(st.integers(0, 2000), st.integers(0, 255))
def test_a_damaged_document_has_some_type(place: int, octet: int) -> None:
    for good in (docx("x" * 900), ole({"WordDocument": b"x" * 900})):
        octets = bytearray(good)
        octets[place % len(octets)] = octet
        assert "/" in media_type_of(io.BytesIO(octets).getvalue())
