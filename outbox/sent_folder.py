"""EDGE: network. Witnesses on the IMAP side: did an answer go out, and does a copy of it lie in Sent?

In: ImapAccount; a Message-ID, octets. Out: found or not; a copy appended. Raises what `intake.imap_connect` raises.
The folder is found by its special use (RFC 6154), else by the names that Chinese and other hosts give it.
Elsewhere: what it means that nothing is found (`outbox.smtp`).
"""

from collections.abc import Iterable, Sequence
from typing import Any

from intake.imap_connect import ImapAccount, Unreachable, connect, hang_up, speaking

SENT = b"\\Sent"
NAMES = ("已发送", "已发送邮件", "发件箱", "已发邮件", "Sent Messages", "Sent Items", "Sent Mail", "Sent")
SEEN = b"\\Seen"
MOST_LOOKED_AT = 20
_HEADER = "BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]"
_GIVEN = b"BODY[HEADER.FIELDS (MESSAGE-ID)]"


class SentFolder:
    """The Sent folder of a mailbox, and its inbox where copies to ourselves arrive."""

    def __init__(self, account: ImapAccount) -> None:
        self._account = account
        self._client: Any = None

    def holds(self, message_id: str, *, inbox_too: bool = False) -> bool:
        """True where a message of this id lies in Sent, or in the mailbox's own folder where that is asked for too."""
        folders = (self._account.address.folder,) if inbox_too else ()
        return bool(self._with_client(lambda client: _any_holds(client, (_sent_name(client), *folders), message_id)))

    def keep(self, message_id: str, octets: bytes) -> bool:
        """Put a copy into Sent unless there is one; False where there is no such folder."""
        return bool(self._with_client(lambda client: _kept(client, message_id, octets)))

    def name(self) -> str | None:
        """What the Sent folder is called; None where there is none."""
        found: str | None = self._with_client(_sent_name)
        return found

    def close(self) -> None:
        """Hang up; never raises."""
        if self._client is not None:
            hang_up(self._client)
            self._client = None

    def _with_client(self, work: Any) -> Any:
        """On the connection that is open, or, where that has died meanwhile, on a new one."""
        if self._client is not None:
            try:
                with speaking():
                    return work(self._client)
            except Unreachable:
                self.close()
        self._client = connect(self._account)
        try:
            with speaking():
                return work(self._client)
        except Unreachable:
            self.close()
            raise


def sent_among(listed: Sequence[tuple[Sequence[bytes], bytes | None, str]]) -> str | None:
    """The Sent folder among those of a LIST (flags, separator, name): by its special use, else by its name."""
    marked = next((name for flags, _, name in listed if SENT in flags), None)
    if marked is not None:
        return marked
    own = {_last(name, parted).casefold(): name for _, parted, name in reversed(listed)}
    return next((own[known.casefold()] for known in NAMES if known.casefold() in own), None)


def _last(name: str, parted: bytes | None) -> str:
    return name.rpartition(parted.decode())[2] if parted else name


def _sent_name(client: Any) -> str | None:
    return sent_among(client.list_folders())


def _any_holds(client: Any, folders: Iterable[str | None], message_id: str) -> bool:
    return any(_holds(client, folder, message_id) for folder in folders if folder)


def _holds(client: Any, folder: str, message_id: str) -> bool:
    client.select_folder(folder, readonly=True)
    # The search matches parts of headers: each find is looked at.
    found = client.search(["HEADER", "Message-ID", message_id.strip("<>")])[-MOST_LOOKED_AT:]
    given = client.fetch(found, [_HEADER]) if found else {}
    headers = (facts.get(_GIVEN) or b"" for facts in given.values())
    return any(message_id.encode() in header.partition(b":")[2].split() for header in headers)


def _kept(client: Any, message_id: str, octets: bytes) -> bool:
    folder = _sent_name(client)
    if folder is None:
        return False
    if not _holds(client, folder, message_id):
        client.append(folder, octets, flags=[SEEN])
    return True
