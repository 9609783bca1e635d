"""The values of the outbox: what an answer is called, and the answer ready to be sent.

In: nothing (types only). Out: Kind, Inbound, OutboxEntry, Delivery.
Elsewhere: the words (`outbox.wording`, `outbox/letters/`), the entry's life (`outbox.life`), sending (`outbox.sink`).
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from outbox.life import Event


class Kind(StrEnum):
    """The letters that the office sends; each is a template in `outbox/letters/`."""

    CONFIRMATION = "confirmation"
    PROBLEMS = "problems"
    RECEIPT = "receipt"


@dataclass(frozen=True, slots=True)
class Inbound:
    """The message that is answered, as the store knows it."""

    source: str
    digest: str
    answered_at: datetime
    """Aware; stands in the answer's Date."""

    def answer_id(self, kind: Kind, domain: str) -> str:
        """The answer's Message-ID: the same whenever this message is answered again with this kind of letter."""
        key = hashlib.sha256(f"{self.digest}\n{self.source}".encode("utf-8", "surrogateescape")).hexdigest()[:24]
        return f"<r.{key}.{kind}.1@{domain}>"


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


@dataclass(frozen=True, slots=True)
class Delivery:
    """How one attempt at sending ended: `sent`, `failed` (for good), `deferred` (certainly not accepted, worth another
    attempt) or `uncertain` (it may have been accepted)."""

    result: Event
    detail: str = ""
