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
