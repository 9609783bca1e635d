"""EDGE: disk, through an open database. What had come before a message, as the rules ask for it.

In: an open Database, the message's row, its Reading. Out: History.
Elsewhere: which of it belongs together (`rules.gather`), writing it (`data.settled`).
"""

import json
from collections.abc import Iterator
from email import message_from_bytes
from hashlib import sha256

from data.database import Database
from data.text import moment, moment_of, storable, unpacked
from intake.message import Submission
from parsers.form_json import load_form
from parsers.reading import Reading, Version
from rules.case import Handed, History, Opened, Registered
from rules.finding import Outcome

_HANDED = """
    SELECT handed.digest, sender, received_at, version, form, filename, doubt, messages.id
    FROM handed JOIN messages ON messages.id = handed.message
    WHERE messages.sender = ? AND messages.id < ? AND messages.outcome <> 'ignored'
    ORDER BY messages.id, handed.id
"""
# The accepted one counts before one that waits for a person, the earlier one before the later; what a person decided
# counts in place of what the rules said.
_REGISTERED = """
    SELECT cases.sender, coalesce(decisions.record, messages.record),
        coalesce(decisions.outcome, messages.outcome) AS came_to,
        CASE WHEN decisions.record IS NOT NULL THEN messages.record END, messages.sent_at, messages.id
    FROM cases JOIN messages ON messages.id = cases.registered_by
    LEFT JOIN decisions ON decisions.message = messages.id AND decisions.undone_at IS NULL
    WHERE cases.unit_key = ? AND messages.id < ?
    ORDER BY came_to <> 'accepted', messages.id LIMIT 1
"""
# Of several senders the first one's case is the unit's; what a person closed no longer stands in anybody's way.
_OPENED = """
    SELECT cases.sender, min(messages.id) AS since, group_concat(DISTINCT handed.version) FROM cases
    JOIN messages ON messages.case_id = cases.id JOIN handed ON handed.message = messages.id
    WHERE cases.unit_key = ? AND messages.id < ? AND cases.status <> 'closed'
    GROUP BY cases.id ORDER BY since LIMIT 1
"""
_ANSWERS = """
    SELECT outbox.octets FROM outbox JOIN messages ON messages.id = outbox.message
    WHERE messages.sender = ? AND messages.id < ? AND outbox.kind = 'problems'
"""
_SAID = """
    SELECT body FROM found JOIN messages ON messages.id = found.rowid
    WHERE messages.sender = ? AND messages.id < ? AND messages.outcome = 'inquiry' AND NOT EXISTS (
        SELECT 1 FROM decisions WHERE decisions.message = messages.id AND decisions.undone_at IS NULL)
"""
_TURNED_DOWN = """
    SELECT handed.digest FROM handed JOIN messages ON messages.id = handed.message
    JOIN decisions ON decisions.message = messages.id AND decisions.undone_at IS NULL
    WHERE messages.sender = ? AND messages.id < ? AND messages.outcome = 'accepted'
        AND decisions.outcome IN ('rejected', 'closed')
"""
_SAME = """
    SELECT 1 FROM messages
    WHERE content_digest = ? AND content_digest <> '' AND message_id IS ? AND id < ? LIMIT 1
"""
_SAME_HEAD = """
    SELECT group_concat(attachments.digest, ' ') FROM messages JOIN attachments ON attachments.message = messages.id
    WHERE messages.sender = ? AND messages.message_id = ? AND messages.sent_at = ? AND messages.id < ?
    GROUP BY messages.id
"""


def history_of(database: Database, row: int, reading: Reading) -> History:
    """What had arrived before this message."""
    sender = storable(reading.submission.envelope.from_address)

    def registered(unit_key: str) -> Registered | None:
        return _registered(database, row, unit_key)

    def opened(unit_key: str) -> Opened | None:
        return _opened(database, row, unit_key, sender)

    handed = tuple(_handed(database, sender, row)) if sender else ()
    same = _came_before(database, row, reading.submission) or _came_with_other_words(database, row, reading)
    enclosed = frozenset(_enclosed(database, sender, row) if handed else ())
    said = tuple(body for (body,) in database.conn.execute(_SAID, (sender, row))) if sender else ()
    turned_down = frozenset(digest for (digest,) in database.conn.execute(_TURNED_DOWN, (sender, row)))
    return History(handed, registered, opened, same, enclosed, said, turned_down)


def _handed(database: Database, sender: str, row: int) -> Iterator[Handed]:
    for digest, of, at, version, form, filename, doubt, mail in database.conn.execute(_HANDED, (sender, row)):
        loaded = load_form(unpacked(form).decode()) if form is not None else None
        yield Handed(digest, of, moment_of(at), version, loaded, filename, doubt, mail)


def _enclosed(database: Database, sender: str, row: int) -> Iterator[str]:
    for (octets,) in database.conn.execute(_ANSWERS, (sender, row)):
        for part in message_from_bytes(octets).walk():
            if part.get_filename():
                yield sha256(part.get_payload(decode=True) or b"").hexdigest()  # type: ignore[arg-type]


def _registered(database: Database, row: int, unit_key: str) -> Registered | None:
    found = database.conn.execute(_REGISTERED, (storable(unit_key), row)).fetchone()
    if found is None:
        return None
    sender, record, outcome, read, sent_at, mail = found
    values, before = (json.loads(text) if text else {} for text in (record, read))
    corrected = {key: was for key, was in before.items() if was is not None and was != values.get(key)}
    person = str(values.get("name") or "")
    return Registered(unit_key, sender, person, values, Outcome(outcome), corrected, moment_of(sent_at), mail)


def _opened(database: Database, row: int, unit_key: str, sender: str) -> Opened | None:
    found = database.conn.execute(_OPENED, (storable(unit_key), row)).fetchone()
    if found is None or found[0] == sender:
        return None
    versions: tuple[Version, ...] = ("word", "pdf")
    return Opened(found[0], frozenset(version for version in versions if version in found[2].split(",")))


def _came_before(database: Database, row: int, submission: Submission) -> bool:
    message_id = submission.envelope.message_id
    asked = (submission.content_digest, message_id and storable(message_id), row)
    return database.conn.execute(_SAME, asked).fetchone() is not None


def _came_with_other_words(database: Database, row: int, reading: Reading) -> bool:
    """One mail by two ways, of which a gateway has marked the subject or put its own line below the text: Message-ID,
    sender, Date and files are the same."""
    envelope, files = reading.submission.envelope, {attachment.digest for attachment in reading.attachments}
    asked = (storable(envelope.from_address), storable(envelope.message_id or ""), moment(envelope.sent_at), row)
    found = [] if None in asked or not files else database.conn.execute(_SAME_HEAD, asked).fetchall()
    return any(files == set((listed or "").split()) for (listed,) in found)
