"""EDGE: disk, through an open database. A message comes in: its octets are written down before anything else happens.

In: an open Database, RawMessage, the time. Out: the message's row.
Belongs into a transaction of its caller. Elsewhere: which messages are new (`data.store`, `data.mailbox`).
"""

from datetime import datetime

from data.database import Database, inserted
from data.text import moment, packed, storable
from intake.message import RawMessage


def add_message(database: Database, raw: RawMessage, now: datetime, *, answered: bool = True) -> int:
    """A new message that waits to be settled. Not `answered`: whatever it comes to, no answer goes out."""
    row = {
        "source": storable(raw.source),
        "digest": raw.digest,
        "size": len(raw.octets),
        "fetched_at": moment(raw.received_at),
        "arrived_at": moment(now),
    }
    number = inserted(database, "messages", row)
    database.table("originals").insert({"message": number, "octets": packed(raw.octets)})
    if not answered:
        database.table("unanswered").insert({"message": number})
    return number


def is_purged(database: Database, digest: str) -> bool:
    """Whether a message with these octets was here and has been erased: it is not taken in again."""
    return database.conn.execute("SELECT 1 FROM purged WHERE digest = ?", (digest,)).fetchone() is not None


def is_here(database: Database, raw: RawMessage) -> bool:
    """Whether a message with these octets is here, or was until it was erased."""
    found = database.conn.execute("SELECT 1 FROM messages WHERE digest = ?", (raw.digest,)).fetchone()
    return found is not None or is_purged(database, raw.digest)
