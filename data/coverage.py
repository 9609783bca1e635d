"""EDGE: disk, through an open database. Which unit has handed in, which one waits for what, which one has not written.

In: an open Database, the Registry. Out: Coverage: every unit of the closed lists, and every other that has written.
Only a closed list can say who has not written. Elsewhere: the workbook (`data.coverage_sheets`).
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from data.database import Database
from rules.finding import Finding
from rules.reasons import reason_of
from rules.registry import Registry


class Standing(StrEnum):
    """How far a unit has come; the words are those that people read."""

    DONE = "已登记"
    OFFICE = "待工作人员"
    UNIT = "待单位补正"
    CLOSED = "已办结（未登记）"
    SILENT = "未来信"


_NOW = {"review": Standing.OFFICE, "rejected": Standing.UNIT, "closed": Standing.CLOSED}
_BEST_FIRST = (Standing.OFFICE, Standing.UNIT, Standing.CLOSED)
_CASES = """
    SELECT cases.unit_key, cases.sender, messages.id AS message, messages.source, items.outcome, items.received,
        coalesce(decisions.record, messages.record) AS record, messages.failure,
        coalesce(decisions.problems, messages.problems) AS problems,
        registering.source AS registered_source, by_whom.received AS registered_received,
        coalesce(decided.record, registering.record) AS registered_record,
        coalesce(decided.outcome, registering.outcome) AS registered_outcome
    FROM cases
    JOIN messages ON messages.id = (SELECT max(id) FROM messages AS any WHERE any.case_id = cases.id)
    JOIN items ON items.message = messages.id
    LEFT JOIN decisions ON decisions.message = messages.id AND decisions.undone_at IS NULL
    LEFT JOIN messages AS registering ON registering.id = cases.registered_by
    LEFT JOIN items AS by_whom ON by_whom.message = cases.registered_by
    LEFT JOIN decisions AS decided ON decided.message = cases.registered_by AND decided.undone_at IS NULL
    ORDER BY messages.id
"""
_NO_UNIT = """
    SELECT messages.source, messages.sender, messages.subject, items.outcome, items.received FROM items
    JOIN messages ON messages.id = items.message
    WHERE messages.case_id IS NULL AND items.outcome IN ('review', 'rejected', 'inquiry') ORDER BY messages.id
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One unit."""

    kind: str
    unit: str
    standing: Standing
    waits_for: str = ""
    """In words: what is missing or to be decided; also for a registered unit whose later mail is open."""
    person: str = ""
    sender: str = ""
    received: str = ""
    """When the mail that counts came, UTC, ISO."""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Loose:
    """A mail that could not be put to any unit."""

    source: str
    sender: str
    subject: str
    outcome: str
    received: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """All units."""

    closed: Mapping[str, tuple[Line, ...]]
    """By type with a closed list: every unit of it, in its order."""
    others: tuple[Line, ...]
    """Units of all other types, and names that no list has; only those that have written."""
    loose: tuple[Loose, ...]

    def counts(self) -> Mapping[str, Mapping[Standing, int]]:
        """By type with a closed list: how many units stand where."""
        return {
            kind: {standing: sum(line.standing is standing for line in lines) for standing in Standing}
            for kind, lines in self.closed.items()
        }


def coverage(database: Database, registry: Registry) -> Coverage:
    """How far every unit has come."""
    came = _by_unit(database, registry)
    kinds = [kind.name for kind in registry.notice.unit_types if kind.closed]
    closed = {
        kind: tuple(came.pop(u.name, Line(kind, u.name, Standing.SILENT)) for u in registry.of_kind(kind))
        for kind in kinds
    }
    order = {kind: number for number, kind in enumerate(registry.notice.options)}
    others = sorted(came.values(), key=lambda line: (order.get(line.kind, len(order)), line.unit))
    loose = tuple(Loose(*map(str, row)) for row in database.conn.execute(_NO_UNIT).fetchall())
    return Coverage(closed, tuple(others), loose)


def _by_unit(database: Database, registry: Registry) -> dict[str, Line]:
    rows: dict[str, list[dict[str, Any]]] = {}
    found = database.conn.execute(_CASES)
    names = [column[0] for column in found.description]
    for row in (dict(zip(names, values, strict=True)) for values in found):
        # A name may have been put on the lists after the mail was settled.
        rows.setdefault(registry.find(row["unit_key"]).key, []).append(row)
    return {unit: _line(unit, cases, registry) for unit, cases in rows.items()}


def _line(unit: str, cases: list[dict[str, Any]], registry: Registry) -> Line:
    """Registered by one of the senders; else what is nearest to that."""
    waiting = [case for case in cases if case["outcome"] in _NOW]
    done = next((case for case in cases if case["registered_outcome"] == "accepted"), None)
    open_ones = [case for case in waiting if case["outcome"] in ("review", "rejected")]
    if done:
        facts = (done["registered_record"], done["sender"], done["registered_received"], done["registered_source"])
        return _filled(unit, Standing.DONE, _wanting(open_ones), facts, registry)
    best = min(waiting or cases, key=lambda case: _place(case["outcome"]))
    facts = (best["record"], best["sender"], best["received"], best["source"])
    return _filled(unit, _NOW.get(best["outcome"], Standing.OFFICE), _wanting(open_ones), facts, registry)


def _place(outcome: str) -> int:
    return _BEST_FIRST.index(_NOW.get(outcome, Standing.OFFICE))


def _filled(unit: str, standing: Standing, waits_for: str, facts: tuple[Any, ...], registry: Registry) -> Line:
    record = json.loads(facts[0] or "{}") or {}
    match = registry.find(unit)
    kind = match.kind or str(record.get("unit_type") or "")
    name = unit if match.unit else str(record.get("unit_name") or unit)
    return Line(
        kind, name, standing, waits_for, str(record.get("name") or ""), *(str(fact or "") for fact in facts[1:])
    )


def _wanting(cases: Iterable[dict[str, Any]]) -> str:
    """What each sender, or the office about it, has still to do."""
    told = []
    for case in cases:
        codes = json.loads(case["problems"])
        words = "、".join(dict.fromkeys(reason_of(Finding(code)) for code in codes)) or "由工作人员核对"
        told.append(f"{words}（{case['source']}）")
    return "；".join(told)
