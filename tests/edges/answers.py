"""A store with answers that wait, a clock that is set by hand, and a sink towards the receiver."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from data.store import Store
from haizhi.pipeline import deliver
from intake.message import Envelope
from outbox.entry import OutboxEntry
from outbox.rate import NO_LIMITS
from outbox.sent_folder import SentFolder
from outbox.smtp import SmtpSink, SmtpWays
from outbox.smtp_address import SmtpAddress
from outbox.smtp_session import SmtpAccount
from parsers.reading import AttachmentReading
from rules.finding import Decision
from tests.data.messages import AT, decision, reading, settled
from tests.edges.dovecot import PASSWORD
from tests.edges.receiver import Receiver
from tests.outbox.letters import envelope

USER = "office@bed.test"


@dataclass
class Desk:
    """A store whose clock stands where it is put."""

    path: Path
    now: datetime = AT

    def __post_init__(self) -> None:
        self.store = Store.open(self.path, lambda: self.now)

    def later(self, **span: float) -> None:
        """Time passes."""
        self.now += timedelta(**span)

    def restart(self) -> None:
        """The run was killed and begins anew."""
        self.store.close()
        self.store = Store.open(self.path, lambda: self.now)

    def answer(self, name: str = "a", to: str = "yan@unit.example.cn", **of: object) -> OutboxEntry:
        """An answer that waits."""
        about = replace(envelope(message_id=f"<{name}@unit.example.cn>", to=to), **of)  # type: ignore[arg-type]
        return self.answer_to(name, about, decision(unit=f"学会{name}"))

    def answer_to(self, name: str, about: Envelope, decided: Decision, *files: AttachmentReading) -> OutboxEntry:
        """The answer to this message."""
        _, entry = settled(self.store, name, reading(*files, of=about, content=name), decided)
        assert entry is not None
        return entry

    def state(self, entry: OutboxEntry) -> str:
        """Where an answer stands."""
        asked = "SELECT state FROM outbox WHERE message_id = ?"
        return str(self.store._database.conn.execute(asked, (entry.message_id,)).fetchone()[0])

    def detail(self, entry: OutboxEntry) -> str:
        """What is said of it."""
        asked = "SELECT detail FROM outbox WHERE message_id = ?"
        return str(self.store._database.conn.execute(asked, (entry.message_id,)).fetchone()[0])

    def deliver(self, sink: SmtpSink) -> None:
        """One round."""
        deliver(self.store, sink)


def sink_to(
    receiver: Receiver, ways: SmtpWays | None = None, sent: SentFolder | None = None, **account: object
) -> SmtpSink:
    """A way out to the receiver, without TLS and with little patience unless told otherwise."""
    given: dict[str, object] = {"password": PASSWORD, "seconds": 1.0, "data_seconds": 1.0, "plain_allowed": True}
    address = SmtpAddress(USER, "127.0.0.1", receiver.port, encrypted=False)
    given = {"address": address} | given | account
    return SmtpSink(SmtpAccount(**given), ways or SmtpWays(NO_LIMITS), sent)  # type: ignore[arg-type]
