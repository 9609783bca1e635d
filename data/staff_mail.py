"""EDGE: disk, through an open database. Mails to the office itself: alerts and the daily digest, each sent once.

In: an open Database, rendered OutboxEntries, Deliveries. Out: entries to send.
Elsewhere: what they say (`haizhi.notify`), which turn may follow which (`outbox.life`), sending (`outbox.sink`).
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from data.database import Database, writing
from data.text import moment
from outbox.entry import Delivery, Kind, OutboxEntry
from outbox.life import TO_SEND, Event, State, after


class StaffMail:
    """The mails to the office."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database, self._clock = database, clock

    def add(self, entry: OutboxEntry) -> bool:
        """To be sent; False where a mail of this name was written before."""
        row = {
            "message_id": entry.message_id,
            "recipient": entry.recipient,
            "octets": entry.octets,
            "created_at": moment(self._clock()),
        }
        with writing(self._database) as database:
            if self._state(entry.message_id):
                return False
            database.table("notices").insert(row)
            return True

    def pending(self) -> Iterator[OutboxEntry]:
        """What waits, oldest first."""
        asked = "SELECT message_id, recipient, octets, state FROM notices WHERE state IN (?, ?) ORDER BY id"
        for message_id, recipient, octets, state in self._database.conn.execute(asked, TO_SEND).fetchall():
            yield OutboxEntry(message_id, Kind.ALERT, recipient, bytes(octets), interrupted=state == State.SENDING)

    def claim(self, entry: OutboxEntry) -> None:
        """Written down before a byte leaves the house."""
        self._turn(entry, Event.CLAIMED, "")

    def record(self, entry: OutboxEntry, delivery: Delivery) -> None:
        """How the attempt ended."""
        self._turn(entry, delivery.result, delivery.detail)

    def _turn(self, entry: OutboxEntry, event: Event, detail: str) -> None:
        with writing(self._database) as database:
            state = after(self._state(entry.message_id) or State.PENDING, event)
            database.conn.execute(
                "UPDATE notices SET state = ?, ended_at = ?, detail = ? WHERE message_id = ?",
                (state, None if state in TO_SEND else moment(self._clock()), detail, entry.message_id),
            )

    def _state(self, message_id: str) -> State | None:
        asked = "SELECT state FROM notices WHERE message_id = ?"
        found = self._database.conn.execute(asked, (message_id,)).fetchone()
        return State(found[0]) if found else None
