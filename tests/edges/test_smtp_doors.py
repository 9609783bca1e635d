"""Getting in: encrypted or not at all, with the right certificate and password, and no further than the host allows."""

import ssl
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from outbox.entry import Kind, OutboxEntry
from outbox.rate import Limits
from outbox.smtp import SmtpWays
from outbox.smtp_address import SmtpAddress, WrongSmtpAddress, smtp_address_of
from tests.edges.answers import USER, Desk, sink_to
from tests.edges.dovecot import Dovecot
from tests.edges.receiver import Receiver, receiving

ENTRY = OutboxEntry("<1@x>", Kind.REPLY, "a@b.example", b"From: office@bed.test\r\nMessage-ID: <1@x>\r\n\r\nhi\r\n")


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as server:
        yield server


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "db")


@pytest.fixture
def context(dovecot: Dovecot) -> ssl.SSLContext:
    """The server's side of TLS, with Dovecot's certificate."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(dovecot.folder / "tls.crt", dovecot.folder / "tls.key")
    return made


@pytest.mark.parametrize("starttls", [False, True])
def test_an_answer_goes_out_encrypted(starttls: bool, context: ssl.SSLContext, dovecot: Dovecot) -> None:
    with receiving(context=context, starttls=starttls) as receiver:
        address = SmtpAddress(USER, "localhost", receiver.port, encrypted=not starttls)
        sink = sink_to(receiver, address=address, ca_file=dovecot.ca_file, plain_allowed=False)
        assert sink.deliver(ENTRY).result == "sent"
        assert receiver.ids() == ["<1@x>"]


@pytest.mark.parametrize("starttls", [False, True])
def test_a_certificate_that_nobody_vouches_for_is_refused(starttls: bool, context: ssl.SSLContext) -> None:
    with receiving(context=context, starttls=starttls) as receiver:
        address = SmtpAddress(USER, "localhost", receiver.port, encrypted=not starttls)
        delivery = sink_to(receiver, address=address, plain_allowed=False).deliver(ENTRY)
        assert (delivery.result, "证书" in delivery.detail) == ("deferred", True)
        assert "auth" not in receiver.seen


def test_no_password_travels_in_the_open(receiver: Receiver) -> None:
    delivery = sink_to(receiver, plain_allowed=False).deliver(ENTRY)
    assert "STARTTLS" in delivery.detail
    assert "auth" not in receiver.seen


def test_a_wrong_password_is_not_tried_again_and_again(desk: Desk, receiver: Receiver) -> None:
    entry, sink = desk.answer(), sink_to(receiver, password="guess")
    for _ in range(20):
        desk.deliver(sink)
    assert receiver.seen.count("connect") == 1
    assert desk.state(entry) == "pending"
    standstill = desk.store.sendings.standstill()
    assert standstill is not None
    assert "授权码" in standstill.why
    assert "guess" not in standstill.why


def test_a_host_that_refuses_look_alikes_is_left_in_peace(desk: Desk, receiver: Receiver) -> None:
    receiver.fails("dot", *["554 DT:SPM 163 smtp5, please see http://mail.example/help"] * 2)
    entries = [desk.answer(name, to=f"{name}@unit.example.cn") for name in "abcdef"]
    sink = sink_to(receiver)
    for _ in range(12):
        desk.deliver(sink)
        desk.later(minutes=2)
    assert receiver.seen.count("dot") == 1
    standstill = desk.store.sendings.standstill()
    assert standstill is not None
    assert "DT:SPM" in standstill.why
    desk.restart()
    desk.later(minutes=10)
    desk.deliver(sink)
    assert receiver.seen.count("dot") == 2
    desk.later(minutes=45)
    desk.deliver(sink)
    assert receiver.seen.count("dot") == 2
    desk.later(hours=2)
    desk.deliver(sink)
    assert sorted(receiver.ids()) == sorted(entry.message_id for entry in entries)
    assert desk.store.sendings.standstill() is None


def test_an_answer_that_makes_the_host_ask_for_a_stop_every_time_goes_to_staff(desk: Desk, receiver: Receiver) -> None:
    receiver.fails("dot", *["554 DT:SPM"] * 4)
    entry, sink = desk.answer(), sink_to(receiver)
    for _ in range(6):
        desk.deliver(sink)
        desk.later(days=1)
    assert desk.state(entry) == "failed"
    assert receiver.seen.count("dot") == 4


def test_no_more_goes_out_in_an_hour_than_is_allowed(desk: Desk, receiver: Receiver) -> None:
    for number in range(7):
        desk.answer(str(number), to=f"u{number}@unit.example.cn")
    sink = sink_to(receiver, SmtpWays(Limits(3, 0, 0, 0, 0)))
    counts = []
    for _ in range(4):
        desk.deliver(sink)
        desk.deliver(sink)
        counts.append(len(receiver.accepted))
        desk.later(minutes=61)
    assert counts == [3, 6, 7, 7]


def test_one_address_gets_no_more_than_its_share_and_the_others_do_not_wait(desk: Desk, receiver: Receiver) -> None:
    for number in range(5):
        desk.answer(f"n{number}")
    desk.answer("other", to="other@unit.example.cn")
    sink = sink_to(receiver, SmtpWays(Limits(0, 2, 3, 0, 0)))
    desk.deliver(sink)
    assert [mail.recipients[0][0] for mail in receiver.accepted] == ["y", "y", "o"]
    desk.later(minutes=61)
    desk.deliver(sink)
    assert len(receiver.accepted) == 4
    desk.later(hours=24)
    desk.deliver(sink)
    assert len(receiver.accepted) == 6


def test_a_hidden_copy_goes_to_ourselves(receiver: Receiver) -> None:
    assert sink_to(receiver, SmtpWays(copy_to_self=True, witness_after=timedelta())).deliver(ENTRY).result == "sent"
    assert receiver.accepted[0].recipients == ["a@b.example", "office@bed.test"]
    assert b"office@bed.test" not in receiver.accepted[0].octets.partition(b"\r\n")[2]


@pytest.mark.parametrize(
    ("text", "words"),
    [("smtps://user:secret@host", "不要写密码"), ("smtps://", "应写成"), ("smtps://u@host:port", "无法识别")],
)
def test_a_wrong_address_says_what_is_wrong_and_no_password(text: str, words: str) -> None:
    with pytest.raises(WrongSmtpAddress, match=words) as raised:
        smtp_address_of(text)
    assert "secret" not in str(raised.value)


def test_addresses() -> None:
    assert smtp_address_of("smtps://a@b.cn@smtp.b.cn") == SmtpAddress("a@b.cn", "smtp.b.cn", 465)
    assert smtp_address_of("smtp://a%40b.cn@smtp.b.cn:25") == SmtpAddress("a@b.cn", "smtp.b.cn", 25, encrypted=False)
    assert smtp_address_of("smtp://127.0.0.1").is_loopback
