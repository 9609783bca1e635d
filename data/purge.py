"""EDGE: disk, through an open database. Personal data goes when its time is over: rows, octets, pictures, search index,
and what they leave behind in free pages and in the WAL.

In: an open Database that nobody else handles mail with, a moment, what to do with the answers' own files. Out: Purged;
one row that says how much was erased, and the digests of the erased messages.
Erased is what was received before that moment, with the bounces and copies that came of its answers, whenever those
came. What is not settled or still to be answered stays, and is counted.
Elsewhere: files beside the database (`haizhi.leftovers`), what is kept how long and why (`docs/privacy.md`).
"""

import json
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from data.database import Database, writing
from data.text import moment

_SETTLED = """
    state = 'settled'
    AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.message = messages.id AND outbox.state IN ('pending', 'sending'))
"""
# A sender's clock may be wrong: nothing was received after it had arrived here.
_RECEIVED = "min(coalesce(julianday(received_at), julianday(arrived_at)), julianday(arrived_at))"
_OLD = f"{_RECEIVED} < julianday(:before)"
_ANSWERS = "SELECT id FROM outbox WHERE message IN (SELECT id FROM doomed)"
_FOLLOWING = (
    # what came back of an answer
    f"SELECT message FROM bounces WHERE answer IN ({_ANSWERS})",
    # our own copy of an answer
    "SELECT id FROM messages WHERE state = 'settled' AND message_id IN"
    " (SELECT message_id FROM outbox WHERE message IN (SELECT id FROM doomed))",
    # the same mail delivered again
    f"SELECT again.id FROM messages AS gone JOIN messages AS again ON again.content_digest = gone.content_digest"
    f" AND again.message_id IS gone.message_id WHERE gone.id IN (SELECT id FROM doomed) AND gone.content_digest <> ''"
    f" AND again.id IN (SELECT id FROM messages WHERE {_SETTLED})",
)
BY_MESSAGE = (
    *("fields", "attachments", "handed", "findings", "bounces", "outbox", "held", "unanswered", "events", "checks"),
    *("decisions", "items", "originals", "listed_accounts"),
)
"""Tables whose rows belong to one message."""
BY_ATTACHMENT = ("pages", "seals")
KEPT = frozenset({"folders", "people", "sessions", "entrances", "unit_names", "settings", "standstill", "purges"})
"""Tables that hold nothing of any sender; `purged` and `places` keep numbers only."""

_UNUSED_PICTURES = """
    DELETE FROM pictures WHERE digest NOT IN (
        SELECT picture FROM pages UNION SELECT picture FROM fields WHERE picture IS NOT NULL
        UNION SELECT picture FROM seals WHERE picture IS NOT NULL)
"""
_REGISTER_ANEW = """
    UPDATE cases SET registered_by = (
        SELECT max(messages.id) FROM messages JOIN items ON items.message = messages.id
        WHERE messages.case_id = cases.id AND items.outcome = 'accepted' AND messages.id NOT IN (SELECT id FROM doomed))
    WHERE registered_by IN (SELECT id FROM doomed)
"""
_LATEST_ANEW = """
    UPDATE items SET latest = 1 WHERE message IN (
        SELECT max(id) FROM messages WHERE case_id IN (
            SELECT case_id FROM messages WHERE id IN (SELECT id FROM doomed))
        AND id NOT IN (SELECT id FROM doomed) GROUP BY case_id)
"""


class StillRead(RuntimeError):
    """Somebody else reads the database at this moment, so that old pages of it must stay for a while."""


@dataclass(frozen=True, slots=True)
class Purged:
    """What was erased, in numbers; what could not be."""

    outcomes: Mapping[str, int]
    unsettled: int
    """Messages as old that are not handled yet."""
    unanswered: int
    """Messages as old whose answer has not gone out yet."""
    told: frozenset[str] = field(default=frozenset(), repr=False)
    """Numbers and addresses that are no longer here; for looking through files, never to be shown or kept."""

    @property
    def messages(self) -> int:
        """How many were erased."""
        return sum(self.outcomes.values())


Forget = Callable[[Collection[str]], None]


