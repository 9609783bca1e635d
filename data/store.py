"""EDGE: disk and time. The store: every message with what it came to, and every answer, in one SQLite file.

In: RawMessage; Reading, Decision, OutboxEntry; Delivery. Out: messages to read, History, answers, rows to export.
Each write is one transaction: receive (commit 1), settle or failed (commit 2), claim and record (commit 3).
Elsewhere: the file itself (`data.database`), single tables (`data.settled`, `data.answers`, `data.former`).
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from data.answers import answers_to_send, claim_answer, end_answer
from data.arrival import add_message, is_purged
from data.bounces import note_what_came_back
from data.database import Database, open_database, writing
from data.digest import Day, day_from
from data.former import history_of
from data.held import add_or_hold
from data.lock import RunLock
from data.mailbox import Health, MailboxFolder, healths
from data.review_export import current_rows
from data.review_settings import desk_now, office_now
from data.rows import Row, export_rows, outcome_counts
from data.sendings import Sendings
from data.settled import add_findings, add_handed, add_reading, envelope_columns, join_case, message_columns
from data.shown import show
from data.staff_mail import StaffMail
from data.text import json_text, moment, moment_of, storable, unpacked
from intake.message import Envelope, RawMessage
from outbox.entry import Delivery, Inbound, OutboxEntry
from outbox.letter import Office
from outbox.life import TO_SEND
from parsers.reading import Reading
from rules.case import History
from rules.desk import Desk
from rules.finding import Decision, Outcome

Clock = Callable[[], datetime]
PROGRAM = "haizhi"


class NotWaiting(RuntimeError):
    """The message has been settled already."""


def now_utc() -> datetime:
    """The time, aware."""
    return datetime.now(UTC)


class Store:
    """An open store; a context manager."""

    def __init__(self, database: Database, clock: Clock, lock: RunLock | None = None) -> None:
        self._database, self._clock, self._lock = database, clock, lock
        self._failures = 0

    @classmethod
    def open(cls, path: Path, clock: Clock = now_utc, *, alone: bool = False) -> Self:
        """The store in this file, made where it is not there yet. `alone`: for handling mail, one run at a time.

        Raises data.database.WrongDatabase, data.lock.AnotherRun, OSError.
        """
        lock = RunLock(path) if alone else None
        try:
            return cls(open_database(path), clock, lock)
        except BaseException:
            if lock:
                lock.let_go()
            raise

    def close(self) -> None:
        """Close the file and let the next run in."""
        self._database.conn.close()
        if self._lock:
            self._lock.let_go()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def receive(self, raw: RawMessage, *, answered: bool = True) -> int | None:
        """Commit 1: the octets are ours. Gives the message's row; None where this source brought it before."""
        with writing(self._database) as database:
            known = "SELECT 1 FROM messages WHERE source = ? AND digest = ?"
            here = database.conn.execute(known, (storable(raw.source), raw.digest)).fetchone()
            if here or is_purged(database, raw.digest):
                return None
            return add_message(database, raw, self._clock(), answered=answered)

    def mailbox(self, name: str) -> MailboxFolder:
        """What is known of one folder on a server."""
        return MailboxFolder(self._database, self._clock, name)

    def healths(self) -> list[Health]:
        """How it goes with each folder on a server."""
        return healths(self._database)

    def held(self) -> int:
        """How many answers were written that are never sent."""
        return int(self._database.conn.execute("SELECT count(*) FROM held").fetchone()[0])

    def day_from(self, since: datetime) -> Day:
        """What has come since then, and what waits."""
        return day_from(self._database, since)

    def now(self) -> datetime:
        """The time by this store's clock."""
        return self._clock()

    @property
    def staff_mail(self) -> StaffMail:
        """The mails to the office itself."""
        return StaffMail(self._database, self._clock)

    def unsettled(self) -> Iterator[tuple[int, RawMessage]]:
        """The messages that wait, in order of arrival; each is fetched when it is its turn."""
        waiting = self._database.conn.execute("SELECT id FROM messages WHERE state = 'received' ORDER BY id").fetchall()
        for (row,) in waiting:
            yield row, self.original(row)

    def original(self, row: int) -> RawMessage:
        """A message as it was fetched."""
        source, fetched_at, octets = self._database.conn.execute(
            "SELECT source, fetched_at, octets FROM messages JOIN originals ON message = id WHERE id = ?", (row,)
        ).fetchone()
        return RawMessage(unpacked(octets), source, moment_of(fetched_at))

    def waiting(self) -> int:
        """How many messages are not settled."""
        return int(self._database.conn.execute("SELECT count(*) FROM messages WHERE state = 'received'").fetchone()[0])

    def key(self, row: int) -> Inbound:
        """What an answer to this message, written now, is called by."""
        asked = "SELECT source, digest FROM messages WHERE id = ?"
        source, digest = self._database.conn.execute(asked, (row,)).fetchone()
        return Inbound(source, digest, self._clock())

    def history(self, row: int, reading: Reading) -> History:
        """What had arrived before this message."""
        return history_of(self._database, row, reading)

    def as_people_set(self, desk: Desk, office: Office) -> tuple[Desk, Office]:
        """Desk and office with the units, dates and contacts that people set on the staff's page."""
        return desk_now(self._database, desk), office_now(self._database, office)

    def settle(self, row: int, reading: Reading, decision: Decision, entry: OutboxEntry | None) -> None:
        """Commit 2: what the message came to, with its evidence, its case and its answer, whole or not at all.

        Raises NotWaiting where it has been settled already.
        """
        now = self._clock()
        with writing(self._database) as database:
            self._close_message(row, message_columns(reading, decision), now)
            add_findings(database, row, decision)
            add_reading(database, row, reading, decision.record)
            add_handed(database, row, reading)
            case = join_case(database, row, reading, decision, now)
            database.conn.execute("UPDATE messages SET case_id = ? WHERE id = ?", (case, row))
            show(database, row, reading.submission.text)
            if entry:
                add_or_hold(database, row, entry, now)
            note_what_came_back(database, row, reading.submission, now)
            self._happened(now, "settled", row, decision.outcome)

    def failed(self, row: int, reason: str, envelope: Envelope | None = None, entry: OutboxEntry | None = None) -> None:
        """The program itself failed on this message: a person looks at it; the sender, where known, gets a receipt.

        Does nothing where the message has been settled already.
        """
        now = self._clock()
        columns = {"outcome": Outcome.REVIEW, "reasons": json_text([reason]), "failure": storable(reason)}
        with writing(self._database) as database:
            try:
                self._close_message(row, columns | (envelope_columns(envelope) if envelope else {}), now)
            except NotWaiting:
                return
            show(database, row)
            if entry:
                add_or_hold(database, row, entry, now)
            self._happened(now, "failed", row, storable(reason))
        self._failures += 1

    def failures(self) -> int:
        """On how many messages the program failed since this store was opened."""
        return self._failures

    def pending_answers(self, *, interrupted: bool = False) -> Iterator[OutboxEntry]:
        """The answers that wait now, oldest first; `interrupted`: only those that a crash left half sent."""
        return answers_to_send(self._database, self._clock(), TO_SEND[1:] if interrupted else TO_SEND)

    def claim(self, entry: OutboxEntry) -> bool:
        """Commit 3, first half, before a byte leaves the house. False where the answer no longer waits: do not send."""
        with writing(self._database) as database:
            return claim_answer(database, entry, self._clock())

    def record(self, entry: OutboxEntry, delivery: Delivery) -> None:
        """Commit 3, second half: how the attempt ended."""
        now = self._clock()
        with writing(self._database) as database:
            state = end_answer(database, entry, delivery, now)
            asked = "SELECT message FROM outbox WHERE message_id = ?"
            (row,) = database.conn.execute(asked, (entry.message_id,)).fetchone()
            self._happened(now, f"answer {state}", row, delivery.detail)

    @property
    def sendings(self) -> Sendings:
        """How sending goes."""
        return Sendings(self._database, self._clock)

    def export_rows(self) -> Iterator[Row]:
        """One mapping a settled message, in the order of handling (contract, section 4)."""
        return export_rows(self._database)

    def current_rows(self) -> Iterator[Row]:
        """The same as each message stands now, people's decisions counted in."""
        return current_rows(self._database)

    def counts(self) -> Mapping[str | None, int]:
        """How many messages came to each outcome; None: not settled yet."""
        return outcome_counts(self._database)

    def _close_message(self, row: int, columns: Mapping[str, Any], now: datetime) -> None:
        values = {**columns, "state": "settled", "handled_at": moment(now), "program": _program()}
        names = ", ".join(f"{name} = :{name}" for name in values)
        changed = self._database.conn.execute(
            f"UPDATE messages SET {names} WHERE id = :row AND state = 'received'", {**values, "row": row}
        )
        if changed.rowcount != 1:
            raise NotWaiting(row)

    def _happened(self, at: datetime, what: str, row: int, detail: str) -> None:
        event = {"at": moment(at), "actor": "program", "what": what, "message": row, "detail": detail}
        self._database.table("events").insert(event)


@cache
def _program() -> str:
    try:
        return version(PROGRAM)
    except PackageNotFoundError:
        return ""
