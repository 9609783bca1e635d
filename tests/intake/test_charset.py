"""Bodies whose label is wrong or absent (D4, D5), and the transfer encodings under them."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.charset import codec_of, decoded
from intake.transfer import from_base64, take_uuencoded, untransferred

SIMPLIFIED = "现将我单位信息表报上，请查收。联系人：朱镕喆，电话请见附件。"
TRADITIONAL = "現將本會資訊表報上，請查收。聯絡人詳見附件，謝謝各位長官。"


@pytest.mark.parametrize("codec", ["gbk", "gb18030", "utf-8"])
@pytest.mark.parametrize(
    "label", [None, "us-ascii", "unknown-8bit", "gb2312", "utf-8", "iso-8859-1", "x-nonsense", "hex", "punycode"]
)
def test_chinese_is_read_under_every_label(codec: str, label: str | None) -> None:
    assert decoded(SIMPLIFIED.encode(codec), label) == SIMPLIFIED


def test_unlabelled_big5_is_not_taken_for_gb18030() -> None:
    assert decoded(TRADITIONAL.encode("big5")) == TRADITIONAL


def test_one_damaged_character_of_utf8_does_not_turn_the_rest_into_nonsense() -> None:
    octets = SIMPLIFIED.encode()
    text = decoded(octets[:10] + octets[11:], "utf-8")
    assert text.endswith("电话请见附件。")


def test_a_short_gbk_word_that_is_valid_utf8_too_is_chinese() -> None:
    octets = "目目".encode("gbk")
    octets.decode("utf-8")
    assert decoded(octets) == "目目"


@pytest.mark.parametrize("text", ["Müller", "José María", "古丽·艾山", "“引号”"])
def test_accents_and_middle_dots_in_utf8_stay(text: str) -> None:
    assert decoded(text.encode()) == text


def test_a_byte_order_mark_tells_utf16() -> None:
    assert decoded("信息表".encode("utf-16")) == "信息表"


@pytest.mark.parametrize("label", ["zip", "rot13", "punycode", "idna", "undefined", "\0", "base64", "unicode_escape"])
def test_a_codec_that_is_no_charset_is_none(label: str) -> None:
    assert codec_of(label) is None


@given(st.binary(max_size=300), st.text(max_size=20))
def test_every_octets_under_every_label_are_text(octets: bytes, label: str) -> None:
    assert isinstance(decoded(octets, label), str)


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1))
def test_gbk_under_a_gb2312_label_loses_nothing(text: str) -> None:
    assert decoded(text.encode("gb18030"), "gb2312") == text


@given(st.binary(max_size=2000), st.integers(1, 76))
def test_base64_in_lines_of_any_length_comes_back(octets: bytes, width: int) -> None:
    wire = base64.b64encode(octets)
    lines = b"\r\n".join(wire[i : i + width] for i in range(0, len(wire), width))
    assert from_base64(lines) == octets


def test_base64_drops_foreign_characters_and_lines_of_prose() -> None:
    wire = base64.b64encode(b"form" * 30)
    junk = wire[:20] + b"\0!*\r\n" + wire[20:] + b"\r\n--\r\nThis mail was scanned by a gateway.\r\n"
    assert from_base64(junk) == b"form" * 30


def test_base64_of_several_padded_runs_is_joined() -> None:
    assert from_base64(base64.b64encode(b"one!") + b"\n" + base64.b64encode(b"two")) == b"one!two"


@given(st.binary(max_size=500), st.text(max_size=12))
def test_no_octets_and_no_encoding_raise(octets: bytes, encoding: str) -> None:
    for name in (encoding, "base64", "quoted-printable", "x-uuencode"):
        assert isinstance(untransferred(octets, name), bytes)


def test_a_uuencoded_file_is_taken_out_of_the_text() -> None:
    text = b"hello\r\nbegin 644 a.txt\r\n#0V%T\r\n`\r\nend\r\nbye\r\n"
    (file,), rest = take_uuencoded(text)
    assert (file.filename, file.octets) == (b"a.txt", b"Cat")
    assert b"begin" not in rest
    assert rest.startswith(b"hello")


def test_a_sentence_with_begin_is_no_file() -> None:
    text = b"begin 2022 with a plan\r\nthe end\r\n"
    assert take_uuencoded(text) == ([], text)
