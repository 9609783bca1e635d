"""Headers as Chinese programs write them (D1 to D3, D7, D14, D16 of the notes), and as nobody should."""

import base64
from datetime import UTC, datetime, timedelta, timezone

import pytest

from intake.headers import decoded_words
from intake.message import RawMessage
from intake.submission import open_message
from tests.intake.mails import HEAD, OWN, mail, opened


def b_word(octets: bytes, label: str) -> bytes:
    return b"=?" + label.encode() + b"?B?" + base64.b64encode(octets) + b"?="


def subject_of(value: bytes) -> str:
    return opened(mail(b"Subject: " + value)).envelope.subject


@pytest.mark.parametrize("label", ["gb2312", "GBK", "x-gbk", "gb18030", "cp936", "GB_2312-80"])
def test_a_rare_surname_survives_whatever_the_gb_label(label: str) -> None:
    assert subject_of(b_word("报送：镕喆瑄".encode("gb18030"), label)) == "报送：镕喆瑄"


def test_a_character_split_between_two_encoded_words_is_joined() -> None:
    octets = "报表负责人".encode()
    assert subject_of(b_word(octets[:4], "utf-8") + b"\r\n " + b_word(octets[4:], "UTF-8")) == "报表负责人"


def test_words_of_two_gb_labels_are_one_run() -> None:
    octets = "报表".encode("gbk")
    assert subject_of(b_word(octets[:1], "gb2312") + b" " + b_word(octets[1:], "gbk")) == "报表"


def test_blanks_between_encoded_words_vanish_and_others_stay() -> None:
    assert (
        subject_of(b"Re: " + b_word("报".encode(), "utf-8") + b" and " + b_word("表".encode(), "utf-8"))
        == "Re: 报 and 表"
    )


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "big5"])
def test_a_raw_eight_bit_subject_is_read(codec: str) -> None:
    text = "關於推薦海外機構工作負責人的資訊表" if codec == "big5" else "关于推荐海外机构工作负责人的信息表"
    assert subject_of(text.encode(codec)) == text


def test_utf8_under_a_gb_label_is_read_as_utf8() -> None:
    assert subject_of(b_word("推荐信息表".encode(), "gb2312")) == "推荐信息表"


def test_a_wrong_label_does_not_lose_the_subject() -> None:
    assert subject_of(b_word("推荐信息表".encode("gbk"), "utf-8")) == "推荐信息表"
    assert subject_of(b_word("推荐信息表".encode("gbk"), "iso-8859-1")) == "推荐信息表"
    assert subject_of(b_word("推荐信息表".encode("gbk"), "no-such-charset")) == "推荐信息表"


def test_base64_without_its_padding_is_read() -> None:
    assert decoded_words("=?utf-8?B?5o6o6I2Q6KGo5q?=").startswith("推荐表")


def test_control_characters_and_line_breaks_leave_the_subject() -> None:
    assert subject_of(b_word(b"a\r\nBcc: x@y.example\x00\x07", "utf-8")) == "a Bcc: x@y.example"


def test_the_first_of_two_message_ids_counts() -> None:
    tree = opened(mail(b"Message-ID: <second@unit.example.cn>"))
    assert tree.envelope.message_id == "<a.1@unit.example.cn>"


@pytest.mark.parametrize(
    "value", [b"", b"no brackets@x", b"<a b@x>", b"<\xd6\xd0@x>", b"<>", b"<" + b"a" * 2000 + b">"]
)
def test_what_is_no_message_id_is_none(value: bytes) -> None:
    assert opened(b"From: <wang@unit.example.cn>\r\nMessage-ID: " + value + b"\r\n\r\n").envelope.message_id is None


def test_references_keep_their_order_over_folded_lines() -> None:
    envelope = opened(mail(b"References: <1@a>\r\n\t<2@a>\r\n <3@a>", b"In-Reply-To: <3@a>")).envelope
    assert envelope.references == ("<1@a>", "<2@a>", "<3@a>")
    assert envelope.in_reply_to == ("<3@a>",)


def test_the_topmost_received_header_tells_the_time() -> None:
    octets = b"Received: from a by b; Tue, 20 Sep 2022 23:58:40 +0800 (CST)\r\n" + HEAD + b"\r\n"
    assert opened(octets).envelope.received_at == datetime(2022, 9, 20, 15, 58, 40, tzinfo=UTC)


def test_the_internal_date_goes_before_every_header() -> None:
    date = datetime(2022, 9, 1, tzinfo=timezone(timedelta(hours=8)))
    assert open_message(RawMessage(mail(), "1/2", date), OWN).envelope.received_at == date


def test_a_received_header_without_a_date_leaves_it_to_the_next() -> None:
    octets = b"Received: by localhost\r\nReceived: by x; Tue, 20 Sep 2022 08:00:00 +0000\r\n\r\n"
    assert opened(octets).envelope.received_at == datetime(2022, 9, 20, 8, tzinfo=UTC)


def test_cst_means_china() -> None:
    assert opened(b"Date: Tue, 20 Sep 2022 08:00:00 CST\r\n\r\n").envelope.received_at == datetime(
        2022, 9, 20, tzinfo=UTC
    )


@pytest.mark.parametrize(
    "date",
    [
        "周一, 19 九月 2022 10:00:00 +0800",
        "",
        "yesterday",
        "Tue, 99 Sep 2022 08:00:00 +0800",
        "\x00",
        "1 Jan 0001 00:00 +1400",
    ],
)
def test_a_date_that_is_none_is_none(date: str) -> None:
    assert opened(b"Date: " + date.encode() + b"\r\n\r\n").envelope.received_at is None


def test_a_date_in_the_future_is_harmless() -> None:
    envelope = opened(b"Date: Tue, 20 Sep 2101 08:00:00 +0800\r\n\r\n").envelope
    assert envelope.received_at is not None
    assert envelope.received_at.tzinfo is not None
