"""EDGE: disk, through an open database. What needs a person now, and counts for the charts.

In: an open Database. Out: Attention, counts by day and by outcome.
Elsewhere: the list (`data.review_items`), which units there are (`rules.registry`).
"""

from dataclasses import dataclass
from typing import Any

from data.database import Database

Row = dict[str, Any]
MOST = 6
"""Rows of each kind on today's page; the list has the rest."""


@dataclass(frozen=True, slots=True)
class Attention:
    """What needs a person."""

    review: list[Row]
    inquiry: list[Row]
    answers: list[Row]
    """Uncertain, or refused for good."""
    bounces: list[Row]
    """Mails that say that an answer of ours did not arrive."""
    troubles: list[str]
    """What is wrong with the mailbox, in Chinese."""


def attention(database: Database) -> Attention:
    """What needs a person, the oldest first."""
    return Attention(
        _waiting(database, "review"),
        _waiting(database, "inquiry"),
        list(database.query(_ANSWERS)),
        list(database.query(_BOUNCES, [MOST])),
        [*_mailbox_troubles(database)],
    )


_WAITING = """
    SELECT items.*, messages.sender, messages.subject, messages.problems, messages.failure FROM items
    JOIN messages ON messages.id = items.message
    WHERE latest = 1 AND items.outcome = ? ORDER BY items.received, items.message LIMIT ?
"""
_ANSWERS = """
    SELECT outbox.id, outbox.message, kind, recipient, state, detail, claimed_at, unit FROM outbox
    JOIN items ON items.message = outbox.message
    WHERE state IN ('uncertain', 'failed') AND ended_at IS NOT NULL AND detail <> '由工作人员确认' ORDER BY outbox.id
"""
_BOUNCES = """
    SELECT message, recipient, permanent, reason, at FROM bounces WHERE permanent = 1 ORDER BY id DESC LIMIT ?
"""


def outcome_counts_now(database: Database) -> dict[str, int]:
    """How many of the newest messages stand at each outcome."""
    asked = "SELECT outcome, count(*) FROM items WHERE latest = 1 GROUP BY outcome"
    return dict(database.conn.execute(asked).fetchall())


def daily_counts(database: Database) -> list[tuple[str, int]]:
    """Mails by people on each day in Beijing, as ISO date and number, oldest first; days without any are not there."""
    asked = """
        SELECT date(received, '+8 hours') AS day, count(*) FROM items
        WHERE outcome <> 'ignored' AND received <> '' GROUP BY day ORDER BY day
    """
    return database.conn.execute(asked).fetchall()


def answers_waiting(database: Database) -> int:
    """How many answers are still to go out."""
    asked = "SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending')"
    return int(database.conn.execute(asked).fetchone()[0])


def newest_moment(database: Database) -> str | None:
    """When a mail last came in."""
    found = database.conn.execute("SELECT max(arrived_at) FROM messages").fetchone()
    return str(found[0]) if found[0] else None


def _waiting(database: Database, outcome: str) -> list[Row]:
    return list(database.query(_WAITING, [outcome, MOST]))


def _mailbox_troubles(database: Database) -> list[str]:
    asked = "SELECT name, trouble, unreachable_since FROM folders WHERE unreachable_since IS NOT NULL"
    found = database.conn.execute(asked).fetchall()
    said = [
        f"邮箱 {name} 自 {since[:16].replace('T', ' ')} 起收不到信：{trouble or '原因不明'}"
        for name, trouble, since in found
    ]
    said += [f"答复暂停发出：{why}" for (why,) in database.conn.execute("SELECT why FROM standstill").fetchall()]
    (stuck,) = database.conn.execute("SELECT count(*) FROM messages WHERE state = 'received'").fetchone()
    return said + ([f"有 {stuck} 封来信还没有核对；请确认 haizhi run 正在运行。"] if stuck else [])
