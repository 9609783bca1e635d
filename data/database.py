"""EDGE: disk. The database file: opened safely, brought to the newest schema, written in whole transactions.

In: a path. Out: an open sqlite_utils Database; `writing`, one transaction.
Elsewhere: the schema (`data/migrations/`), what is kept in it (`data.store`).
"""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from sqlite_utils import Database as Database
else:

    class Database:
        """Stands for sqlite_utils' own in annotations: importing it takes longer than many a command takes whole."""


BUSY_SECONDS = 30.0
PERSONAL, PERSONAL_FOLDER = 0o600, 0o700


AnyConnected = TypeVar("AnyConnected", bound="Connected")


class WrongDatabase(ValueError):
    """The file is no database of this program, or one of a newer program; the text says which, in Chinese."""


class Connected(Protocol):
    """Whatever has an open connection."""

    @property
    def conn(self) -> Any:
        """Of the sqlite3 module."""


@dataclass(frozen=True, slots=True)
class Connection:
    """An open connection and nothing else."""

    conn: sqlite3.Connection


def open_database(path: Path) -> Database:
    """The database, made where it is not there yet.

    Raises WrongDatabase, or OSError where the file cannot be made.
    """
    from sqlite_utils import Database

    return Database(open_connection(path).conn)


def open_connection(path: Path) -> Connection:
    """The same for commands that only look."""
    _make_private(path)
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        _set_up(connection)
        migrate(Connection(connection), migrations())
    except sqlite3.DatabaseError as error:
        connection.close()
        raise WrongDatabase(f"{path} 不是本程序的数据库，或已损坏（{error}）") from error
    except WrongDatabase:
        connection.close()
        raise
    return Connection(connection)


@contextmanager
def writing(database: AnyConnected) -> Iterator[AnyConnected]:
    """One transaction, whole or not at all."""
    # IMMEDIATE: a transaction that reads first and then wants to write would be refused at once, without the wait.
    database.conn.execute("BEGIN IMMEDIATE")
    try:
        yield database
    except BaseException:
        if database.conn.in_transaction:
            database.conn.execute("ROLLBACK")
        raise
    database.conn.execute("COMMIT")


def inserted(database: Database, table: str, row: Mapping[str, Any]) -> int:
    """Add one row; gives its number."""
    return int(str(database.table(table).insert(dict(row)).last_pk))


def migrations() -> tuple[str, ...]:
    """The schema's steps in order; the first is number 1. A number that no file bears is a step that does nothing."""
    folder = files("data") / "migrations"
    named = sorted((int(entry.name[:4]), entry) for entry in folder.iterdir() if entry.name.endswith(".sql"))
    steps = {number: entry.read_text("utf-8") for number, entry in named}
    if len(steps) < len(named):
        raise RuntimeError("two migrations bear the same number")
    return tuple(steps.get(number, "") for number in range(1, max(steps) + 1))


def migrate(database: Connected, steps: tuple[str, ...]) -> None:
    """Bring the schema up to date, each step in one transaction of its own.

    Raises WrongDatabase where the file is ahead of these steps.
    """
    for number, step in enumerate(steps, start=1):
        if _version(database) < number:
            _apply(database, number, step)
    if _version(database) > len(steps):
        raise WrongDatabase("数据库是由更新版本的程序建立的，请使用该版本")


def _apply(database: Connected, number: int, step: str) -> None:
    with writing(database):
        # Another process may have come first while this one waited for its turn.
        if _version(database) < number:
            for statement in _statements(step):
                database.conn.execute(statement)
            database.conn.execute(f"PRAGMA user_version = {number}")


def _version(database: Connected) -> int:
    return int(database.conn.execute("PRAGMA user_version").fetchone()[0])


def _statements(text: str) -> Iterator[str]:
    # sqlite3's executescript would commit the transaction that the step is to run in.
    statement = ""
    for line in text.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _make_private(path: Path) -> None:
    """The file belongs to its owner alone before the first byte is in it; SQLite gives its side files the same mode."""
    path.parent.mkdir(mode=PERSONAL_FOLDER, parents=True, exist_ok=True)
    # Opening and closing a database that is in use would drop SQLite's locks on it (POSIX): only make, never touch.
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, PERSONAL))
    with suppress(PermissionError):
        path.chmod(PERSONAL)


def _set_up(connection: sqlite3.Connection) -> None:
    # WAL: the staff's page and the export read while the run writes.
    connection.execute("PRAGMA journal_mode = WAL")
    # FULL: with WAL's usual NORMAL a power cut may take back the last commits, and an answered mail would be answered
    # a second time.
    connection.execute("PRAGMA synchronous = FULL")
    # SQLite checks references only where it is told to.
    connection.execute("PRAGMA foreign_keys = ON")
    # Nothing stored in the file may run functions when it is read.
    connection.execute("PRAGMA trusted_schema = OFF")
