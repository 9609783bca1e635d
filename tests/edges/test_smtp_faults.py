"""Whatever breaks while an answer is handed over, it arrives once; where nobody can know, it is not sent again."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from outbox.smtp import SmtpWays
from tests.edges.answers import Desk, sink_to
from tests.edges.receiver import Receiver, receiving

BEFORE = ("connect", "ehlo", "auth", "mail", "rcpt", "data")
"""Until here nothing can have been accepted."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as server:
        yield server


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "db")


def test_answers_go_out_once_and_over_one_connection(desk: Desk, receiver: Receiver) -> None:
    entries = [desk.answer(name) for name in "abc"]
    sink = sink_to(receiver)
    for _ in range(2):
        desk.deliver(sink)
    assert receiver.ids() == [entry.message_id for entry in entries]
    assert [mail.octets for mail in receiver.accepted] == [entry.octets for entry in entries]
    assert [mail.recipients for mail in receiver.accepted] == [["yan@unit.example.cn"]] * 3
    assert receiver.seen.count("connect") == receiver.seen.count("auth") == 1
    assert {desk.state(entry) for entry in entries} == {"sent"}


@pytest.mark.parametrize("how", ["drop", "451 later", "421 going down"])
@pytest.mark.parametrize("step", BEFORE)
def test_a_fault_before_the_data_costs_nothing_but_time(step: str, how: str, desk: Desk, receiver: Receiver) -> None:
    receiver.fails(step, *[how] * 3)
    entry, sink = desk.answer(), sink_to(receiver)
    desk.deliver(sink)
    assert desk.state(entry) == "pending"
    assert not receiver.accepted
    receiver.faults.clear()
    desk.later(minutes=6)
    sink._next_try = 0.0
    desk.deliver(sink)
    assert desk.state(entry) == "sent"
    assert receiver.ids() == [entry.message_id]


@pytest.mark.parametrize("step", ["mail", "rcpt", "data", "dot"])
def test_a_refusal_for_good_goes_to_the_staff(step: str, desk: Desk, receiver: Receiver) -> None:
    receiver.fails(step, "550 5.1.1 no such person")
    entry, other, sink = desk.answer("a"), desk.answer("b"), sink_to(receiver)
    desk.deliver(sink)
    assert desk.state(entry) == "failed"
    assert "no such person" in desk.detail(entry)
    assert desk.state(other) == "sent"
    assert receiver.ids() == [other.message_id]


def test_a_refusal_for_now_after_the_dot_is_tried_again(desk: Desk, receiver: Receiver) -> None:
    receiver.fails("dot", "451 4.3.0 try later")
    entry, sink = desk.answer(), sink_to(receiver)
    for _ in range(3):
        desk.deliver(sink)
    assert receiver.seen.count("dot") == 1
    desk.later(minutes=6)
    desk.deliver(sink)
    assert receiver.ids() == [entry.message_id]


@pytest.mark.parametrize(("step", "arrived"), [("dot", 0), ("after", 1)])
@pytest.mark.parametrize("how", ["drop", "hang", "999 what", "xyz"])
def test_without_a_witness_what_broke_after_the_data_is_left_to_staff(
    step: str, arrived: int, how: str, desk: Desk, receiver: Receiver
) -> None:
    receiver.fails(step, how)
    entry = desk.answer()
    for _ in range(5):
        desk.deliver(sink_to(receiver))
        desk.later(days=1)
    assert desk.state(entry) == "uncertain"
    assert receiver.ids() == [entry.message_id] * arrived


def test_only_the_setting_makes_it_be_sent_again_with_the_same_octets(desk: Desk, receiver: Receiver) -> None:
    receiver.fails("after", "drop")
    entry = desk.answer()
    ways = SmtpWays(resend_blindly=True, witness_after=timedelta(minutes=5))
    desk.deliver(sink_to(receiver, ways))
    desk.deliver(sink_to(receiver, ways))
    assert receiver.ids() == [entry.message_id]
    desk.later(minutes=6)
    for _ in range(3):
        desk.deliver(sink_to(receiver, ways))
    assert [mail.octets for mail in receiver.accepted] == [entry.octets] * 2
    assert desk.state(entry) == "sent"


def test_a_slow_server_is_waited_for(desk: Desk, receiver: Receiver) -> None:
    receiver.slow_seconds = 0.15
    entry = desk.answer()
    desk.deliver(sink_to(receiver))
    assert desk.state(entry) == "sent"
    assert receiver.ids() == [entry.message_id]


@pytest.mark.parametrize("step", ["connect", "rcpt"])
def test_a_black_hole_holds_nobody_for_long(step: str, desk: Desk, receiver: Receiver) -> None:
    receiver.fails(step, "hang")
    entry, sink = desk.answer(), sink_to(receiver, seconds=0.3)
    desk.deliver(sink)
    assert desk.state(entry) == "pending"
    assert not receiver.accepted


def test_a_run_killed_while_sending_leaves_the_answer_uncertain(desk: Desk, receiver: Receiver) -> None:
    entry = desk.answer()
    assert desk.store.claim(entry)
    desk.restart()
    desk.deliver(sink_to(receiver))
    assert desk.state(entry) == "uncertain"
    assert not receiver.accepted


def test_a_server_that_is_gone_is_asked_less_and_less_often(desk: Desk, receiver: Receiver) -> None:
    receiver.fails("connect", *["drop"] * 50)
    entry, sink = desk.answer(), sink_to(receiver)
    for _ in range(20):
        desk.deliver(sink)
        desk.later(seconds=5)
    assert receiver.seen == ["connect"]
    assert desk.state(entry) == "pending"
    standstill = desk.store.sendings.standstill()
    assert standstill is not None
    assert standstill.paused_until is None
    desk.restart()
    receiver.faults.clear()
    desk.deliver(sink_to(receiver))
    assert desk.state(entry) == "sent"
    assert desk.store.sendings.standstill() is None


def test_a_line_of_the_answer_that_is_a_dot_arrives_as_it_is(desk: Desk, receiver: Receiver) -> None:
    from outbox.entry import Kind, OutboxEntry

    octets = b"From: office@bed.test\r\nTo: a@b.example\r\nMessage-ID: <1@x>\r\n\r\n.\r\n..two\r\nend"
    delivery = sink_to(receiver).deliver(OutboxEntry("<1@x>", Kind.REPLY, "a@b.example", octets))
    assert delivery.result == "sent"
    assert receiver.accepted[0].octets == octets + b"\r\n"
