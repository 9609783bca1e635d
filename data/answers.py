"""EDGE: disk, through an open database. The outbox table: answers that wait, one claimed, how it ended.

In: an open Database, OutboxEntry, Delivery, the time. Out: entries to send or to look for; rows.
Every function that writes belongs into a transaction of its caller (`data.store`). Elsewhere: which turn may follow
which (`outbox.life`), how often may be sent (`outbox.rate`), sending (`outbox.sink`).
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from data.database import Database
from data.text import moment, moment_of
from data.turns import lately, thread_for
from outbox.entry import Delivery, Kind, OutboxEntry
from outbox.life import TO_SEND, Event, State, after
from outbox.rate import GO, MOST_ATTEMPTS, MOST_STOPS, NO_LIMITS, Limits, Turn, turn, wait_after

LONGEST_WAIT = timedelta(days=2)
"""Nothing waits longer than this: a moment further ahead was written while the clock was wrong."""


def add_answer(database: Database, row: int, entry: OutboxEntry, now: datetime) -> None:
    """An answer to a message, waiting to be sent."""
    database.table("outbox").insert(
        {
            "message": row,
            "kind": entry.kind,
            "message_id": entry.message_id,
            "recipient": entry.recipient,
            "octets": entry.octets,
            "state": State.PENDING,
            "created_at": moment(now),
            "thread": thread_for(database, entry.octets),
        }
    )


def answers_to_send(database: Database, now: datetime, states: tuple[State, ...] = TO_SEND) -> Iterator[OutboxEntry]:
    """What waits now, oldest first; what joins later waits for the next time."""
    asked = f"SELECT id FROM outbox WHERE state IN ({', '.join('?' * len(states))}) ORDER BY id"
    ids = database.conn.execute(asked, states).fetchall()
    yield from _entries(database, [number for (number,) in ids], now)


def is_ahead(at: str | None, now: datetime) -> bool:
    """True for a moment that is still to be waited for."""
    until = moment_of(at)
    return until is not None and now < until <= now + LONGEST_WAIT


def uncertain_answers(database: Database, now: datetime) -> Iterator[OutboxEntry]:
    """What may have arrived and is to be looked for now."""
    asked = "SELECT id, not_before FROM outbox WHERE state = ? ORDER BY id"
    rows = database.conn.execute(asked, (State.UNCERTAIN,)).fetchall()
    yield from _entries(database, [number for number, at in rows if not is_ahead(at, now)], now)


def answers_to_copy(database: Database, now: datetime, within: timedelta) -> Iterator[OutboxEntry]:
    """What was sent lately and has no copy in Sent."""
    asked = (
        "SELECT id FROM outbox WHERE copied = 0 AND state = 'sent' AND julianday(ended_at) > julianday(?) ORDER BY id"
    )
    rows = database.conn.execute(asked, (moment(now - within),)).fetchall()
    yield from _entries(database, [number for (number,) in rows], now)


def turn_of_answer(database: Database, entry: OutboxEntry, limits: Limits, now: datetime) -> Turn:
    """Whether this answer may go now, as it stands and as the limits allow. Reads only."""
    asked = "SELECT state, not_before FROM outbox WHERE message_id = ?"
    found = database.conn.execute(asked, (entry.message_id,)).fetchone()
    if found is None:
        # Taken back by a person meanwhile: claiming it will say so.
        return GO
    state, not_before = found
    if is_ahead(not_before, now):
        return Turn(moment_of(not_before))
    # What may have gone out already is no new answer: it is to be cleared up.
    return GO if state == State.SENDING or limits == NO_LIMITS else turn(lately(database, entry, now), limits, now)


def put_off(database: Database, entry: OutboxEntry, given: Turn, now: datetime) -> None:
    """Write down that it is not this answer's turn: when it will be, or that it is left to a person."""
    if given.withheld:
        _to_state(database, entry, after(_state(database, entry), Event.WITHHELD), now)
        database.conn.execute("UPDATE outbox SET detail = ? WHERE message_id = ?", (given.withheld, entry.message_id))
    elif given.not_before:
        _wait(database, entry, given.not_before)


