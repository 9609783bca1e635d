"""File names in every encoding that real programs use, and none that harms."""

import base64
from urllib.parse import quote

import pytest

from intake.filenames import MAX_NAME_CHARACTERS, safe_name
from intake.message import Attachment
from tests.intake.files import docx
from tests.intake.mails import PDF, attachment, mixed, opened, part

NAME = "附件1：推荐信息表（瑄）.docx"


def only(*headers: bytes, content: bytes = PDF) -> Attachment:
    (found,) = opened(mixed(part(content, *headers))).attachments
    return found


def words(name: str, codec: str, size: int) -> bytes:
    octets = name.encode(codec)
    pieces = [octets[i : i + size] for i in range(0, len(octets), size)]
    return b"\r\n\t".join(b"=?" + codec.encode() + b"?B?" + base64.b64encode(piece) + b"?=" for piece in pieces)


@pytest.mark.parametrize("codec", ["gbk", "gb18030", "utf-8"])
def test_encoded_words_inside_quotes_split_inside_a_character(codec: str) -> None:
    assert only(b'Content-Disposition: attachment; filename="' + words(NAME, codec, 13) + b'"').filename == NAME


@pytest.mark.parametrize("codec", ["gbk", "utf-8", "gb18030"])
def test_rfc_2231_in_one_piece(codec: str) -> None:
    value = f"Content-Disposition: attachment; filename*={codec}''{quote(NAME.encode(codec))}"
    assert only(value.encode()).filename == NAME


def test_rfc_2231_continued_in_gbk_and_split_inside_a_character() -> None:
    percent = quote(NAME.encode("gbk"), safe="")
    pieces = [percent[i : i + 9] for i in range(0, len(percent), 9)]
    lines = [f" filename*{n}*={'gb2312' + chr(39) * 2 if n == 0 else ''}{piece}" for n, piece in enumerate(pieces)]
    assert only(("Content-Disposition: attachment;\r\n" + ";\r\n".join(lines)).encode()).filename == NAME


def test_rfc_2231_sections_out_of_order_and_half_encoded() -> None:
    header = b"Content-Disposition: attachment; filename*1=\"b.pdf\"; filename*0*=utf-8''%E8%A1%A8"
    assert only(header).filename == "表b.pdf"


@pytest.mark.parametrize("codec", ["gbk", "utf-8"])
def test_a_raw_eight_bit_name(codec: str) -> None:
    assert only(b'Content-Disposition: attachment; filename="' + NAME.encode(codec) + b'"').filename == NAME


def test_a_name_without_quotes_and_with_blanks() -> None:
    assert only("Content-Disposition: attachment; filename=附件1 信息表.docx".encode()).filename == "附件1 信息表.docx"


def test_quotes_inside_quotes() -> None:
    assert (
        only('Content-Disposition: attachment; filename="附件"1"表.docx"; size=3'.encode()).filename == "附件_1_表.docx"
    )


def test_percent_signs_without_rfc_2231() -> None:
    header = f'Content-Disposition: attachment; filename="{quote(NAME)}"'
    assert only(header.encode()).filename == NAME


def test_a_percent_sign_that_means_itself_stays() -> None:
    assert only(b'Content-Disposition: attachment; filename="100% sure %20 x.pdf"').filename == "100% sure %20 x.pdf"


def test_the_content_type_names_what_the_disposition_does_not() -> None:
    assert only(b"Content-Type: application/pdf; name*=utf-8''%E8%A1%A8.pdf").filename == "表.pdf"


def test_a_name_encoded_twice_is_decoded_twice() -> None:
    inner = words("表.pdf", "utf-8", 60)
    outer = b"=?utf-8?B?" + base64.b64encode(inner) + b"?="
    assert only(b'Content-Disposition: attachment; filename="' + outer + b'"').filename == "表.pdf"


@pytest.mark.parametrize(
    ("hostile", "safe"),
    [
        ("../../etc/x.docx", "x.docx"),
        ("..\\..\\x.docx", "x.docx"),
        ("C:\\Users\\wang\\Desktop\\表.docx", "表.docx"),
        ("a\x00b\r\nc.pdf", "ab c.pdf"),
        ("\u202efdp.docx", "fdp.docx"),
        ("...", ""),
        ("/", ""),
        ("", ""),
    ],
)
def test_no_name_is_a_path_or_holds_controls(hostile: str, safe: str) -> None:
    assert safe_name(hostile) == safe


def test_a_long_name_keeps_its_ending() -> None:
    name = safe_name("表" * 500 + ".docx")
    assert len(name) == MAX_NAME_CHARACTERS
    assert name.endswith(".docx")


def test_a_nameless_file_gets_the_same_name_every_time() -> None:
    octets = mixed(part(docx(), b"Content-Type: application/octet-stream"), part(PDF, b"Content-Type: application/pdf"))
    names = [attachment.filename for attachment in opened(octets).attachments]
    assert names == ["未命名附件1.docx", "未命名附件2.pdf"]
    assert names == [attachment.filename for attachment in opened(octets).attachments]


def test_decomposed_characters_are_composed() -> None:
    assert opened(mixed(attachment("re\u0301sume\u0301.pdf".encode(), PDF))).attachments[0].filename == "résumé.pdf"
