"""EDGE: network. Waiting on a connection until the server says that something has changed.

In: a connection in a selected folder. Out: whether to look into the folder now.
IDLE is only a hint: whoever waits looks into the folder after every wake-up, and again after every renewal.
Source: RFC 2177. Elsewhere: the folder itself (`intake.imap`).
"""

import imaplib
import select
import time
from typing import Any

from imapclient import IMAPClient

Heard = list[tuple[Any, ...]]
STILL_HERE = b"OK"


class Idling:
    """The IDLE state of one connection: begun when first waited for, ended before any other command."""

    def __init__(self, client: IMAPClient, renew_seconds: float) -> None:
        self._client, self._renew_seconds = client, renew_seconds
        self._since: float | None = None
        self._early = False

    def wait(self, seconds: float, wake: int | None) -> bool:
        """True where the folder is to be looked into; False after `seconds`, or where `wake` can be read."""
        if self._since is None:
            self._begin()
        if self._early or self._is_due():
            self.end()
            return True
        until_due = self._renew_seconds - (time.monotonic() - (self._since or 0))
        ready = readable(self._client.socket().fileno(), wake, min(seconds, until_due))
        woken = self._client.socket().fileno() in ready and self._has_changed()
        if woken or self._is_due():
            self.end()
            return True
        return False

    def end(self) -> None:
        """Leave IDLE; raises where the connection is dead, which nothing else would show."""
        if self._since is not None:
            self._since = None
            self._client.idle_done()

    def _begin(self) -> None:
        # Not `client.idle()`: that takes a notice which arrives before the server's "+" for an error.
        imap = self._client._imap
        tag = imap._command("IDLE")
        self._client._idle_tag = tag
        self._early = False
        while (line := imap._get_response()) is not None:
            if imap.tagged_commands.get(tag):
                raise imaplib.IMAP4.abort(f"IDLE refused: {line!r}")
            self._early = True
        self._since = time.monotonic()
        self._early |= self._is_buffered()

    def _is_buffered(self) -> bool:
        # What came in one packet with the "+" lies in the buffer, where no poll of the socket sees it.
        connection = self._client.socket()
        connection.setblocking(False)
        try:
            return bool(self._client._imap._get_line())
        except (OSError, imaplib.IMAP4.abort):
            return False
        finally:
            connection.setblocking(True)
            self._client._set_read_timeout()

    def _has_changed(self) -> bool:
        heard: Heard = self._client.idle_check(timeout=0)
        # Nothing heard on a socket that can be read: the other side has gone, and `end` will say so.
        return not heard or any(words[0] != STILL_HERE for words in heard)

    def _is_due(self) -> bool:
        return self._since is not None and time.monotonic() - self._since >= self._renew_seconds


def readable(connection: int | None, wake: int | None, seconds: float) -> set[int]:
    """Which of the two can be read within so many seconds."""
    poller = select.poll()
    for descriptor in (connection, wake):
        if descriptor is not None:
            poller.register(descriptor, select.POLLIN)
    return {descriptor for descriptor, _ in poller.poll(max(0, seconds) * 1000)}
