"""EDGE: disk, through an open database. Who is registered and needs an account, and whom a list has named before.

In: an open Database, the Registry, the time. Out: Account values; rows in `listed_accounts`.
Elsewhere: the workbook that is made of them (`data.accounts_sheets`), who is registered at all (`data.settled`).
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

from data.database import Database, writing
from data.text import json_text, moment
from rules.annex1 import LABELS
from rules.finding import FIELDS, Record
from rules.registry import Registry, Unit

_REGISTERED = """
    SELECT cases.unit_key, cases.sender, messages.id AS message, messages.source, items.received,
        coalesce(decisions.record, messages.record) AS record
    FROM cases JOIN messages ON messages.id = cases.registered_by JOIN items ON items.message = messages.id
    LEFT JOIN decisions ON decisions.message = messages.id AND decisions.undone_at IS NULL
    WHERE coalesce(decisions.outcome, messages.outcome) = 'accepted'
        AND coalesce(decisions.record, messages.record) IS NOT NULL ORDER BY messages.id
"""
_NAMED = "SELECT unit_key, record, at FROM listed_accounts ORDER BY id"
# What came after the record, or beside it from another address, and nobody has settled: it may change the record.
_OPEN = """
    SELECT messages.source, items.outcome FROM items JOIN messages ON messages.id = items.message
    WHERE items.outcome IN ('review', 'rejected', 'inquiry') AND messages.id <> :message
        AND (messages.sender = :sender AND messages.id > :message
            OR items.latest = 1 AND items.outcome = 'review' AND messages.unit_key = :unit_key)
    ORDER BY messages.id
"""


@dataclass(frozen=True, slots=True)
class Named:
    """What the last list that named a unit said."""

    record: Record
    at: datetime


@dataclass(frozen=True, slots=True)
class Account:
    """One registered person."""

    unit_key: str
    message: int
    """The one that registered the unit."""
    source: str
    received: str
    """UTC, ISO."""
    record: Record
    named: Named | None = None
    open_mails: tuple[tuple[str, str], ...] = ()
    """Source and outcome of mails that may still change the record."""
    shared_by: tuple[str, ...] = ()
    """Other units whose person has the same mobile: an account is known by it."""
    rivals: tuple[str, ...] = ()
    """Others registered for the same unit, where a name was put on the lists after they were."""

    @property
    def changed(self) -> Mapping[str, str]:
        """Label of each value that an earlier list had otherwise, with that value."""
        if self.named is None:
            return {}
        before = self.named.record
        return {LABELS[key]: in_words(before.get(key)) for key in FIELDS if before.get(key) != self.record.get(key)}

    @property
    def has_account(self) -> bool:
        """Whether the form says that there is an account."""
        return self.record.get("has_account") is True


@dataclass(frozen=True, slots=True)
class Gone:
    """A person whom an earlier list named and who is not registered any more."""

    record: Record
    at: datetime
    now: str
    """Who is registered instead; "" nobody."""


def in_words(value: str | bool | None) -> str:
    """As people write it."""
    return ("是" if value else "否") if isinstance(value, bool) else value or ""


def accounts(database: Database, registry: Registry) -> list[Account]:
    """Everybody who is registered: by type in the order of the form, then in the order of the lists."""
    named = _named(database, registry)
    found = [_account(database, row, registry, named) for row in database.query(_REGISTERED)]
    place = {unit.name: number for number, unit in enumerate(_all_units(registry))}
    kinds = {kind: number for number, kind in enumerate(registry.notice.options)}

    def order(account: Account) -> tuple[int, int, str]:
        kind = kinds.get(str(account.record.get("unit_type")), len(kinds))
        return kind, place.get(account.unit_key, len(place)), account.unit_key

    return sorted((_beside(account, found) for account in found), key=order)


def gone(database: Database, registry: Registry) -> list[Gone]:
    """Whom an earlier list named with a mobile that nobody of the unit has now."""
    now = {account.unit_key: account.record for account in accounts(database, registry)}
    return [
        Gone(named.record, named.at, str(now.get(unit, {}).get("name") or ""))
        for unit, named in _named(database, registry).items()
        if named.record.get("mobile") != now.get(unit, {}).get("mobile")
    ]


def note_as_named(database: Database, named: Iterable[Account], now: datetime) -> None:
    """Write down that a list has named them; whoever stands there unchanged is not written again."""
    rows = [
        {"message": a.message, "unit_key": a.unit_key, "record": json_text(dict(a.record)), "at": moment(now)}
        for a in named
        if a.named is None or a.changed
    ]
    with writing(database):
        database.table("listed_accounts").insert_all(rows)


def _all_units(registry: Registry) -> Iterable[Unit]:
    return (unit for kind in registry.notice.options for unit in registry.of_kind(kind))


def _account(database: Database, row: dict[str, Any], registry: Registry, named: Mapping[str, Named]) -> Account:
    key = registry.find(row["unit_key"]).key
    asked = {name: row[name] for name in ("message", "sender", "unit_key")}
    mails = tuple(database.conn.execute(_OPEN, asked).fetchall())
    record = cast(Record, json.loads(row["record"]))
    return Account(key, row["message"], row["source"], row["received"], record, named.get(key), mails)


def _named(database: Database, registry: Registry) -> dict[str, Named]:
    """The last list of each unit."""
    rows = database.conn.execute(_NAMED).fetchall()
    return {registry.find(key).key: Named(json.loads(record), datetime.fromisoformat(at)) for key, record, at in rows}


def _beside(account: Account, found: Sequence[Account]) -> Account:
    others = [other for other in found if other is not account]
    same = [other for other in others if other.record.get("mobile") == account.record.get("mobile")]
    rivals = [other for other in others if other.unit_key == account.unit_key]
    return replace(
        account,
        shared_by=tuple(str(other.record.get("unit_name") or other.unit_key) for other in same),
        rivals=tuple(str(other.record.get("name") or "") for other in rivals),
    )
