"""The values of the outbox: what an answer is called, and the answer ready to be sent.

In: nothing (types only). Out: Kind, Inbound, OutboxEntry, Delivery.
Elsewhere: the words (`outbox.wording`, `outbox/letters/`), the entry's life (`outbox.life`), sending (`outbox.sink`).
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from outbox.life import Event


class Kind(StrEnum):
    """The letters that the office sends; each is a template in `outbox/letters/`."""

    CONFIRMATION = "confirmation"
    PROBLEMS = "problems"
    RECEIPT = "receipt"
    REPLY = "reply"
    """A person's own words, in answer to an inquiry."""
    ALERT = "alert"
    """To the office itself: something is wrong, or the daily digest."""


@dataclass(frozen=True, slots=True)
class Inbound:
    """The message that is answered, as the store knows it."""

    source: str
    digest: str
    answered_at: datetime
    """Aware; stands in the answer's Date."""
    turn: int = 1
    """Which answer of its kind to this message it is; only a person answers a second time."""

    def answer_id(self, kind: Kind, domain: str) -> str:
        """The answer's Message-ID: the same whenever this message is answered again with this kind of letter."""
        key = hashlib.sha256(f"{self.digest}\n{self.source}".encode("utf-8", "surrogateescape")).hexdigest()[:24]
        return f"<r.{key}.{kind}.{self.turn}@{domain}>"


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """One answer, rendered to its last byte."""

    message_id: str
    """With angle brackets; the entry's identity."""
    kind: Kind
    recipient: str
    """Bare address."""
    octets: bytes
    interrupted: bool = False
    """True where the program stopped while sending it, so that nobody knows whether it went out."""
    attempts: int = field(default=0, compare=False)
    """How often it has been claimed."""
    age: timedelta = field(default=timedelta(), compare=False)
    """Since it was last claimed, as the store's clock tells."""
    wanted: bool = field(default=False, compare=False)
    """A person wants it sent again, unless a trace of it is found."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """How one attempt at sending ended: `sent`, `failed` (for good), `deferred` (certainly not accepted, worth another
    attempt) or `uncertain` (it may have been accepted)."""

    result: Event
    detail: str = ""
    again: bool = False
    """A deferred one waits longer with each attempt; else it waits for the next round only."""
    stop: bool = False
    """Nothing else is to be sent for a while either."""
    wait: timedelta | None = None
    """How long to wait before it is looked at again, where that is known better than by the number of attempts."""
