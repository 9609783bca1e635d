"""EDGE: disk, through an open database. Everything that is stored about one message, for the staff's page.

In: an open Database, a message's number. Out: Stored, with rows as they stand in the tables.
Elsewhere: what a person sees of it (`review.case_view`), changing it (`data.review_edits`).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data.database import Database

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stored:
    """One message with its evidence, its thread and its history."""

    message: Row
    item: Row
    attachments: list[Row]
    pages: list[Row]
    fields: list[Row]
    seals: list[Row]
    findings: list[Row]
    answers: list[Row]
    events: list[Row]
    checks: list[Row]
    decisions: list[Row]
    thread: list[Row]
    """Every message of the case, oldest first; this one alone where it belongs to none."""
    papers: dict[str, int]
    """Word and PDF: the message that brought the version that is judged, where an earlier one did."""

    @property
    def number(self) -> int:
        """The message."""
        return int(self.message["id"])

    @property
    def decision(self) -> Row | None:
        """The decision that stands."""
        return next((row for row in self.decisions if row["undone_at"] is None), None)


def stored_case(database: Database, number: int) -> Stored | None:
    """The message with everything about it; None where there is no such message that has been settled."""
    item = _first(database, "SELECT * FROM items WHERE message = ?", number)
    message = _first(database, "SELECT * FROM messages WHERE id = ?", number)
    if item is None or message is None:
        return None
    thread = _thread(database, message)
    papers = _papers(database, message, thread)
    brought = (number, *papers.values())
    return Stored(
        message | _parsed(message, "problems", "record", "reasons", "notes"),
        item,
        _all(database, "SELECT * FROM attachments WHERE message = ? ORDER BY id", number),
        _of(database, "SELECT pages.*, attachments.message FROM pages JOIN attachments ON id = attachment", brought),
        [row | _parsed(row, "normal", "ticked", "box") for row in _of(database, "SELECT * FROM fields", brought)],
        [row | _parsed(row, "box") for row in _of(database, _SEALS, brought)],
        [
            row | _parsed(row, "suggestions")
            for row in _all(database, "SELECT * FROM findings WHERE message = ? ORDER BY id", number)
        ],
        _all(database, _ANSWERS, number),
        _all(database, "SELECT * FROM events WHERE message = ? ORDER BY id", number),
        [
            row | _parsed(row, "value", "was")
            for row in _all(database, "SELECT * FROM checks WHERE message = ? ORDER BY id", number)
        ],
        [
            row | _parsed(row, "record", "problems", "before")
            for row in _all(database, "SELECT * FROM decisions WHERE message = ? ORDER BY id", number)
        ],
        thread,
        papers,
    )


_ANSWERS = """
    SELECT id, kind, message_id, recipient, state, attempts, created_at, claimed_at, ended_at, detail, not_before,
        again_by, left_by
    FROM outbox WHERE message = ? ORDER BY id
"""
_SEALS = "SELECT seals.*, attachments.message FROM seals JOIN attachments ON attachments.id = seals.attachment"


def version_of(database: Database, number: int) -> int | None:
    """Which version of its item a message is at."""
    found = database.conn.execute("SELECT version FROM items WHERE message = ?", (number,)).fetchone()
    return int(found[0]) if found else None


def answer_octets(database: Database, number: int) -> bytes | None:
    """An answer as it is sent, by its number in the outbox."""
    found = database.conn.execute("SELECT octets FROM outbox WHERE id = ?", (number,)).fetchone()
    return bytes(found[0]) if found else None


def picture(database: Database, digest: str) -> tuple[str, bytes] | None:
    """A picture's media type and octets."""
    asked = "SELECT media_type, octets FROM pictures WHERE digest = ?"
    found = database.conn.execute(asked, (digest,)).fetchone()
    return (str(found[0]), bytes(found[1])) if found else None


def attachment_of(database: Database, number: int, message: int) -> Row | None:
    """One attachment of a message."""
    asked = "SELECT * FROM attachments WHERE id = ? AND message = ?"
    return next(iter(database.query(asked, [number, message])), None)


def _thread(database: Database, message: Row) -> list[Row]:
    asked = """
        SELECT messages.id, source, sender, subject, received_at, messages.outcome AS first_outcome, items.outcome,
            record, problems
        FROM messages JOIN items ON items.message = messages.id WHERE {} ORDER BY messages.id
    """
    by, value = ("case_id = ?", message["case_id"]) if message["case_id"] else ("messages.id = ?", message["id"])
    return [row | _parsed(row, "record", "problems") for row in database.query(asked.format(by), [value])]


def _papers(database: Database, message: Row, thread: list[Row]) -> dict[str, int]:
    """Where a version came with an earlier message of the case, which one that is."""
    notes: Mapping[str, str] = json.loads(message["notes"])
    earlier = [version for version in ("word", "pdf") if notes.get(version) == "earlier"]
    numbers = [row["id"] for row in thread if row["id"] < message["id"]]
    found = {}
    for version in earlier:
        asked = "SELECT max(message) FROM fields WHERE version = ? AND message IN (SELECT value FROM json_each(?))"
        (number,) = database.conn.execute(asked, (version, json.dumps(numbers))).fetchone()
        if number is not None:
            found[version] = int(number)
    return found


def _of(database: Database, select: str, messages: tuple[int, ...]) -> list[Row]:
    marks = ",".join("?" * len(messages))
    return list(database.query(f"{select} WHERE message IN ({marks}) ORDER BY 1, 2", list(messages)))


def _all(database: Database, asked: str, number: int) -> list[Row]:
    return list(database.query(asked, [number]))


def _first(database: Database, asked: str, number: int) -> Row | None:
    return next(iter(database.query(asked, [number])), None)


def _parsed(row: Row, *columns: str) -> Row:
    return {name: None if row[name] is None else json.loads(row[name]) for name in columns}
