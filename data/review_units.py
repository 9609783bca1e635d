"""EDGE: disk, through an open database. Names of units that people added to the lists, and other names of listed units.

In: an open Database, a name. Out: the Registry with those names; rows for the page.
Elsewhere: the lists that ship with the program (`data/registry`), what a name means (`rules.registry`).
"""

from typing import Any

from data.database import Database, inserted, writing
from data.review_edits import Hand, note
from data.text import moment, storable
from rules.folding import unit_key
from rules.registry import Registry, Unit

Row = dict[str, Any]
UnitState = tuple[str, int, str]
"""Outcome, message, unit type."""


def unit_names(database: Database) -> list[Row]:
    """Everything that people added, newest first."""
    return list(database.query("SELECT * FROM unit_names ORDER BY id DESC"))


def add_unit(database: Database, hand: Hand, name: str, kind: str = "", same_as: str | None = None) -> None:
    """A new unit of a kind, or another name of the unit `same_as`: two names that mean one unit are merged so."""
    row = {"name": storable(name), "kind": kind, "same_as": same_as and storable(same_as)}
    with writing(database):
        inserted(database, "unit_names", row | {"person": hand.person, "at": moment(hand.at)})
        note(database, hand, "unit added", f"{name} → {same_as}" if same_as else name)


def undo_unit(database: Database, hand: Hand, number: int) -> None:
    """Take a name back; the row stays as history."""
    with writing(database):
        database.conn.execute(
            "UPDATE unit_names SET undone_at = ? WHERE id = ? AND undone_at IS NULL", (moment(hand.at), number)
        )
        note(database, hand, "unit undone", str(number))


def with_names(database: Database, registry: Registry) -> Registry:
    """The lists with these names in them; the newest name counts, and a name that means a listed unit is that unit."""
    asked = "SELECT name, kind, same_as FROM unit_names WHERE undone_at IS NULL ORDER BY id"
    for name, kind, same_as in database.conn.execute(asked).fetchall():
        meant = registry.units.get(unit_key(same_as)) if same_as else Unit(name, kind, tag="staff")
        if meant:
            registry = registry.with_name(name, meant)
    return registry


def handed_in_by_unit(database: Database) -> dict[str, UnitState]:
    """Each unit that sent something: its best outcome so far, the message, and the type it belongs to."""
    asked = """
        SELECT coalesce(decisions.unit_key, messages.unit_key), items.outcome, items.message, items.unit_type FROM items
        JOIN messages ON messages.id = items.message
        LEFT JOIN decisions ON decisions.message = items.message AND decisions.undone_at IS NULL
        WHERE items.latest = 1 AND messages.unit_key IS NOT NULL AND items.outcome <> 'ignored'
        ORDER BY CASE items.outcome WHEN 'accepted' THEN 3 WHEN 'review' THEN 2 ELSE 1 END, items.message
    """
    return {unit: (outcome, message, kind) for unit, outcome, message, kind in database.conn.execute(asked).fetchall()}
