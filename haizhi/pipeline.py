"""The story of one message: read (heavy, pure), settle (light, in order), deliver. ★ Start here.

    receive   mailbox → store                                   commit 1: the octets are ours
    read      octets → Reading                                  pure: no clock, no database; any process, any order
    settle    Reading + what had arrived before → Decision      commit 2, in order of arrival
    deliver   claim one answer, send one, record one            commit 3

In: RawMessage, House, Store, Sink. Out: a Reading; rows in the store; answers in the sink.
Elsewhere: the loop over a mailbox (`haizhi.loop`), how the house is put together (`haizhi.build`).
"""

from dataclasses import dataclass, replace

from data.store import Store
from haizhi.delivering import clear_up, may_go, sent
from haizhi.pace import EVERYTHING, MAIL, GivenUp, Step, Tell, say_nothing
from haizhi.telling import telling
from intake.message import Attachment, RawMessage
from intake.submission import open_headers, open_message, shut_message
from outbox.compose import compose
from outbox.entry import Inbound, OutboxEntry
from outbox.letter import Office
from outbox.sink import Sink
from parsers.dispatch import Readers, read_attachment, shut_attachment
from parsers.reading import AttachmentReading, Reading
from rules.decide import decide
from rules.desk import Desk
from rules.finding import Decision, Outcome


@dataclass(frozen=True, slots=True)
class House:
    """Everything that a message meets on its way."""

    own_addresses: frozenset[str]
    readers: Readers
    desk: Desk
    office: Office


def read(raw: RawMessage, house: House, given_up: GivenUp | None = None, tell: Tell = say_nothing) -> Reading:
    """What one message holds; automatic mail is not looked into.

    `given_up`: keys of files on which a reading process was lost before, each with the reason; they are not tried again.
    """  # noqa: E501
    given_up = given_up or {}
    tell(Step(MAIL, "mail"))
    if MAIL in given_up:
        return Reading(shut_message(raw, house.own_addresses), ())
    submission = open_message(raw, house.own_addresses)
    wanted = () if submission.automatic else tuple(a for a in submission.attachments if not a.inline)
    # the same file under two names, or one logo below each of many letters, is looked at once
    different = {_content(attachment): attachment for attachment in wanted}
    seen = {key: read_one(attachment, house.readers, given_up, tell) for key, attachment in different.items()}
    return Reading(submission, tuple(replace(seen[_content(one)], filename=one.filename) for one in wanted))


def _content(attachment: Attachment) -> tuple[str, str]:
    return attachment.digest, attachment.media_type


def read_one(attachment: Attachment, readers: Readers, given_up: GivenUp, tell: Tell) -> AttachmentReading:
    """What one attachment holds, unless a process was lost on it before."""
    reason = given_up.get(attachment.digest) or given_up.get(EVERYTHING)
    return (
        shut_attachment(attachment, reason)
        if reason
        else read_attachment(attachment, telling(readers, attachment, tell))
    )


def settle(row: int, reading: Reading, store: Store, house: House) -> None:
    """Decide in the light of what had arrived before; write it down with its answer, in one commit."""
    received_at = reading.submission.envelope.received_at
    desk, office = store.as_people_set(house.desk, house.office)
    decision = decide(reading, store.history(row, reading), desk, received_at)
    store.settle(row, reading, decision, compose(decision, reading, store.key(row), office))


def give_up(row: int, raw: RawMessage, reason: str, store: Store, house: House) -> None:
    """The house itself failed on a message: a person looks at it, and the sender is told that one does."""
    try:
        submission = open_headers(raw, house.own_addresses)
        entry = _receipt(Reading(submission, ()), store.key(row), house)
    except Exception:  # whatever broke the reading may be in the headers too
        store.failed(row, reason)
    else:
        store.failed(row, reason, submission.envelope, entry)


def _receipt(reading: Reading, inbound: Inbound, house: House) -> OutboxEntry | None:
    """None for automatic mail."""
    if reading.submission.automatic:
        return None
    return compose(Decision(Outcome.REVIEW), reading, inbound, house.office)


def deliver(store: Store, sink: Sink) -> None:
    """Clear up what is uncertain, then send what waits to be sent, one at a time."""
    clear_up(store, sink)
    for entry in store.pending_answers():
        if may_go(store, sink, entry) and store.claim(entry):
            sent(store, sink, entry, sink.deliver(entry))