def claim_answer(database: Database, entry: OutboxEntry, now: datetime) -> bool:
    """Say that this answer is being sent; False where it no longer waits, or a person may still take it back."""
    asked = "SELECT state, not_before FROM outbox WHERE message_id = ?"
    found = database.conn.execute(asked, (entry.message_id,)).fetchone()
    if found is None or found[0] not in TO_SEND:
        return False
    state = State(found[0])
    if is_ahead(found[1], now):
        return False
    database.conn.execute(
        "UPDATE outbox SET state = ?, attempts = attempts + 1, claimed_at = ? WHERE message_id = ?",
        (after(state, Event.CLAIMED), moment(now), entry.message_id),
    )
    return True


def end_answer(database: Database, entry: OutboxEntry, delivery: Delivery, now: datetime) -> State:
    """Write down how the attempt ended, or what a look for its traces gave.

    Raises outbox.life.WrongTurn for an answer that was not claimed.
    """
    tries, before = _attempts(database, entry), _state(database, entry)
    state = after(before, Event.FAILED if _is_hopeless(delivery, tries) else delivery.result)
    _to_state(database, entry, state, now)
    database.conn.execute("UPDATE outbox SET detail = ? WHERE message_id = ?", (delivery.detail, entry.message_id))
    _wait(database, entry, _next_time(delivery, state, tries, now))
    if state is State.SENT or (state is not State.PENDING and before is State.SENDING):
        # It was handed over: what a person wanted has been done, once.
        database.conn.execute("UPDATE outbox SET again_by = NULL WHERE message_id = ?", (entry.message_id,))
    return state


def _is_hopeless(delivery: Delivery, tries: int) -> bool:
    refused = delivery.result is Event.DEFERRED and delivery.again
    return refused and tries >= (MOST_STOPS if delivery.stop else MOST_ATTEMPTS)


def _next_time(delivery: Delivery, state: State, tries: int, now: datetime) -> datetime | None:
    if state is State.UNCERTAIN:
        return now + (delivery.wait or timedelta())
    if state is State.PENDING and (delivery.again or delivery.wait):
        return now + (wait_after(tries) if delivery.wait is None else delivery.wait)
    return None


def _to_state(database: Database, entry: OutboxEntry, state: State, now: datetime) -> None:
    database.conn.execute(
        "UPDATE outbox SET state = ?, ended_at = ? WHERE message_id = ?",
        (state, moment(now) if state not in TO_SEND else None, entry.message_id),
    )


def _wait(database: Database, entry: OutboxEntry, until: datetime | None) -> None:
    database.conn.execute("UPDATE outbox SET not_before = ? WHERE message_id = ?", (moment(until), entry.message_id))


def _entries(database: Database, numbers: list[int], now: datetime) -> Iterator[OutboxEntry]:
    for number in numbers:
        for row in database.query("SELECT * FROM outbox WHERE id = ?", [number]):
            yield _entry(row, now)


def _entry(row: dict[str, Any], now: datetime) -> OutboxEntry:
    claimed_at = moment_of(row["claimed_at"])
    return OutboxEntry(
        row["message_id"],
        Kind(row["kind"]),
        row["recipient"],
        bytes(row["octets"]),
        interrupted=row["state"] == State.SENDING,
        attempts=row["attempts"],
        # Claimed in the future: the clock was wrong then, and how long ago it was cannot be told.
        age=abs(now - claimed_at) if claimed_at else timedelta(),
        wanted=row["again_by"] is not None,
    )


def _attempts(database: Database, entry: OutboxEntry) -> int:
    row = database.conn.execute("SELECT attempts FROM outbox WHERE message_id = ?", (entry.message_id,)).fetchone()
    return int(row[0]) if row else 0


def _state(database: Database, entry: OutboxEntry) -> State:
    row = database.conn.execute("SELECT state FROM outbox WHERE message_id = ?", (entry.message_id,)).fetchone()
    if row is None:
        raise KeyError(entry.message_id)
    return State(row[0])
