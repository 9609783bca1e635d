"""EDGE: disk, through an open database. What was sent lately, as far as it bears on one answer.

In: an open Database, an OutboxEntry, the time. Out: Lately.
Elsewhere: what follows from it (`outbox.rate`), writing that down (`data.answers`).
"""

from datetime import datetime
from typing import Any

from data.database import Database
from data.text import moment
from outbox.entry import Kind, OutboxEntry
from outbox.rate import Lately, answered_ids

_SENT = "claimed_at IS NOT NULL AND state <> 'pending' AND message_id <> :id"
_IN_THREAD = f"""
    SELECT count(*) FROM outbox WHERE thread = (SELECT thread FROM outbox WHERE message_id = :id) AND {_SENT}
"""
_NOTHING_NEW = """
    SELECT NOT EXISTS (
        SELECT 1 FROM outbox JOIN attachments AS file ON file.message = outbox.message
        WHERE outbox.message_id = :id AND file.digest IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM attachments AS known JOIN messages ON messages.id = known.message
            WHERE known.digest = file.digest AND known.message < file.message
                AND messages.sender = (SELECT sender FROM messages WHERE id = file.message)))
"""
_SAME = """
    SELECT before.thread IS NOT NULL AND before.thread IS mine.thread FROM outbox AS mine
    JOIN messages AS about ON about.id = mine.message
    JOIN outbox AS before ON before.recipient = mine.recipient AND before.kind = mine.kind AND before.id < mine.id
    JOIN messages AS earlier ON earlier.id = before.message
    WHERE mine.message_id = :id AND before.state <> 'pending' AND before.claimed_at IS NOT NULL
        AND julianday(before.claimed_at) > julianday(:now) - 1
        AND earlier.problems = about.problems AND earlier.record IS about.record
"""


def thread_for(database: Database, octets: bytes) -> str | None:
    """The thread that an answer belongs to: that of an earlier answer it refers to, else the first mail it names.

    A long thread drops its beginning from the headers."""
    ids = answered_ids(octets)
    for message_id in ids:
        asked = "SELECT thread FROM outbox WHERE thread IS NOT NULL AND (message_id = :id OR thread = :id) LIMIT 1"
        found = database.conn.execute(asked, {"id": message_id}).fetchone()
        if found:
            return str(found[0])
    return next(iter(ids), None)


def lately(database: Database, entry: OutboxEntry, now: datetime) -> Lately:
    """What was sent before, in the last hour, to this address, in this thread, and of the same kind."""
    asked = {"id": entry.message_id, "now": moment(now), "to": entry.recipient}
    same = _same(database, asked)
    return Lately(
        last_hour=_moments(database, "1", 24, asked),
        to_address=_moments(database, "recipient = :to", 1, asked),
        in_thread=_number(database, _IN_THREAD, asked),
        same=len(same),
        same_in_thread=any(same),
        by_hand=entry.kind is Kind.REPLY or _is_by_hand(database, asked),
    )


def _moments(database: Database, where: str, parts_of_a_day: int, asked: dict[str, Any]) -> list[datetime]:
    # What was claimed in the future was claimed while the clock was wrong: nobody waits for that day.
    since = f"julianday(claimed_at) BETWEEN julianday(:now) - 1.0 / {parts_of_a_day} AND julianday(:now) + 0.001"
    sql = f"SELECT claimed_at FROM outbox WHERE {where} AND {_SENT} AND {since} ORDER BY julianday(claimed_at)"
    return [datetime.fromisoformat(at) for (at,) in database.conn.execute(sql, asked)]


def _same(database: Database, asked: dict[str, Any]) -> list[bool]:
    """Earlier answers that say the same, where the message that is answered brought nothing that was not here; for each
    whether it stands in the same thread."""
    if not _number(database, _NOTHING_NEW, asked):
        return []
    return [bool(found) for (found,) in database.conn.execute(_SAME, asked)]


def _is_by_hand(database: Database, asked: dict[str, Any]) -> bool:
    decided = "SELECT 1 FROM decisions WHERE answer = :id"
    wanted = "SELECT 1 FROM outbox WHERE message_id = :id AND again_by IS NOT NULL"
    return bool(_number(database, f"SELECT EXISTS ({decided}) OR EXISTS ({wanted})", asked))


def _number(database: Database, sql: str, asked: dict[str, Any]) -> int:
    return int(database.conn.execute(sql, asked).fetchone()[0])
