"""The story of one message: read (heavy, pure) and settle (light, in order). ★ Start here.

    receive   mailbox → store                                   commit 1: the octets are ours
    read      octets → Reading                                  pure: no clock, no database; any process, any order
    settle    Reading + what had arrived before → Decision      commit 2, in order of arrival
    deliver   claim one answer, send one, record one            commit 3

In: RawMessage, Desk, Store, Sink. Out: Reading; rows in the store; answers in the sink.
Elsewhere: the loop over a mailbox (`haizhi.loop`), how the desk is laid (`haizhi.build`).
"""

from dataclasses import dataclass

from data.store import Store
from intake.message import RawMessage
from intake.submission import open_message
from outbox.compose import Office, compose
from outbox.sink import Sink
from parsers.dispatch import Readers, read_attachment
from parsers.reading import Reading
from rules.decide import Desk, decide


@dataclass(frozen=True, slots=True)
class House:
    """Everything a message meets on its way."""

    readers: Readers
    desk: Desk
    office: Office


def read(raw: RawMessage, readers: Readers, own_addresses: frozenset[str]) -> Reading:
    """What one message holds; automatic mail is not looked into."""
    submission = open_message(raw, own_addresses)
    if submission.automatic:
        return Reading(submission, ())
    return Reading(submission, tuple(read_attachment(a, readers) for a in submission.attachments if not a.inline))
