"""EDGE: disk, through an open database. Answers that are written and never sent: those of a backfill.

In: an open Database, a message's row, the answer that it would have got, the time. Out: a row.
Belongs into a transaction of its caller. Elsewhere: answers that are sent (`data.answers`).
"""

from datetime import datetime

from data.answers import add_answer
from data.database import Database
from data.text import moment
from outbox.entry import OutboxEntry


def add_or_hold(database: Database, row: int, entry: OutboxEntry, now: datetime) -> None:
    """The answer to a message, waiting to be sent; held for good where the message came with a backfill."""
    asked = "SELECT 1 FROM unanswered WHERE message = ?"
    if database.conn.execute(asked, (row,)).fetchone() is None:
        add_answer(database, row, entry, now)
        return
    database.table("held").insert(
        {
            "message": row,
            "kind": entry.kind,
            "message_id": entry.message_id,
            "recipient": entry.recipient,
            "octets": entry.octets,
            "held_at": moment(now),
        }
    )
