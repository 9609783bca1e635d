"""Who wrote and where an answer may go (section 7 of the notes)."""

import base64

import pytest

from intake.addresses import same_domain
from intake.message import Envelope
from tests.intake.mails import OWN, opened


def envelope_of(*headers: str, codec: str = "utf-8") -> Envelope:
    return opened("\r\n".join(headers).encode(codec) + b"\r\n\r\n").envelope


def test_name_and_address_are_told_apart() -> None:
    word = base64.b64encode("瞿瑄喆".encode("gb18030")).decode()
    envelope = envelope_of(f'From: "=?gb2312?B?{word}?=" <Qu@Unit.example.CN>')
    assert (envelope.from_name, envelope.from_address) == ("瞿瑄喆", "qu@unit.example.cn")


def test_a_raw_gbk_name_is_read() -> None:
    envelope = envelope_of('From: "王小明" <wang@unit.example.cn>', codec="gbk")
    assert (envelope.from_name, envelope.from_address) == ("王小明", "wang@unit.example.cn")


def test_a_comma_in_an_encoded_name_does_not_part_it() -> None:
    assert envelope_of("From: =?utf-8?Q?Wang,_Ming?= <wang@unit.example.cn>").from_name == "Wang, Ming"


def test_an_address_in_the_display_name_is_not_the_sender() -> None:
    envelope = envelope_of('From: "director@bureau.example.cn" <other@elsewhere.example>')
    assert envelope.from_address == "other@elsewhere.example"


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("张:三 <a@b.example.cn>", "a@b.example.cn"),
        ("<a@b.example.cn", "a@b.example.cn"),
        ("a.@b.example.cn", "a.@b.example.cn"),
        ("张三<a@b.example.cn>;", "a@b.example.cn"),
        ("Offices: a@b.example.cn, c@d.example.cn;", "a@b.example.cn"),
        ("undisclosed-recipients:;", ""),
        ("nobody at all", ""),
        ("", ""),
        ("<>", ""),
    ],
)
def test_every_from_header_is_read_as_far_as_it_goes(value: str, address: str) -> None:
    assert envelope_of(f"From: {value}").from_address == address


def test_without_an_address_the_header_is_the_name() -> None:
    assert envelope_of("From: 王小明").from_name == "王小明"


def test_the_first_of_two_from_headers_counts() -> None:
    assert envelope_of("From: a@b.example.cn", "From: c@d.example.cn").from_address == "a@b.example.cn"


def test_a_line_break_cannot_smuggle_an_address_in() -> None:
    assert envelope_of("From: a@b.example.cn\r\n\t<c@d.example.cn>, x").from_address in (
        "",
        "a@b.example.cn",
        "c@d.example.cn",
    )


@pytest.mark.parametrize(
    ("reply_to", "answer"),
    [
        ("li@unit.example.cn", "li@unit.example.cn"),
        ("li@mail.unit.example.cn", "li@mail.unit.example.cn"),
        ("li@elsewhere.example.cn", "wang@unit.example.cn"),
        ("li@notunit.example.cn", "wang@unit.example.cn"),
        ("li@unit.example.cn, zhao@unit.example.cn", "wang@unit.example.cn"),
        ("noreply@unit.example.cn", "wang@unit.example.cn"),
        ("garbage", "wang@unit.example.cn"),
        ("<>", "wang@unit.example.cn"),
    ],
)
def test_reply_to_counts_only_when_single_and_of_the_same_domain(reply_to: str, answer: str) -> None:
    assert envelope_of("From: wang@unit.example.cn", f"Reply-To: {reply_to}").reply_to == answer


@pytest.mark.parametrize(
    "address",
    [
        "",
        "<>",
        next(iter(OWN)),
        next(iter(OWN)).upper(),
        "MAILER-DAEMON@x.example.cn",
        "no-reply@x.example.cn",
        "root@localhost",
    ],
)
def test_nobody_is_answered_at_a_null_own_or_system_address(address: str) -> None:
    assert envelope_of(f"From: {address}").reply_to == ""


def test_our_own_address_as_reply_to_does_not_close_the_loop() -> None:
    envelope = envelope_of("From: wang@bureau.example.cn", "Reply-To: office@bureau.example.cn")
    assert envelope.reply_to == "wang@bureau.example.cn"


def test_two_units_under_one_public_suffix_are_two_domains() -> None:
    assert not same_domain("a@com.cn", "b@unit.com.cn")
    assert not same_domain("", "b@unit.com.cn")
    assert same_domain("a@unit.com.cn", "b@mail.unit.com.cn")
