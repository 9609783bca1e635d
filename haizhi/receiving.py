"""EDGE: disk and network, through what it opens. A mailbox as the loop sees it: take in what is new, mark what is done.

In: Settings, Store. Out: an Inbox; how many messages were new.
Elsewhere: mailboxes on a server (`haizhi.receiving_imap`), the endless run (`haizhi.service`).
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol, Self

from data.store import Store
from haizhi.config import Settings
from haizhi.receiving_imap import ImapInbox, account_of
from intake.imap_address import is_imap
from intake.imap_idle import readable
from intake.sources import Source, open_source

Seen = Callable[[], None]


class Inbox(AbstractContextManager["Inbox"], Protocol):
    """A mailbox that is open; closed when its context ends."""

    def receive(self, expect: Callable[[int], None], seen: Seen) -> int:
        """Everything new into the store, each in its own commit; how many were new. Tells how many to expect, then
        each."""
        ...

    def mark(self) -> None:
        """Whatever is settled is marked where it came from."""
        ...

    def count(self) -> tuple[int, int]:
        """Messages in the mailbox, and how many of them are not in the store."""
        ...

    def wait(self, seconds: float, wake: int | None) -> bool:
        """True where there is something to look at; False after `seconds` or where `wake` can be read."""
        ...


class FolderInbox(AbstractContextManager["FolderInbox"]):
    """A folder of `.eml` files or a Maildir; never changed."""

    def __init__(self, source: Source, store: Store, *, answered: bool) -> None:
        self._source, self._store, self._answered = source, store, answered

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        return None

    def receive(self, expect: Callable[[int], None], seen: Seen) -> int:
        """Every message that this source did not bring before."""
        expect(len(self._source))
        new = 0
        for raw in self._source.messages():
            new += self._store.receive(raw, answered=self._answered) is not None
            seen()
        return new

    def mark(self) -> None:
        """A folder is left as it is."""

    def count(self) -> tuple[int, int]:
        """Nothing to compare with: the folder is gone through whole at every poll."""
        return len(self._source), 0

    def wait(self, seconds: float, wake: int | None) -> bool:
        """A folder tells nothing by itself."""
        readable(None, wake, seconds)
        return False


def open_inbox(settings: Settings, store: Store) -> Inbox:
    """The mailbox that the settings name.

    Raises OSError, ValueError, and what `intake.imap_connect.connect` raises.
    """
    if is_imap(str(settings.inbox)):
        return ImapInbox(settings, store, account_of(settings))
    return FolderInbox(open_source(str(settings.inbox)), store, answered=not settings.no_answer)
