"""EDGE: disk, through an open database. A person's decision with its letter, and taking it back.

In: an open Database, a Hand, Decided. Out: the item's new version; rows in `decisions`, `outbox`, `cases`, `items`.
What the message came to when it was handled (`messages.outcome`, `messages.record`) is never touched.
Elsewhere: making the letter (`outbox.by_hand`), which decision is allowed (`review.deciding`).
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from data.answers import add_answer
from data.database import Database, inserted
from data.review_edits import Hand, Stale, changing, note
from data.text import json_text, moment, storable
from outbox.entry import Kind, OutboxEntry
from outbox.life import State
from rules.finding import Record

CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person decided about one message."""

    outcome: str
    """`accepted`, `rejected`, or `closed`: settled without the form's being accepted or returned."""
    record: Record | None
    unit_key: str | None
    problems: tuple[str, ...] = ()
    remark: str = ""
    entry: OutboxEntry | None = None
    """The letter; None where nobody is answered."""
    sender: str = ""
    """Who handed it in, for a message on which the program failed before it knew."""


class TooLate(Exception):
    """It cannot be taken back; the text says why, in Chinese."""


def turn_of(database: Database, message: int, kind: Kind) -> int:
    """Which answer of this kind to this message the next one is; the first is 1."""
    asked = "SELECT count(*) FROM outbox WHERE message = ? AND kind = ?"
    return int(database.conn.execute(asked, (message, kind)).fetchone()[0]) + 1


def registered_person(database: Database, unit_key: str, sender: str, message: int) -> str | None:
    """Who is registered for this unit by this sender in an earlier message; None: nobody."""
    asked = """
        SELECT coalesce(decisions.record, messages.record) FROM cases
        JOIN messages ON messages.id = cases.registered_by
        LEFT JOIN decisions ON decisions.message = messages.id AND decisions.undone_at IS NULL
        WHERE cases.unit_key = ? AND cases.sender = ? AND messages.id < ?
            AND coalesce(decisions.outcome, messages.outcome) = 'accepted'
    """
    found = database.conn.execute(asked, (storable(unit_key), storable(sender), message)).fetchone()
    return str(json.loads(found[0]).get("name") or "") if found and found[0] else None


def decide(database: Database, hand: Hand, decided: Decided, hold: timedelta) -> int:
    """Write the decision down, with its letter waiting `hold` before it may go out. Raises Stale."""
    with changing(database, hand) as version:
        _is_undecided_and_newest(database, hand)
        before = _as_it_stands(database, hand.message, decided)
        row = {
            "message": hand.message,
            "outcome": decided.outcome,
            "record": None if decided.record is None else json_text(dict(decided.record)),
            "unit_key": decided.unit_key and storable(decided.unit_key),
            "problems": json_text(decided.problems),
            "remark": storable(decided.remark),
            "answer": decided.entry.message_id if decided.entry else None,
            "before": json_text(before),
            "person": hand.person,
            "at": moment(hand.at),
        }
        inserted(database, "decisions", row)
        _join_case(database, hand, decided)
        _show(database, hand.message, decided)
        if decided.entry:
            _put_into_the_outbox(database, hand, decided.entry, hand.at + hold)
        note(database, hand, f"decided {decided.outcome}", decided.remark)
    return version


def answer_by_hand(database: Database, hand: Hand, entry: OutboxEntry, hold: timedelta) -> int:
    """One more letter about an item, without deciding it. Raises Stale."""
    with changing(database, hand) as version:
        _put_into_the_outbox(database, hand, entry, hand.at + hold)
        note(database, hand, "answered")
    return version


def undo_decision(database: Database, hand: Hand, *, even_if_sent: bool = False) -> int | None:
    """Take the standing decision back, with its letter; None where there is none.

    Raises Stale, or TooLate where the letter is out (unless `even_if_sent`: the letter stays out).
    """
    found = _standing(database, hand.message)
    if found is None:
        return None
    with changing(database, hand) as version:
        if not _newest(database, hand.message):
            raise Stale("这一单位又来了新的邮件，请在新的一件上办理。")
        if not _withdrawn(database, found["answer"]) and not even_if_sent:
            raise TooLate("答复已经发出，不能撤销；如需改判，请用“重新办理”。")
        _put_back(database, hand.message, json.loads(found["before"]))
        database.conn.execute("UPDATE decisions SET undone_at = ? WHERE id = ?", (moment(hand.at), found["id"]))
        note(database, hand, "decision undone")
    return version


def _standing(database: Database, message: int) -> dict[str, Any] | None:
    asked = "SELECT * FROM decisions WHERE message = ? AND undone_at IS NULL"
    return next(iter(database.query(asked, [message])), None)


