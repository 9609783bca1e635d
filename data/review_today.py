"""EDGE: disk, through an open database. What needs a person now, and counts for the charts.

In: an open Database. Out: Attention, counts by day and by outcome.
Elsewhere: the list (`data.review_items`), which units there are (`rules.registry`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from data.database import Database
from data.review_answers import how_many_open, open_answers, open_bounces

Row = dict[str, Any]
BEIJING = timezone(timedelta(hours=8))
SILENCE = timedelta(minutes=50)
"""Longer than the longest IDLE and a pause that a server asked for."""
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
    open: int
    """How many of these two there are in all."""
    troubles: list[str]
    """What is wrong with the mailbox or with sending, in Chinese."""


def attention(database: Database, now: datetime) -> Attention:
    """What needs a person, the oldest first."""
    return Attention(
        _waiting(database, "review"),
        _waiting(database, "inquiry"),
        open_answers(database),
        open_bounces(database),
        how_many_open(database),
        [*_mailbox_troubles(database, now), *_sending_troubles(database), *_backlog(database)],
    )


_WAITING = """
    SELECT items.*, messages.sender, messages.subject, messages.problems, messages.failure FROM items
    JOIN messages ON messages.id = items.message
    WHERE latest = 1 AND items.outcome = ? ORDER BY items.received, items.message LIMIT ?
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


def last_poll(database: Database) -> str | None:
    """When a mailbox on a server was last looked into; None where there is none."""
    found = database.conn.execute("SELECT max(polled_at) FROM folders").fetchone()
    return str(found[0]) if found[0] else None


def _mailbox_troubles(database: Database, now: datetime) -> Iterator[str]:
    asked = "SELECT name, trouble, unreachable_since, polled_at, on_server, not_here FROM folders"
    for name, trouble, since, polled, on_server, lacking in database.conn.execute(asked).fetchall():
        if since:
            yield f"邮箱 {name} 自 {_beijing(since)} 起收不到信：{trouble or '原因不明'}。恢复后自动补收，不会遗漏。"
        elif polled and now - datetime.fromisoformat(polled) > SILENCE:
            yield f"自 {_beijing(polled)} 起没有收取过邮箱 {name}；请确认 haizhi run 正在运行。"
        if lacking:
            yield f"每日清点：邮箱 {name} 中的 {on_server} 封邮件有 {lacking} 封未能收取，请在邮箱网页上查看。"


def _sending_troubles(database: Database) -> Iterator[str]:
    for why, since, until in database.conn.execute("SELECT why, since, paused_until FROM standstill").fetchall():
        again = f"{_beijing(until)} 后自动再试" if until else "程序会自动再试"
        yield f"答复自 {_beijing(since)} 起发不出去：{why}。{again}，不会重复。"


def _backlog(database: Database) -> Iterator[str]:
    (stuck,) = database.conn.execute("SELECT count(*) FROM messages WHERE state = 'received'").fetchone()
    if stuck:
        yield f"有 {stuck} 封来信还没有核对；请确认 haizhi run 正在运行。"


def _beijing(at: str) -> str:
    return f"{datetime.fromisoformat(at).astimezone(BEIJING):%m月%d日 %H:%M}"
