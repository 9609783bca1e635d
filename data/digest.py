"""EDGE: disk, through an open database. What came in a day, for the office's daily digest.

In: an open Database, from when. Out: Day. Elsewhere: the mail that says so (`haizhi.notify`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from data.database import Database


@dataclass(frozen=True, slots=True)
class Day:
    """Counts of one day, and what waits now."""

    received: int
    outcomes: Mapping[str, int]
    waiting: int
    """Messages that a person has to look at, of all days."""
    accepted_by_type: Mapping[str, int]
    """Registered units of all days, by type."""


def day_from(database: Database, since: datetime) -> Day:
    """What has come since then."""
    run = database.conn.execute
    after = since.astimezone(UTC).isoformat()
    outcomes = dict(
        run(
            "SELECT outcome, count(*) FROM messages WHERE julianday(arrived_at) >= julianday(?) AND outcome IS NOT NULL"
            " GROUP BY outcome",
            (after,),
        ).fetchall()
    )
    arrived = "SELECT count(*) FROM messages WHERE julianday(arrived_at) >= julianday(?)"
    # As they stand now: what people decided counts.
    waiting = "SELECT count(*) FROM items WHERE latest = 1 AND outcome IN ('review', 'inquiry')"
    types = (
        "SELECT CASE unit_type WHEN '' THEN '（未填）' ELSE unit_type END, count(*) FROM cases"
        " JOIN items ON items.message = registered_by WHERE outcome = 'accepted' GROUP BY 1 ORDER BY 1"
    )
    return Day(run(arrived, (after,)).fetchone()[0], outcomes, run(waiting).fetchone()[0], dict(run(types).fetchall()))
