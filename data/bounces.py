"""EDGE: disk, through an open database. What comes back: bounces find their answer, our own copies are witnesses.

In: an open Database, a settled message's row, its Submission, the time. Out: rows in `bounces`, `outbox`, `events`.
Belongs into a transaction of its caller (`data.store`). Elsewhere: what a bounce says (`intake.bounces`), showing it
(`data.sendings`).
"""

from datetime import datetime
from typing import Any

from data.database import Database
from data.text import moment, storable
from intake.message import Bounce, Submission
from outbox.life import Event, State, after

DAYS = 7
"""A bounce without a Message-ID belongs to the last answer to its address, if that is not older."""
_OWN = "R9 own-address"


def note_what_came_back(database: Database, row: int, submission: Submission, now: datetime) -> None:
    """What an automatic mail tells of an answer of ours."""
    if submission.bounce:
        _add_bounce(database, row, submission.bounce, now)
    elif _OWN in submission.automatic and submission.envelope.message_id:
        asked = "SELECT id FROM outbox WHERE message_id = ?"
        found = database.conn.execute(asked, (storable(submission.envelope.message_id),)).fetchone()
        if found:
            _was_accepted(database, int(found[0]), now)


def _add_bounce(database: Database, row: int, bounce: Bounce, now: datetime) -> None:
    answer, by_id = _answer_of(database, bounce, now)
    if answer is None and not bounce.recipient:
        return
    about: dict[str, Any] = {
        "message": row,
        "answer": answer,
        "by_id": by_id,
        "recipient": storable(bounce.recipient) or _recipient(database, answer),
        "permanent": bounce.permanent,
        "status": storable(bounce.status),
        "reason": storable(bounce.reason),
        "at": moment(now),
    }
    database.table("bounces").insert(about)
    if answer is not None:
        if by_id:
            _was_accepted(database, answer, now)
        _happened(database, answer, "answer bounced" if bounce.permanent else "answer delayed", bounce, now)


def _answer_of(database: Database, bounce: Bounce, now: datetime) -> tuple[int | None, bool]:
    """The answer, and whether its Message-ID told; else the last that went to this address."""
    for message_id in bounce.answer_ids:
        found = database.conn.execute("SELECT id FROM outbox WHERE message_id = ?", (storable(message_id),)).fetchone()
        if found:
            return int(found[0]), True
    asked = """
        SELECT id FROM outbox WHERE lower(recipient) = ? AND state IN ('sent', 'uncertain')
            AND julianday(claimed_at) > julianday(?) - ? ORDER BY julianday(claimed_at) DESC, id DESC LIMIT 1
    """
    found = database.conn.execute(asked, (storable(bounce.recipient), moment(now), DAYS)).fetchone()
    return (int(found[0]), False) if found else (None, False)


def _was_accepted(database: Database, answer: int, now: datetime) -> None:
    """It went out: nobody could send back, or give to us, what no server had accepted."""
    state, attempts = database.conn.execute("SELECT state, attempts FROM outbox WHERE id = ?", (answer,)).fetchone()
    state = State(state)
    if state is State.PENDING and attempts:
        # It was to be sent again, since no trace of it had been found.
        state = after(state, Event.CLAIMED)
    if state in (State.SENDING, State.UNCERTAIN):
        database.conn.execute(
            "UPDATE outbox SET state = ?, ended_at = ?, not_before = NULL, detail = ? WHERE id = ?",
            (after(state, Event.SENT), moment(now), "由退信或自留副本得知已发出", answer),
        )


def _recipient(database: Database, answer: int | None) -> str:
    found = database.conn.execute("SELECT recipient FROM outbox WHERE id = ?", (answer,)).fetchone()
    return str(found[0]) if found else ""


def _happened(database: Database, answer: int, what: str, bounce: Bounce, now: datetime) -> None:
    database.conn.execute(
        "INSERT INTO events (at, actor, what, message, detail)"
        " SELECT ?, 'program', ?, message, ? FROM outbox WHERE id = ?",
        (moment(now), what, storable(f"{bounce.status} {bounce.reason}".strip()), answer),
    )
