"""A database of any earlier version comes to the schema of a new one, and no step is put in between afterwards."""

import sqlite3
from importlib.resources import files

import pytest
from sqlite_utils import Database

from data.database import migrate, migrations

KNOWN = [1, 2, 3, 10, 20, 21, 22]
"""Steps that databases may have taken already; a new one gets a higher number, or those databases never take it."""


def numbers() -> list[int]:
    """The steps that there are."""
    return sorted(int(entry.name[:4]) for entry in (files("data") / "migrations").iterdir() if entry.name[:1].isdigit())


def schema(*steps: tuple[str, ...]) -> list[tuple[str, str]]:
    """What a database holds after these migrations, one after the other."""
    database = Database(sqlite3.connect(":memory:", isolation_level=None))
    for upto in steps:
        migrate(database, upto)
    return database.conn.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()


def test_no_step_is_put_in_between() -> None:
    assert numbers()[: len(KNOWN)] == KNOWN


@pytest.mark.parametrize("version", KNOWN)
def test_an_older_database_comes_to_the_same_schema(version: int) -> None:
    whole = migrations()
    assert schema(whole[:version], whole) == schema(whole)
