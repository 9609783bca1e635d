"""EDGE: disk, through an open database. The outbox table: answers that wait, one claimed, how it ended.

In: an open Database, OutboxEntry, Delivery, the time. Out: entries to send; rows.
Every function belongs into a transaction of its caller (`data.store`). Elsewhere: which turn may follow which
(`outbox.life`), sending (`outbox.sink`).
"""

from collections.abc import Iterator
from datetime import datetime

from data.database import Database
from data.text import moment, moment_of
from outbox.entry import Delivery, Kind, OutboxEntry
from outbox.life import TO_SEND, Event, State, after


def add_answer(database: Database, row: int, entry: OutboxEntry, now: datetime) -> None:
    """An answer to a message, waiting to be sent."""
    database.table("outbox").insert(
        {
            "message": row,
            "kind": entry.kind,
            "message_id": entry.message_id,
            "recipient": entry.recipient,
            "octets": entry.octets,
            "state": State.PENDING,
            "created_at": moment(now),
        }
    )


def answers_to_send(database: Database) -> Iterator[OutboxEntry]:
    """What waits now, oldest first; what joins later waits for the next time."""
    ids = database.conn.execute("SELECT id FROM outbox WHERE state IN (?, ?) ORDER BY id", TO_SEND).fetchall()
    for (number,) in ids:
        for row in database.query("SELECT * FROM outbox WHERE id = ?", [number]):
            yield OutboxEntry(
                row["message_id"],
                Kind(row["kind"]),
                row["recipient"],
                bytes(row["octets"]),
                interrupted=row["state"] == State.SENDING,
            )


def claim_answer(database: Database, entry: OutboxEntry, now: datetime) -> bool:
    """Say that this answer is being sent; False where it no longer waits, or a person may still take it back."""
    asked = "SELECT state, not_before FROM outbox WHERE message_id = ?"
    found = database.conn.execute(asked, (entry.message_id,)).fetchone()
    if found is None or found[0] not in TO_SEND:
        return False
    state, not_before = State(found[0]), moment_of(found[1])
    if not_before and not_before > now:
        return False
    database.conn.execute(
        "UPDATE outbox SET state = ?, attempts = attempts + 1, claimed_at = ? WHERE message_id = ?",
        (after(state, Event.CLAIMED), moment(now), entry.message_id),
    )
    return True


def end_answer(database: Database, entry: OutboxEntry, delivery: Delivery, now: datetime) -> State:
    """Write down how the attempt ended.

    Raises outbox.life.WrongTurn for an answer that was not claimed.
    """
    state = after(_state(database, entry), delivery.result)
    database.conn.execute(
        "UPDATE outbox SET state = ?, ended_at = ?, detail = ? WHERE message_id = ?",
        (state, moment(now) if state not in TO_SEND else None, delivery.detail, entry.message_id),
    )
    return state


def _state(database: Database, entry: OutboxEntry) -> State:
    row = database.conn.execute("SELECT state FROM outbox WHERE message_id = ?", (entry.message_id,)).fetchone()
    if row is None:
        raise KeyError(entry.message_id)
    return State(row[0])
