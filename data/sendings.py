"""EDGE: disk, through an open database. How sending goes: answers to look for, copies to keep, a standstill, bounces.

In: an open Database, the clock; what the sink said. Out: OutboxEntries, Standstill, Bounced.
Elsewhere: the answers' own life (`data.answers`), bounces coming in (`data.bounces`), who acts on it
(`haizhi.delivering`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from data.answers import answers_to_copy, is_ahead, put_off, turn_of_answer, uncertain_answers
from data.database import Database, writing
from data.text import moment, moment_of
from outbox.entry import OutboxEntry
from outbox.rate import GO, Limits, Turn, pause_after

COPIES_WITHIN = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Standstill:
    """Sending does not go on."""

    why: str
    since: datetime
    paused_until: datetime | None
    """The host asked to stop, and nothing is sent before; None: it could not be reached, or refuses the login."""


@dataclass(frozen=True, slots=True)
class Bounced:
    """One answer that came back."""

    message: int
    """The message that had been answered."""
    bounce: int
    """The message that says so."""
    recipient: str
    permanent: bool
    status: str
    reason: str
    at: datetime
    by_id: bool
    """False: found by address and time."""


class Sendings:
    """What the database knows of sending."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database, self._clock = database, clock

    def uncertain(self) -> Iterator[OutboxEntry]:
        """Answers that may have arrived, to be looked for now."""
        return uncertain_answers(self._database, self._clock())

    def may_go(self, entry: OutboxEntry, limits: Limits) -> bool:
        """True where it is this answer's turn; else it is written down when it is, or that a person must look."""
        now = self._clock()
        given = turn_of_answer(self._database, entry, limits, now)
        if given is GO:
            return True
        with writing(self._database) as database:
            # A person may have taken it back meanwhile.
            if turn_of_answer(database, entry, limits, now) == given:
                put_off(database, entry, given, now)
                self._happened(now, entry, given)
        return False

    def _happened(self, now: datetime, entry: OutboxEntry, given: Turn) -> None:
        if given.withheld:
            self._database.conn.execute(
                "INSERT INTO events (at, actor, what, message, detail)"
                " SELECT ?, 'program', 'answer failed', message, ? FROM outbox WHERE message_id = ?",
                (moment(now), given.withheld, entry.message_id),
            )

    def to_copy(self) -> Iterator[OutboxEntry]:
        """Answers sent lately whose copy is still to be kept."""
        return answers_to_copy(self._database, self._clock(), COPIES_WITHIN)

    def copied(self, entry: OutboxEntry) -> None:
        """A copy lies in the Sent folder, by whomever."""
        with writing(self._database) as database:
            database.conn.execute("UPDATE outbox SET copied = 1 WHERE message_id = ?", (entry.message_id,))

    def standstill(self) -> Standstill | None:
        """How sending stands; None: all is well."""
        asked = "SELECT why, since, paused_until FROM standstill"
        found = self._database.conn.execute(asked).fetchone()
        if not found:
            return None
        return Standstill(found[0], datetime.fromisoformat(found[1]), moment_of(found[2]))

    def paused(self) -> bool:
        """True while a host that asked to stop is left in peace."""
        stands = self.standstill()
        return bool(stands and is_ahead(moment(stands.paused_until), self._clock()))

    def stands_still(self, why: str, *, stop: bool) -> bool:
        """Sending does not go on. `stop`: the host asked for it. True where this is news."""
        now, before = self._clock(), self.standstill()
        if before and before.why == why and not stop:
            return False
        with writing(self._database) as database:
            found = database.conn.execute("SELECT since, stops, paused_until FROM standstill").fetchone()
            since, stops, until = found or (moment(now), 0, None)
            if stop:
                stops += 1
                until = moment(now + pause_after(stops))
            database.conn.execute(
                "INSERT OR REPLACE INTO standstill (id, why, since, paused_until, stops) VALUES (1, ?, ?, ?, ?)",
                (why, since, until, stops),
            )
        return found is None or (stop and stops == 1)

    def goes_on(self) -> None:
        """An answer was accepted: all is well."""
        if self.standstill():
            with writing(self._database) as database:
                database.conn.execute("DELETE FROM standstill")

    def counts(self) -> dict[str, int]:
        """How many answers are in each state."""
        asked = "SELECT state, count(*) FROM outbox GROUP BY state"
        return {str(state): int(number) for state, number in self._database.conn.execute(asked)}

    def bounced(self, *, all_of_them: bool = False) -> list[Bounced]:
        """Answers that came back, the newest first; only those for good unless `all_of_them`."""
        asked = """
            SELECT outbox.message, bounces.message, bounces.recipient, permanent, status, reason, at, by_id
            FROM bounces JOIN outbox ON outbox.id = bounces.answer WHERE permanent >= ? ORDER BY bounces.id DESC
        """
        rows = self._database.conn.execute(asked, (0 if all_of_them else 1,)).fetchall()
        return [
            Bounced(about, by, to, bool(final), status, reason, datetime.fromisoformat(at), bool(by_id))
            for about, by, to, final, status, reason, at, by_id in rows
        ]
