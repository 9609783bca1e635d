"""EDGE: disk, through an open database. Answers that did not arrive, or of which nobody knows, and what people do then.

In: an open Database, a Hand, an answer's number. Out: its new state; what stands open.
Sending again means the same octets under the same Message-ID: an uncertain answer is first looked for once more, one
that was refused or withheld goes straight back to those that wait.
Elsewhere: which turn may follow which (`outbox.life`), sending (`haizhi.delivering`), bounces (`data.bounces`).
"""

from dataclasses import replace

from data.database import Database, writing
from data.review_edits import Hand, note
from data.text import moment
from outbox.life import Event, State, WrongTurn, after

Row = dict[str, object]
MOST = 12
"""Rows of each kind on today's page; the list has the rest."""

_OPEN_ANSWERS = "state IN ('uncertain', 'failed') AND left_by IS NULL"
_OPEN_BOUNCES = "permanent = 1 AND bounces.left_by IS NULL"


def open_answers(database: Database) -> list[Row]:
    """Answers that need a person, oldest first."""
    asked = f"""
        SELECT outbox.id, outbox.message, kind, recipient, state, detail, claimed_at, unit, again_by, left_by
        FROM outbox
        JOIN items ON items.message = outbox.message WHERE {_OPEN_ANSWERS} ORDER BY outbox.id LIMIT ?
    """
    return list(database.query(asked, [MOST]))


def open_bounces(database: Database) -> list[Row]:
    """Answers that came back for good, newest first, with the message that had been answered where it is known."""
    asked = f"""
        SELECT bounces.id, coalesce(outbox.message, bounces.message) AS message, bounces.recipient, reason, status, at,
            unit
        FROM bounces LEFT JOIN outbox ON outbox.id = bounces.answer
        LEFT JOIN items ON items.message = outbox.message WHERE {_OPEN_BOUNCES} ORDER BY bounces.id DESC LIMIT ?
    """
    return list(database.query(asked, [MOST]))


def how_many_open(database: Database) -> int:
    """Answers and bounces that need a person."""
    run = database.conn.execute
    answers = run(f"SELECT count(*) FROM outbox WHERE {_OPEN_ANSWERS}").fetchone()[0]
    return int(answers + run(f"SELECT count(*) FROM bounces WHERE {_OPEN_BOUNCES}").fetchone()[0])


def bounces_of(database: Database, message: int) -> dict[int, list[Row]]:
    """What came back of the answers to a message, by answer."""
    asked = """
        SELECT bounces.id, answer, permanent, status, reason, at, bounces.left_by FROM bounces
        JOIN outbox ON outbox.id = bounces.answer WHERE outbox.message = ? ORDER BY bounces.id
    """
    found: dict[int, list[Row]] = {}
    for row in database.query(asked, [message]):
        found.setdefault(row["answer"], []).append(row)
    return found


def answer_ended(database: Database, hand: Hand, answer: int, event: Event) -> State:
    """A person says how an uncertain answer ended; one that did not arrive is left at that. Raises WrongTurn."""
    with writing(database):
        state, message = _found(database, answer)
        ended = after(state, event)
        database.conn.execute(
            "UPDATE outbox SET state = ?, ended_at = ?, not_before = NULL, again_by = NULL, left_by = ? WHERE id = ?",
            (ended, moment(hand.at), hand.person, answer),
        )
        note(database, replace(hand, message=message), f"answer {ended}", "由工作人员确认")
    return ended


def send_again(database: Database, hand: Hand, answer: int) -> State:
    """A person wants the same octets sent again. Raises WrongTurn where the answer waits, is being sent, or arrived."""
    with writing(database):
        state, message = _found(database, answer)
        state = after(state, Event.AGAIN)
        # It begins its attempts anew, but not as one that never left: that could be taken back as if it had not.
        database.conn.execute(
            "UPDATE outbox SET state = ?, attempts = 1, not_before = NULL, again_by = ?, left_by = NULL,"
            " ended_at = CASE ? WHEN 'pending' THEN NULL ELSE ended_at END WHERE id = ?",
            (state, hand.person, state, answer),
        )
        note(database, replace(hand, message=message), "answer again")
    return state


def leave_answer(database: Database, hand: Hand, answer: int) -> None:
    """A failed answer is settled in another way. Raises WrongTurn for any other."""
    with writing(database):
        state, message = _found(database, answer)
        if state is not State.FAILED:
            raise WrongTurn("only a failed answer can be left at that")
        database.conn.execute("UPDATE outbox SET left_by = ? WHERE id = ?", (hand.person, answer))
        note(database, replace(hand, message=message), "answer left")


def leave_bounce(database: Database, hand: Hand, bounce: int) -> int | None:
    """A bounce is settled in another way; gives the message that it is about, None where there is no such bounce."""
    asked = """
        SELECT coalesce(outbox.message, bounces.message) FROM bounces
        LEFT JOIN outbox ON outbox.id = bounces.answer WHERE bounces.id = ?
    """
    with writing(database):
        found = database.conn.execute(asked, (bounce,)).fetchone()
        if found:
            database.conn.execute("UPDATE bounces SET left_by = ? WHERE id = ?", (hand.person, bounce))
            note(database, replace(hand, message=int(found[0])), "bounce left")
    return int(found[0]) if found else None


def message_of(database: Database, answer: int) -> int | None:
    """The message that an answer is about."""
    found = database.conn.execute("SELECT message FROM outbox WHERE id = ?", (answer,)).fetchone()
    return int(found[0]) if found else None


def _found(database: Database, answer: int) -> tuple[State, int]:
    found = database.conn.execute("SELECT state, message FROM outbox WHERE id = ?", (answer,)).fetchone()
    if found is None:
        raise WrongTurn("there is no such answer")
    return State(found[0]), int(found[1])
