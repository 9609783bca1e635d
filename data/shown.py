"""EDGE: disk, through an open database. A settled message joins the staff's list and the search.

In: an open Database, the message's row, the mail's own text. Out: a row in `items` and one in `found`.
Everything here belongs into one transaction of its caller (`data.store`). Elsewhere: asking (`data.review_items`,
`data.search`); the same for messages that were settled before there was a list (`data/migrations/0010_review.sql`).
"""

from data.database import Database
from data.text import storable

LONGEST_TEXT = 4_000
"""Characters of a mail's own text that are kept for searching."""

_ITEM = """
    INSERT INTO items (message, outcome, unit, unit_type, person, received)
    SELECT id, outcome,
        coalesce(json_extract(record, '$.unit_name'), unit_key, ''),
        coalesce(json_extract(record, '$.unit_type'), ''),
        coalesce(json_extract(record, '$.name'), ''),
        coalesce(strftime('%Y-%m-%dT%H:%M:%SZ', received_at), strftime('%Y-%m-%dT%H:%M:%SZ', arrived_at), '')
    FROM messages WHERE id = ?
"""
_FOUND = """
    INSERT INTO found (rowid, unit, person, contact, subject, files, body)
    SELECT id,
        coalesce(json_extract(record, '$.unit_name'), '') || ' ' || coalesce(unit_key, ''),
        coalesce(json_extract(record, '$.name'), ''),
        coalesce(sender, '') || ' ' || coalesce(json_extract(record, '$.mobile'), '') || ' '
            || coalesce(json_extract(record, '$.email'), ''),
        coalesce(subject, '') || ' ' || source,
        coalesce((SELECT group_concat(filename, ' ') FROM attachments WHERE message = messages.id), ''),
        coalesce((SELECT group_concat(excerpt, ' ') FROM attachments WHERE message = messages.id), '') || ' ' || ?
    FROM messages WHERE id = ?
"""
# The + keeps SQLite from going through all that is latest, which grows with the database.
_NO_LONGER_LATEST = """
    UPDATE items SET latest = 0 WHERE +latest = 1 AND message IN (
        SELECT id FROM messages
        WHERE id < :row AND case_id = (SELECT case_id FROM messages WHERE id = :row)
    )
"""


def show(database: Database, row: int, text: str = "") -> None:
    """Put the message into the list and let it be found."""
    database.conn.execute(_ITEM, (row,))
    database.conn.execute(_FOUND, (storable(text[:LONGEST_TEXT]), row))
    database.conn.execute(_NO_LONGER_LATEST, {"row": row})
