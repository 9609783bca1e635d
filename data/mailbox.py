"""EDGE: disk, through an open database. One mailbox folder on a server: which of its messages are here, how far it is
read, how it goes with it.

In: an open Database, the folder's name, UIDs, RawMessages. Out: rows; what is still to be fetched or marked.
A message is known by its octets (SHA-256), never by its UID: after a change of UIDVALIDITY, or when a message was
moved away and back, it is the same message. Two messages with the same octets that lie in the folder at the same time
are two.
Elsewhere: the server (`intake.imap`), the order of fetching and marking (`haizhi.receiving_imap`).
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from data.arrival import add_message, is_purged
from data.database import Database, inserted, writing
from data.text import moment, moment_of, storable
from intake.message import RawMessage

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Health:
    """How it goes with one folder."""

    name: str
    polled_at: datetime | None
    """Last successful poll."""
    unreachable_since: datetime | None
    failed_polls: int
    """In a row."""
    trouble: str
    alerted_at: datetime | None
    counted_at: datetime | None
    on_server: int | None
    """Messages in the folder at the daily count."""
    not_here: int | None
    """Of them, not in this database."""


class MailboxFolder:
    """What the database knows of one folder."""

    def __init__(self, database: Database, clock: Clock, name: str) -> None:
        self._database, self._clock = database, clock
        with writing(database):
            known = database.conn.execute("SELECT id FROM folders WHERE name = ?", (name,)).fetchone()
            self._row = int(known[0]) if known else inserted(database, "folders", {"name": name})
        self.uidvalidity = int(self._column("uidvalidity"))

    def visit(self, uidvalidity: int) -> int:
        """The last UID that is here. Under a new UIDVALIDITY 0: everything is looked at again."""
        if uidvalidity != self.uidvalidity:
            self._set(uidvalidity=uidvalidity, last_uid=0)
            self.uidvalidity = uidvalidity
        return int(self._column("last_uid"))

    @property
    def since(self) -> date | None:
        """Older messages are left alone."""
        text = self._column("since")
        return date.fromisoformat(text) if text else None

    def leave_out_before(self, day: date) -> None:
        """From now on older messages are left alone."""
        self._set(since=day.isoformat())

    def hold_to(self, uid: int) -> None:
        """Messages up to this UID that are received from now on get no answer, whichever run receives them."""
        self._set(held_validity=self.uidvalidity, held_to_uid=uid)

    def twins(self, raw: RawMessage) -> set[int]:
        """UIDs, under this UIDVALIDITY, of messages with the same octets."""
        asked = (
            "SELECT uid FROM places JOIN messages ON messages.id = places.message"
            " WHERE digest = ? AND folder = ? AND uidvalidity = ?"
        )
        return {int(uid) for (uid,) in self._database.conn.execute(asked, (raw.digest, self._row, self.uidvalidity))}

    def receive(self, uid: int, raw: RawMessage, gone: Collection[int], *, answered: bool = True) -> bool:
        """Commit 1. True where the message is new. `gone`: those of its twins that no longer lie in the folder."""
        with writing(self._database) as database:
            if is_purged(database, raw.digest):
                self._put(uid, message=None, purged=1)
                return False
            row = self._known(raw, {*gone, uid})
            new = row is None
            if row is None:
                row = add_message(database, raw, self._clock(), answered=answered and not self._is_held(uid))
            self._put(uid, message=row)
        return new

    def refused(self, uid: int, why: str) -> None:
        """The server would not give this message out; the daily count asks for it again."""
        with writing(self._database):
            self._put(uid, message=None, refused=storable(why))

    def passed(self, uid: int) -> None:
        """Up to here there is nothing more to fetch."""
        with writing(self._database):
            self._advance(uid)

    def not_here(self, uids: Collection[int]) -> list[int]:
        """Those of these UIDs whose message is not in the database, in order."""
        asked = "SELECT uid FROM places WHERE folder = ? AND uidvalidity = ? AND (message IS NOT NULL OR purged)"
        here = {int(uid) for (uid,) in self._database.conn.execute(asked, (self._row, self.uidvalidity))}
        return sorted(set(uids) - here)

    def to_mark(self, most: int = 200) -> list[int]:
        """UIDs of settled messages that are not marked on the server, in order."""
        asked = (
            "SELECT uid FROM places JOIN messages ON messages.id = places.message"
            " WHERE folder = ? AND uidvalidity = ? AND marked = 0 AND state = 'settled' ORDER BY uid LIMIT ?"
        )
        return [int(uid) for (uid,) in self._database.conn.execute(asked, (self._row, self.uidvalidity, most))]

    def marked(self, uids: Sequence[int]) -> None:
        """These are marked on the server."""
        with writing(self._database) as database:
            database.conn.executemany(
                "UPDATE places SET marked = 1 WHERE folder = ? AND uidvalidity = ? AND uid = ?",
                [(self._row, self.uidvalidity, uid) for uid in uids],
            )

    def polled(self) -> None:
        """A poll succeeded."""
        self._set(polled_at=moment(self._clock()), unreachable_since=None, failed_polls=0, trouble="")

    def failed(self, trouble: str) -> None:
        """A poll failed."""
        since = self._column("unreachable_since") or moment(self._clock())
        failed = int(self._column("failed_polls")) + 1
        self._set(unreachable_since=since, failed_polls=failed, trouble=storable(trouble))

    def alerted(self) -> None:
        """The office has been told that the folder cannot be reached."""
        self._set(alerted_at=moment(self._clock()))

    def counted(self, on_server: int, not_here: int) -> None:
        """The daily count."""
        self._set(counted_at=moment(self._clock()), on_server=on_server, not_here=not_here)

    def health(self) -> Health:
        """How it goes with this folder."""
        return next(health for health in healths(self._database) if health.name == self._column("name"))

    def _known(self, raw: RawMessage, gone: Collection[int]) -> int | None:
        """The row of this message where it is here, under this UID, another validity, or a UID that is gone."""
        asked = (
            "SELECT id FROM messages WHERE digest = ? AND NOT EXISTS (SELECT 1 FROM places WHERE message = messages.id"
            f" AND folder = ? AND uidvalidity = ? AND uid NOT IN ({','.join(map(str, gone))})) ORDER BY id LIMIT 1"
        )
        found = self._database.conn.execute(asked, (raw.digest, self._row, self.uidvalidity)).fetchone()
        return int(found[0]) if found else None

    def _put(self, uid: int, **what: Any) -> None:
        place = {"folder": self._row, "uidvalidity": self.uidvalidity, "uid": uid} | what
        self._database.table("places").insert(place, replace=True)
        self._advance(uid)

    def _advance(self, uid: int) -> None:
        self._database.conn.execute(
            "UPDATE folders SET last_uid = max(last_uid, ?) WHERE id = ? AND uidvalidity = ?",
            (uid, self._row, self.uidvalidity),
        )

    def _is_held(self, uid: int) -> bool:
        return self._column("held_validity") == self.uidvalidity and uid <= int(self._column("held_to_uid"))

    def _column(self, name: str) -> Any:
        return self._database.conn.execute(f"SELECT {name} FROM folders WHERE id = ?", (self._row,)).fetchone()[0]

    def _set(self, **values: Any) -> None:
        with writing(self._database) as database:
            names = ", ".join(f"{name} = :{name}" for name in values)
            database.conn.execute(f"UPDATE folders SET {names} WHERE id = :row", values | {"row": self._row})


def healths(database: Database) -> list[Health]:
    """How it goes with each folder that was ever visited."""
    rows = database.conn.execute("SELECT * FROM folders ORDER BY id")
    columns = [column[0] for column in rows.description]
    return [_health(dict(zip(columns, row, strict=True))) for row in rows]


def _health(row: dict[str, Any]) -> Health:
    moments = {"polled_at", "unreachable_since", "alerted_at", "counted_at"}
    names = Health.__dataclass_fields__
    values: dict[str, Any] = {name: moment_of(row[name]) if name in moments else row[name] for name in names}
    return Health(**values)
