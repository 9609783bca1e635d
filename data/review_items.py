"""EDGE: disk, through an open database. The list of the staff's page: filtered, searched, sorted, a page at a time.

In: an open Database, Wanted. Out: rows, how many there are, where a row's neighbours are.
Elsewhere: one case in full (`data.review_case`), searching (`data.search`), counts and charts (`data.review_today`).
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from data.database import Database
from data.search import OPEN_TO_ALL, search_conditions

Row = Mapping[str, Any]

PAGE = 50
"""Rows on a page."""
FOR_A_PERSON = ("review", "inquiry")
"""Outcomes that wait for somebody."""
SORTS = {
    "newest": "items.received DESC, items.message DESC",
    "oldest": "items.received, items.message",
    "unit": "items.unit, items.message",
    "person": "items.person, items.message",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which items, in which order. Empty: no matter."""

    outcome: str = ""
    """One of the outcomes, or `waiting` for all that wait for a person."""
    unit_type: str = ""
    problem: str = ""
    """A code, or a kind of code."""
    since: str = ""
    """UTC, as `items.received` is."""
    before: str = ""
    assigned: str = ""
    """A person's name, or `-` for nobody."""
    answer: str = ""
    """A state of an answer, or `bounced`, or `open` for all that need a person."""
    words: str = ""
    unit: str = ""
    every_version: bool = False
    """False: only the newest message of each case."""
    sort: str = "newest"
    page: int = 1
    masked: bool = False
    """True: words are looked for only where no personal data stands."""


_COLUMNS = """
    items.message, items.version, items.outcome, items.unit, items.unit_type, items.person, items.received,
    items.assigned, messages.problems, messages.sender, messages.subject, messages.source, messages.failure,
    messages.outcome AS first_outcome,
    (SELECT CASE WHEN EXISTS (SELECT 1 FROM bounces WHERE answer = outbox.id AND permanent = 1) THEN 'bounced'
        ELSE state END FROM outbox WHERE outbox.message = items.message ORDER BY outbox.id DESC LIMIT 1) AS answer
"""
_BOUNCED = "SELECT outbox.message FROM bounces JOIN outbox ON outbox.id = bounces.answer WHERE permanent = 1"
_BY_ANSWER = {
    "bounced": _BOUNCED,
    "open": (
        "SELECT message FROM outbox WHERE state IN ('uncertain', 'failed') AND left_by IS NULL"
        f" UNION ALL {_BOUNCED} AND bounces.left_by IS NULL"
    ),
}


def listed(database: Database, wanted: Wanted) -> tuple[list[Row], int]:
    """One page of items, and how many there are in all."""
    begin = (max(wanted.page, 1) - 1) * PAGE
    if wanted.words:
        # Every text is read for a short word: once, not once for the count and once for the page.
        found = numbers_of(database, wanted)
        return list(_rows(database, found[begin : begin + PAGE])), len(found)
    where, values = _where(wanted)
    (total,) = database.conn.execute(f"SELECT count(*) FROM items WHERE {where}", values).fetchone()
    asked = f"SELECT message FROM items WHERE {where} ORDER BY {_order(wanted)} LIMIT {PAGE} OFFSET ?"
    numbers = [n for (n,) in database.conn.execute(asked, [*values, begin])]
    return list(_rows(database, numbers)), int(total)


def numbers_of(database: Database, wanted: Wanted) -> list[int]:
    """The message numbers of all items that are wanted, in order."""
    where, values = _where(wanted)
    asked = f"SELECT message FROM items WHERE {where} ORDER BY {_order(wanted)}"
    return [number for (number,) in database.conn.execute(asked, values)]


def next_waiting(database: Database, after: int) -> int | None:
    """The next item that waits for a person, oldest first, begun anew after the last; None where nothing waits."""
    asked = """
        SELECT items.message FROM items WHERE latest = 1 AND outcome = 'review' AND message <> :after
        ORDER BY received < (SELECT received FROM items WHERE message = :after), received, message LIMIT 1
    """
    found = database.conn.execute(asked, {"after": after}).fetchone()
    return int(found[0]) if found else None


def problem_counts(database: Database) -> Mapping[str, int]:
    """How many of the newest messages bear each code."""
    asked = """
        SELECT code, count(DISTINCT findings.message) FROM findings JOIN items ON items.message = findings.message
        WHERE latest = 1 GROUP BY code ORDER BY 2 DESC
    """
    return dict(database.conn.execute(asked).fetchall())


def _rows(database: Database, numbers: list[int]) -> Iterator[Row]:
    marks = ",".join("?" * len(numbers))
    asked = (
        f"SELECT {_COLUMNS} FROM items JOIN messages ON messages.id = items.message WHERE items.message IN ({marks})"
    )
    found = {row["message"]: row for row in database.query(asked, numbers)}
    for number in numbers:
        row = found[number]
        yield row | {"problems": json.loads(row["problems"])}


def _order(wanted: Wanted) -> str:
    return SORTS.get(wanted.sort, SORTS["newest"])


def _where(wanted: Wanted) -> tuple[str, list[str]]:
    conditions = list(_conditions(wanted))
    return " AND ".join(["1", *(sql for sql, _ in conditions)]), [v for _, values in conditions for v in values]


def _conditions(wanted: Wanted) -> Iterator[tuple[str, list[str]]]:
    # An answer that did not arrive may be that to an older version.
    if not wanted.every_version and wanted.answer not in _BY_ANSWER:
        yield "latest = 1", []
    yield from _plain(wanted)
    if wanted.problem:
        asked = "items.message IN (SELECT message FROM findings WHERE code = ? OR (code >= ? AND code < ?))"
        yield asked, [wanted.problem, wanted.problem + ":", wanted.problem + ";"]
    if wanted.answer:
        asked = _BY_ANSWER.get(wanted.answer, "SELECT message FROM outbox WHERE state = ?")
        yield f"items.message IN ({asked})", [wanted.answer] * asked.count("?")
    columns = OPEN_TO_ALL if wanted.masked else ()
    yield from ((sql, [value]) for sql, value in search_conditions(wanted.words, columns))


def _plain(wanted: Wanted) -> Iterator[tuple[str, list[str]]]:
    if wanted.outcome == "waiting":
        yield "outcome IN (?, ?)", [*FOR_A_PERSON]
    elif wanted.outcome:
        yield "outcome = ?", [wanted.outcome]
    if wanted.assigned == "-":
        yield "assigned IS NULL", []
    for column, sign, value in (
        ("unit_type", "=", wanted.unit_type),
        ("unit", "=", wanted.unit),
        ("received", ">=", wanted.since),
        ("received", "<", wanted.before),
        ("assigned", "=", "" if wanted.assigned == "-" else wanted.assigned),
    ):
        if value:
            yield f"{column} {sign} ?", [value]