def _newest(database: Database, message: int) -> bool:
    return bool(database.conn.execute("SELECT latest FROM items WHERE message = ?", (message,)).fetchone()[0])


def _is_undecided_and_newest(database: Database, hand: Hand) -> None:
    if _standing(database, hand.message):
        raise Stale("这一件已经办过了。")
    if not _newest(database, hand.message):
        raise Stale("这一单位又来了新的邮件，请在新的一件上办理。")


def _as_it_stands(database: Database, message: int, decided: Decided) -> dict[str, Any]:
    items = "SELECT outcome, unit, unit_type, person FROM items WHERE message = ?"
    cases = """
        SELECT id, status, registered_by FROM cases
        WHERE unit_key = ? OR id = (SELECT case_id FROM messages WHERE id = ?)
    """
    (case,) = database.conn.execute("SELECT case_id FROM messages WHERE id = ?", (message,)).fetchone()
    return {
        "item": next(iter(database.query(items, [message]))),
        "cases": list(database.query(cases, [decided.unit_key or "", message])),
        "case_id": case,
    }


def _put_back(database: Database, message: int, before: dict[str, Any]) -> None:
    database.conn.execute(
        "UPDATE items SET outcome = :outcome, unit = :unit, unit_type = :unit_type, person = :person"
        " WHERE message = :message",
        before["item"] | {"message": message},
    )
    database.conn.execute("UPDATE messages SET case_id = ? WHERE id = ?", (before["case_id"], message))
    # A case that was made for the decision stays, registered by nobody.
    database.conn.execute("UPDATE cases SET registered_by = NULL WHERE registered_by = ?", (message,))
    for case in before["cases"]:
        database.conn.execute("UPDATE cases SET status = :status, registered_by = :registered_by WHERE id = :id", case)


def _join_case(database: Database, hand: Hand, decided: Decided) -> None:
    """An accepted record registers its unit, in place of whoever was registered; any other no longer registers it."""
    asked = "SELECT sender, case_id FROM messages WHERE id = ?"
    known, case = database.conn.execute(asked, (hand.message,)).fetchone()
    sender = known or storable(decided.sender)
    database.conn.execute("UPDATE cases SET registered_by = NULL WHERE registered_by = ?", (hand.message,))
    if decided.outcome == "accepted" and decided.unit_key and sender:
        unit = storable(decided.unit_key)
        database.conn.execute("UPDATE cases SET registered_by = NULL WHERE unit_key = ?", (unit,))
        case = _case(database, sender, unit, hand.at)
        database.conn.execute("UPDATE cases SET registered_by = ? WHERE id = ?", (hand.message, case))
        database.conn.execute("UPDATE messages SET case_id = ? WHERE id = ?", (case, hand.message))
    if case is not None:
        database.conn.execute(
            "UPDATE cases SET status = ?, changed_at = ? WHERE id = ?", (decided.outcome, moment(hand.at), case)
        )


def _case(database: Database, sender: str, unit: str, now: datetime) -> int:
    database.conn.execute(
        "INSERT INTO cases (sender, unit_key, status, opened_at, changed_at) VALUES (?, ?, '', ?, ?)"
        " ON CONFLICT (sender, unit_key) DO NOTHING",
        (sender, unit, moment(now), moment(now)),
    )
    found = database.conn.execute("SELECT id FROM cases WHERE sender = ? AND unit_key = ?", (sender, unit)).fetchone()
    return int(found[0])


def _show(database: Database, message: int, decided: Decided) -> None:
    database.conn.execute("UPDATE items SET outcome = ? WHERE message = ?", (decided.outcome, message))
    if decided.record is None:
        return
    shown = [storable(str(decided.record.get(key) or "")) for key in ("unit_name", "unit_type", "name")]
    database.conn.execute("UPDATE items SET unit = ?, unit_type = ?, person = ? WHERE message = ?", (*shown, message))


def _put_into_the_outbox(database: Database, hand: Hand, entry: OutboxEntry, not_before: datetime) -> None:
    add_answer(database, hand.message, entry, hand.at)
    database.conn.execute(
        "UPDATE outbox SET not_before = ? WHERE message_id = ?", (moment(not_before), entry.message_id)
    )


def _withdrawn(database: Database, message_id: str | None) -> bool:
    """True where no letter is out: there was none, or it never left its place and is gone now."""
    if message_id is None:
        return True
    taken = "DELETE FROM outbox WHERE message_id = ? AND state = ? AND attempts = 0"
    return database.conn.execute(taken, (message_id, State.PENDING)).rowcount == 1
