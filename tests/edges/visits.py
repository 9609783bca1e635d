"""Single visits to a mailbox, in the test's own process: what a run does, step by step."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from data.store import Store
from haizhi.config import Settings
from haizhi.receiving import Inbox, open_inbox
from haizhi.stubborn import Stubborn
from rules.finding import Outcome
from tests.data.messages import decision, reading
from tests.edges.dovecot import PASSWORD, Dovecot


@dataclass
class Visitor:
    """A store and the settings of one mailbox; its clock stands where it is put."""

    settings: Settings
    now: datetime = datetime(2022, 9, 15, 2, 0, tzinfo=UTC)
    stubborn: Stubborn = field(default_factory=Stubborn)

    def __post_init__(self) -> None:
        assert self.settings.db
        self.store = Store.open(self.settings.db, lambda: self.now)

    def later(self, **span: float) -> None:
        """The clock jumps."""
        self.now += timedelta(**span)

    def with_settings(self, **more: object) -> None:
        """From now on with other settings."""
        self.settings = self.settings.model_copy(update=more)

    def open(self) -> Inbox:
        """A new connection."""
        return open_inbox(self.settings, self.store, self.stubborn)

    def visit(self, *, mark: bool = False) -> int:
        """Log in, take in what is new; how much that was."""
        with self.open() as inbox:
            new = inbox.receive(lambda _: None, lambda: None)
            if mark:
                inbox.mark()
        return new

    def settle(self) -> None:
        """Whatever waits comes to something."""
        for row, _ in self.store.unsettled():
            decided = decision(Outcome.INQUIRY, unit=None, record=None)
            self.store.settle(row, reading(content=str(row)), decided, None)

    def kept(self) -> list[bytes]:
        """The octets of all messages, in order of arrival."""
        asked = "SELECT id FROM messages ORDER BY id"
        return [self.store.original(row).octets for (row,) in self.store._database.conn.execute(asked)]

    def numbers(self) -> list[int]:
        """The numbers of the mails (`tests.edges.mailroom.mail`), in order of arrival."""
        return [int(re.findall(rb"<(\d+)\.mail@", octets)[0]) for octets in self.kept()]

    def sources(self) -> list[str]:
        """Where they came from."""
        return [source for (source,) in self.store._database.conn.execute("SELECT source FROM messages ORDER BY id")]


def visitor(folder: Path, server: Dovecot, user: str, port: int | None = None, **settings: object) -> Visitor:
    """A visitor of this user's INBOX; without TLS, through a proxy where its port is named."""
    inbox = f"imap://{user}@127.0.0.1:{port or server.ports['imap']}/INBOX"
    given: dict[str, object] = {"inbox": inbox, "imap_password": PASSWORD, "network_seconds": 5, "outbox": "answers"}
    return Visitor(Settings(**{"db": folder / "h.sqlite3"} | given | settings))  # type: ignore[arg-type]