def purge(database: Database, before: datetime, now: datetime, forget: Forget, *, try_only: bool = False) -> Purged:
    """Erase what was received before. `forget` is given the Message-IDs of the answers that go.

    Raises StillRead where the rows are gone, but traces of them must stay until the database is purged again.
    """
    run = database.conn.execute
    # Checked as a whole before the commit: looked up row by row, references without an index would take hours.
    run("PRAGMA foreign_keys = OFF")
    run("PRAGMA secure_delete = ON")
    with _doomed(database, before) as found:
        if try_only:
            return found
        with writing(database):
            forget([name for (name,) in run(f"SELECT message_id FROM outbox WHERE id IN ({_ANSWERS})").fetchall()])
            _note(database, found, before, now)
            _erase(database, before)
            if run("PRAGMA foreign_key_check").fetchone():
                raise sqlite3.IntegrityError("a table refers to what was erased")
    _leave_no_trace(database)
    return found


@contextmanager
def _doomed(database: Database, before: datetime) -> Iterator[Purged]:
    """The temporary table of what goes, and what it is."""
    run, when = database.conn.execute, {"before": moment(before)}
    # In memory: nothing of it may reach the disk.
    run("PRAGMA temp_store = MEMORY")
    run("CREATE TEMP TABLE doomed (id INTEGER PRIMARY KEY)")
    try:
        run(f"INSERT INTO doomed SELECT id FROM messages WHERE {_SETTLED} AND {_OLD}", when)
        for following in _FOLLOWING:
            run(f"INSERT OR IGNORE INTO doomed {following}")
        counted = "SELECT outcome, count(*) FROM messages WHERE id IN (SELECT id FROM doomed) GROUP BY outcome"
        unsettled = run(f"SELECT count(*) FROM messages WHERE state = 'received' AND {_OLD}", when).fetchone()[0]
        stays = (
            f"SELECT count(*) FROM messages WHERE state = 'settled' AND {_OLD} AND id NOT IN (SELECT id FROM doomed)"
        )
        told = _contacts(database, "IN") - _contacts(database, "NOT IN")
        yield Purged(dict(run(counted).fetchall()), unsettled, run(stays, when).fetchone()[0], frozenset(told))
    finally:
        run("DROP TABLE doomed")


def _contacts(database: Database, which: str) -> set[str]:
    asked = f"SELECT sender, record FROM messages WHERE id {which} (SELECT id FROM doomed)"
    found: set[str] = set()
    for sender, record in database.conn.execute(asked):
        values = json.loads(record) if record else {}
        found |= {str(value) for value in (sender, values.get("mobile"), values.get("email")) if value}
    return found


def _note(database: Database, found: Purged, before: datetime, now: datetime) -> None:
    run = database.conn.execute
    facts = (moment(now), moment(before), found.messages, json.dumps(found.outcomes))
    number = run("INSERT INTO purges (at, before, messages, outcomes) VALUES (?, ?, ?, ?)", facts).lastrowid
    run(
        "INSERT OR IGNORE INTO purged SELECT digest, ? FROM messages WHERE id IN (SELECT id FROM doomed)",
        (number,),
    )


def _erase(database: Database, before: datetime) -> None:
    run = database.conn.execute
    run(f"DELETE FROM bounces WHERE answer IN ({_ANSWERS})")
    for table in BY_ATTACHMENT:
        asked = "SELECT id FROM attachments WHERE message IN (SELECT id FROM doomed)"
        run(f"DELETE FROM {table} WHERE attachment IN ({asked})")
    run(_REGISTER_ANEW)
    run(_LATEST_ANEW)
    for table in BY_MESSAGE:
        run(f"DELETE FROM {table} WHERE message IN (SELECT id FROM doomed)")
    run("UPDATE places SET message = NULL, purged = 1 WHERE message IN (SELECT id FROM doomed)")
    run("DELETE FROM found WHERE rowid IN (SELECT id FROM doomed)")
    run("DELETE FROM messages WHERE id IN (SELECT id FROM doomed)")
    run("DELETE FROM cases WHERE id NOT IN (SELECT case_id FROM messages WHERE case_id IS NOT NULL)")
    run(_UNUSED_PICTURES)
    when = {"before": moment(before)}
    run(
        "DELETE FROM notices WHERE state NOT IN ('pending', 'sending') AND julianday(created_at) < julianday(:before)",
        when,
    )
    run("DELETE FROM refused_entries WHERE julianday(at) < julianday(:before)", when)
    # The index would keep the words of erased rows until its parts are merged one day.
    run("INSERT INTO found (found) VALUES ('rebuild')")


def _leave_no_trace(database: Database) -> None:
    # Zeroed pages are not enough: VACUUM writes the file anew, and the WAL, which still has the old pages, is cut to
    # nothing.
    database.conn.execute("VACUUM")
    busy, _, _ = database.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise StillRead
