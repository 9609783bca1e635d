"""EDGE: network. One folder on a mail server, selected: what is new in it, its messages, marks on those that are done.

In: ImapAccount. Out: UIDs, RawMessages whose source is `UIDVALIDITY/UID`. Nothing is ever set to read (BODY.PEEK only).
Raises Unreachable (`intake.imap_connect`) for whatever goes wrong with the connection; the session is then of no more
use and is closed.
Elsewhere: getting in (`intake.imap_connect`), waiting (`intake.imap_idle`), what is known of the folder
(`data.mailbox`).
"""

import imaplib
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from types import TracebackType
from typing import Any, Self

from imapclient import DELETED, IMAPClient

from intake.imap_connect import ImapAccount, Unreachable, connect, hang_up, is_refusal, speaking
from intake.imap_idle import Idling, readable
from intake.message import RawMessage
from intake.oversize import KEPT_OCTETS, MAX_MESSAGE_OCTETS, cut

KEYWORD = "$HaizhiDone"
FACTS = ["RFC822.SIZE", "INTERNALDATE"]
FACTS_AT_ONCE = 200
MOST_AT_ONCE = 25
OCTETS_AT_ONCE = 2_000_000


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of asking for one message: itself; or nothing, since it has vanished; or why the server refuses."""

    uid: int
    raw: RawMessage | None = None
    refused: str = ""


class ImapSession:
    """A connection with one folder selected; a context manager."""

    def __init__(self, client: IMAPClient, folder: str, renew_seconds: float) -> None:
        """Select the folder. `renew_seconds`: how long one IDLE lasts; 0: IDLE is not used."""
        self._client, self._folder = client, folder
        with speaking():
            selected = client.select_folder(folder)
            offered = renew_seconds > 0 and client.has_capability("IDLE")
        self.uidvalidity = int(selected[b"UIDVALIDITY"])
        self._flags: Collection[bytes] = selected.get(b"PERMANENTFLAGS", ())
        self._read_only = b"READ-ONLY" in selected
        self._idling = Idling(client, renew_seconds) if offered else None
        self._at_once = 1

    @classmethod
    def open(cls, account: ImapAccount, renew_seconds: float = 300) -> Self:
        """Log in, tell the name, select."""
        client = connect(account)
        try:
            return cls(client, account.address.folder, renew_seconds)
        except BaseException:
            hang_up(client)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is None:
            with suppress(OSError, imaplib.IMAP4.error):
                self._free().logout()
        hang_up(self._client)

    def newer_than(self, uid: int, since: date | None = None) -> list[int]:
        """UIDs above this one, in order; `since`: only what arrived on that day or later."""
        with speaking():
            found = self._free().search(["UID", f"{uid + 1}:*", *_since(since)])
        # n:* gives the last message even where its UID is below n (RFC 3501 §6.4.8).
        return sorted(number for number in map(int, found) if number > uid)

    def highest(self) -> int:
        """The UID of the last message; 0 where the folder is empty."""
        with speaking():
            return max(map(int, self._free().search(["UID", "*:*"])), default=0)

    def present(self, uids: Collection[int]) -> set[int]:
        """Those of these UIDs that are in the folder."""
        if not uids:
            return set()
        with speaking():
            found = self._free().search(["UID", ",".join(map(str, sorted(uids)))])
        return set(map(int, found)) & set(uids)

    def fetch(self, uids: Sequence[int]) -> Iterator[Fetched]:
        """Each message in the order asked for."""
        for at in range(0, len(uids), FACTS_AT_ONCE):
            some = uids[at : at + FACTS_AT_ONCE]
            facts = self._asked(some, FACTS)
            for group in self._groups(some, facts):
                yield from self._messages(group, facts)

    def mark(self, uids: Sequence[int]) -> bool:
        """Set the keyword; False where the server keeps none."""
        if self._read_only or not {b"\\*", KEYWORD.encode()} & set(self._flags):
            return False
        with speaking():
            self._free().add_flags(list(uids), [KEYWORD], silent=True)
        return True

    def move(self, uids: Sequence[int], folder: str) -> bool:
        """Into another folder, made where it is not there; False in a folder that may only be read."""
        if self._read_only:
            return False
        with speaking():
            client = self._free()
            target = self._target(folder)
            if client.has_capability("MOVE"):
                client.move(list(uids), target)
                return True
            client.copy(list(uids), target)
            client.add_flags(list(uids), [DELETED], silent=True)
            # Without UIDPLUS they stay, marked as deleted: a plain EXPUNGE would take what others deleted along.
            if client.has_capability("UIDPLUS"):
                client.uid_expunge(list(uids))
        return True

    def wait(self, seconds: float, wake: int | None = None) -> bool:
        """True where the folder is to be looked into now. False after `seconds`, or where `wake` can be read."""
        if self._idling is None:
            readable(None, wake, seconds)
            return False
        with speaking():
            return self._idling.wait(seconds, wake)

    @property
    def idles(self) -> bool:
        """Whether the server tells of new mail by itself."""
        return self._idling is not None

    def knock(self) -> None:
        """Ask for nothing, so that a server without IDLE looks for new mail and keeps the connection open."""
        with speaking():
            self._free().noop()

    def _free(self) -> IMAPClient:
        if self._idling:
            self._idling.end()
        return self._client

    def _asked(self, uids: Sequence[int], items: list[str]) -> dict[int, dict[bytes, Any]]:
        with speaking():
            given: dict[int, dict[bytes, Any]] = self._free().fetch(list(uids), items)
        return given

    def _groups(self, uids: Sequence[int], facts: dict[int, dict[bytes, Any]]) -> Iterator[list[int]]:
        """Small messages together; more and more of them as long as it goes well, so that a line that often breaks
        still gets on."""
        group: list[int] = []
        octets = 0
        for uid in uids:
            size = int(facts.get(uid, {}).get(b"RFC822.SIZE", 0))
            if group and (len(group) >= self._at_once or octets + size > OCTETS_AT_ONCE):
                yield group
                group, octets = [], 0
            group.append(uid)
            octets += size
        if group:
            yield group

    def _messages(self, group: list[int], facts: dict[int, dict[bytes, Any]]) -> Iterator[Fetched]:
        small = [uid for uid in group if int(facts.get(uid, {}).get(b"RFC822.SIZE", 0)) <= MAX_MESSAGE_OCTETS]
        bodies: dict[int, dict[bytes, Any]] = {}
        if len(small) > 1:
            with _unless_refused():
                bodies = self._asked(small, ["BODY.PEEK[]"])
        self._at_once = min(MOST_AT_ONCE, self._at_once * 2)
        for uid in group:
            octets = bodies.get(uid, {}).get(b"BODY[]")
            yield self._fetched(uid, octets, facts.get(uid, {}))

    def _fetched(self, uid: int, octets: bytes | None, facts: dict[bytes, Any]) -> Fetched:
        size = int(facts.get(b"RFC822.SIZE", 0))
        refused = ""
        if octets is None:
            try:
                octets = self._alone(uid, size)
            except Unreachable as error:
                if not is_refusal(error):
                    raise
                refused = str(error)
        if octets is not None:
            return Fetched(uid, RawMessage(octets, f"{self.uidvalidity}/{uid}", _aware(facts.get(b"INTERNALDATE"))))
        if uid not in self.present([uid]):
            return Fetched(uid)
        return Fetched(uid, refused=refused or "服务器没有给出内容")

    def _alone(self, uid: int, size: int) -> bytes | None:
        if size <= MAX_MESSAGE_OCTETS:
            whole: bytes | None = self._asked([uid], ["BODY.PEEK[]"]).get(uid, {}).get(b"BODY[]")
            return whole
        part = self._asked([uid], [f"BODY.PEEK[]<0.{KEPT_OCTETS}>"]).get(uid, {}).get(b"BODY[]<0>")
        return None if part is None else cut(part, size)

    def _target(self, folder: str) -> str:
        # The separator of the setting is "/"; the server's own may be ".".
        parted = next((between for _, between, _ in self._client.list_folders("", "")), None) or b"/"
        name = folder.replace("/", parted.decode("ascii", "replace"))
        if not self._client.folder_exists(name):
            self._client.create_folder(name)
            self._client.subscribe_folder(name)
        return name


@contextmanager
def _unless_refused() -> Iterator[None]:
    """A NO of the server counts as nothing found."""
    try:
        yield
    except Unreachable as error:
        if not is_refusal(error):
            raise


def _since(day: date | None) -> list[Any]:
    return ["SINCE", day] if day else []


def _aware(at: Any) -> datetime | None:
    return at if isinstance(at, datetime) and at.tzinfo else None
