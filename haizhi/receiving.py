"""EDGE: disk and network, through what it opens. A mailbox as the loop sees it: take in what is new, mark what is done.

In: Settings, Store. Out: an Inbox; how many messages were new.
Elsewhere: mailboxes on a server (`haizhi.receiving_imap`), the endless run (`haizhi.service`).
"""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol, Self

from data.store import Store
from haizhi.config import Settings
from haizhi.receiving_imap import ImapInbox
from haizhi.stubborn import Stubborn
from intake.imap_address import WrongAddress, is_imap
from intake.imap_connect import Unreachable
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

    def __init__(self, source: Source, store: Store, settings: Settings) -> None:
        self._source, self._store, self._settings = source, store, settings
        self._looked_at = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        return None

    def receive(self, expect: Callable[[int], None], seen: Seen) -> int:
        """Every message that this source did not bring before."""
        new = 0
        try:
            expect(len(self._source))
            for raw in self._source.messages():
                new += self._store.receive(raw, answered=not self._settings.no_answer) is not None
                seen()
        except OSError as error:
            raise Unreachable(f"收件文件夹无法读取：{error.strerror}") from error
        self._looked_at = time.monotonic()
        return new

    def mark(self) -> None:
        """A folder is left as it is."""

    def count(self) -> tuple[int, int]:
        """Nothing to compare with: the folder is gone through whole at every poll."""
        return len(self._source), 0

    def wait(self, seconds: float, wake: int | None) -> bool:
        """A folder tells nothing by itself: True where the next poll is due."""
        due = self._looked_at + self._settings.poll_seconds
        readable(None, wake, min(seconds, due - time.monotonic()))
        return time.monotonic() >= due


def open_inbox(settings: Settings, store: Store, stubborn: Stubborn) -> Inbox:
    """The mailbox that the settings name.

    Raises OSError, WrongAddress, and what `intake.imap_connect.connect` raises.
    """
    if is_imap(str(settings.inbox)):
        return ImapInbox(settings, store, stubborn)
    if settings.since:
        raise WrongAddress("--since 只用于服务器上的邮箱（imaps://）")
    try:
        source = open_source(str(settings.inbox))
    except ValueError as error:
        raise WrongAddress(str(error)) from error
    return FolderInbox(source, store, settings)
