"""Two programs that answer each other stop after one exchange; a person who mends his form is answered each time."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from intake.message import RawMessage
from intake.submission import open_message
from outbox.rate import Limits
from outbox.smtp import SmtpWays
from rules.finding import Outcome
from tests.data.messages import attachment, decision
from tests.edges.answers import Desk, sink_to
from tests.edges.receiver import Receiver, receiving
from tests.outbox.letters import OFFICE, envelope

WAYS = SmtpWays(Limits())
REJECTED = decision(Outcome.REJECTED)
BOT = "bot@unit.example.cn"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as server:
        yield server


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "db")


def test_a_program_that_answers_our_answers_gets_one(desk: Desk, receiver: Receiver) -> None:
    sink, thread = sink_to(receiver, WAYS), tuple[str, ...]()
    for turn in range(8):
        message_id = f"<{turn}@unit.example.cn>"
        about = replace(envelope(message_id=message_id, to=BOT), in_reply_to=thread[-1:], references=thread)
        entry = desk.answer_to(f"m{turn}", about, REJECTED, attachment("word"))
        desk.deliver(sink)
        desk.later(minutes=1)
        thread = (*thread, message_id, entry.message_id)
    assert len(receiver.accepted) == 1
    assert desk.state(entry) == "failed"
    assert "自动往来" in desk.detail(entry)


def test_one_that_forgets_the_thread_gets_two_a_day(desk: Desk, receiver: Receiver) -> None:
    sink = sink_to(receiver, WAYS)
    for turn in range(8):
        desk.answer_to(f"m{turn}", envelope(message_id=f"<{turn}@x.example>", to=BOT), REJECTED)
        desk.deliver(sink)
        desk.later(minutes=90)
    assert len(receiver.accepted) == 2


def test_a_person_who_sends_something_new_each_time_is_answered(desk: Desk, receiver: Receiver) -> None:
    sink, thread = sink_to(receiver, WAYS), tuple[str, ...]()
    for turn in range(4):
        message_id = f"<{turn}@unit.example.cn>"
        about = replace(envelope(message_id=message_id), in_reply_to=thread[-1:], references=thread)
        new = replace(attachment("word"), digest=f"digest{turn}")
        entry = desk.answer_to(f"m{turn}", about, REJECTED, new)
        desk.deliver(sink)
        desk.later(hours=1)
        thread = (*thread, message_id, entry.message_id)
    assert len(receiver.accepted) == 4


def test_a_thread_has_an_end(desk: Desk, receiver: Receiver) -> None:
    sink, thread = sink_to(receiver, SmtpWays(Limits(0, 0, 0, 3, 2))), tuple[str, ...]()
    for turn in range(6):
        message_id = f"<{turn}@unit.example.cn>"
        about = replace(envelope(message_id=message_id), in_reply_to=thread[-1:], references=thread)
        new = replace(attachment("word"), digest=f"digest{turn}")
        entry = desk.answer_to(f"m{turn}", about, REJECTED, new)
        desk.deliver(sink)
        thread = (*thread, message_id, entry.message_id)
    assert len(receiver.accepted) == 3
    assert desk.state(entry) == "failed"


def test_a_person_of_the_office_may_always_answer(desk: Desk, receiver: Receiver) -> None:
    sink = sink_to(receiver, SmtpWays(Limits(0, 0, 0, 1, 1)))
    entries = [desk.answer_to(f"m{n}", envelope(message_id=f"<{n}@x.example>"), REJECTED) for n in range(2)]
    desk.store._database.conn.execute(
        "INSERT INTO decisions (message, outcome, answer, before, person, at)"
        " VALUES (2, 'rejected', ?, '{}', 'p', 'x')",
        (entries[1].message_id,),
    )
    desk.deliver(sink)
    assert len(receiver.accepted) == 2


def test_our_own_answer_that_comes_in_is_never_answered(desk: Desk) -> None:
    entry = desk.answer()
    submission = open_message(RawMessage(entry.octets, "x"), frozenset({OFFICE.mailbox}))
    assert {rule.split()[0] for rule in submission.automatic} >= {"R2", "R6", "R9"}
