"""EDGE: disk, through an open database. What people change: checks of single fields, who looks after an item, undoing.

In: an open Database, a Hand (who, when, which item, as which version he saw it), what he says. Out: the new version.
Every change is one transaction, written into `events`, and refused (Stale) where somebody else came first.
Elsewhere: decisions with their letters (`data.review_decisions`), reading it all (`data.review_case`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from data.database import Database, inserted, writing
from data.text import json_text, moment, storable

Verdict = Literal["right", "corrected", "wrong"]
Said = str | bool | None


class Stale(Exception):
    """Somebody, or a new mail, came first; the text says who and what, in Chinese."""


@dataclass(frozen=True, slots=True)
class Hand:
    """Who changes which item, and what he had seen."""

    person: str
    at: datetime
    message: int
    version: int
    """Of the item, as the person's page showed it."""


@dataclass(frozen=True, slots=True)
class Check:
    """What a person says of one field or finding."""

    about: str
    verdict: Verdict
    value: Said = None
    """For the record, in normal form; None where it is no field."""
    was: Said = None


@contextmanager
def changing(database: Database, hand: Hand) -> Iterator[int]:
    """One transaction that makes the item's next version; gives its number. Raises Stale."""
    with writing(database):
        changed = database.conn.execute(
            "UPDATE items SET version = version + 1 WHERE message = ? AND version = ?", (hand.message, hand.version)
        )
        if changed.rowcount != 1:
            raise Stale(_who_came_first(database, hand.message))
        yield hand.version + 1


def note(database: Database, hand: Hand, what: str, detail: str = "") -> None:
    """One line in the item's history."""
    event = {"at": moment(hand.at), "actor": hand.person, "what": what, "message": hand.message or None}
    database.table("events").insert(event | {"detail": storable(detail)})


def check(database: Database, hand: Hand, said: Check) -> int:
    """Write down what a person says of one field; what was read stays as it is."""
    with changing(database, hand) as version:
        row = {
            "message": hand.message,
            "about": said.about,
            "verdict": said.verdict,
            "value": None if said.value is None else json_text(said.value),
            "was": None if said.was is None else json_text(said.was),
            "person": hand.person,
            "at": moment(hand.at),
        }
        number = inserted(database, "checks", row)
        _let_it_be_found(database, hand.message, said)
        # The history names the field; the values stand in `checks`, which a masked person does not see.
        note(database, hand, f"check {said.verdict}", f"{said.about}#{number}")
    return version


def undo_check(database: Database, hand: Hand) -> int | None:
    """Take back the last check that stands; None where there is none."""
    asked = "SELECT id, about FROM checks WHERE message = ? AND undone_at IS NULL ORDER BY id DESC LIMIT 1"
    with changing(database, hand) as version:
        found = database.conn.execute(asked, (hand.message,)).fetchone()
        if found:
            database.conn.execute("UPDATE checks SET undone_at = ? WHERE id = ?", (moment(hand.at), found[0]))
            note(database, hand, "check undone", found[1])
    return version if found else None


def assign(database: Database, hand: Hand, to: str | None) -> int:
    """Say who looks after the item; None: nobody."""
    with changing(database, hand) as version:
        database.conn.execute("UPDATE items SET assigned = ? WHERE message = ?", (to, hand.message))
        note(database, hand, "assigned", to or "")
    return version


def happened(database: Database, hand: Hand, what: str, detail: str = "") -> None:
    """Write down something that changed no item: a log-in, a download, an export."""
    with writing(database):
        note(database, hand, what, detail)


def _let_it_be_found(database: Database, message: int, said: Check) -> None:
    if isinstance(said.value, str) and said.verdict == "corrected":
        database.conn.execute(
            "UPDATE found SET contact = contact || ' ' || ? WHERE rowid = ?", (storable(said.value), message)
        )


def _who_came_first(database: Database, message: int) -> str:
    asked = "SELECT actor, at FROM events WHERE message = ? ORDER BY id DESC LIMIT 1"
    found = database.conn.execute(asked, (message,)).fetchone()
    who = found[0] if found and found[0] != "program" else "程序"
    return f"这一件刚刚由{who}改动过，您的这一步没有保存。页面已换成最新内容，请看过后再办。"
