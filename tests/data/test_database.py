"""The database file: made from nothing, brought up to date step by step, private, and refused where it is not ours."""

import os
import sqlite3
import stat
from pathlib import Path

import pytest

from data.database import WrongDatabase, migrate, migrations, open_database, writing
from data.lock import AnotherRun, RunLock

STEPS = (*migrations(), "CREATE TABLE later (a TEXT) STRICT;\nINSERT INTO later VALUES ('one; two');")


def test_an_empty_file_gets_the_newest_schema(tmp_path: Path) -> None:
    database = open_database(tmp_path / "new" / "db")
    assert database.conn.execute("PRAGMA user_version").fetchone() == (len(migrations()),)
    assert {"messages", "outbox", "cases", "events", "findings"} <= set(database.table_names())
    assert database.conn.execute("PRAGMA foreign_key_check").fetchall() == []


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    schemas = []
    for _ in range(2):
        database = open_database(tmp_path / "db")
        schemas.append(database.schema)
        database.close()
    assert schemas[0] == schemas[1]


def test_a_step_is_taken_once_and_keeps_what_was_there(tmp_path: Path) -> None:
    database = open_database(tmp_path / "db")
    database.conn.execute("INSERT INTO events (at, actor, what) VALUES ('t', 'a', 'w')")
    for _ in range(2):
        migrate(database, STEPS)
    assert database.conn.execute("SELECT a FROM later").fetchall() == [("one; two",)]
    assert database.table("events").count == 1


def test_a_step_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    database = open_database(tmp_path / "db")
    with pytest.raises(sqlite3.OperationalError):
        migrate(database, (*migrations(), "CREATE TABLE half (a TEXT);\nCREATE TABLE half (a TEXT);"))
    assert "half" not in database.table_names()
    assert database.conn.execute("PRAGMA user_version").fetchone() == (len(migrations()),)


def test_a_database_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    migrate(open_database(tmp_path / "db"), STEPS)
    with pytest.raises(WrongDatabase, match="更新版本"):
        open_database(tmp_path / "db")


def test_a_file_that_is_no_database_is_refused_and_kept(tmp_path: Path) -> None:
    (tmp_path / "db").write_bytes(b"not a database, " * 99)
    with pytest.raises(WrongDatabase, match="不是本程序的数据库"):
        open_database(tmp_path / "db")
    assert (tmp_path / "db").read_bytes() == b"not a database, " * 99


def test_only_its_owner_reads_the_file_and_its_side_files(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        database = open_database(tmp_path / "db")
        database.conn.execute("INSERT INTO events (at, actor, what) VALUES ('t', 'a', 'w')")
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    finally:
        os.umask(before)
    assert modes == {"db": 0o600, "db-wal": 0o600, "db-shm": 0o600}


def test_a_file_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    open_database(tmp_path / "db").close()
    (tmp_path / "db").chmod(0o644)
    open_database(tmp_path / "db")
    assert stat.S_IMODE((tmp_path / "db").stat().st_mode) == 0o600


def test_commits_are_on_disk_before_they_count(tmp_path: Path) -> None:
    connection = open_database(tmp_path / "db").conn
    settings = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")}
    assert settings == {"journal_mode": "wal", "synchronous": 2}
    assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_a_transaction_is_whole_or_not_at_all(tmp_path: Path) -> None:
    database = open_database(tmp_path / "db")
    row: dict[str, str | None] = {"at": "t", "actor": "a", "what": "w"}
    with pytest.raises(sqlite3.IntegrityError), writing(database):
        database.table("events").insert_all([row, row | {"what": None}])
    assert database.table("events").count == 0


def test_one_run_at_a_time(tmp_path: Path) -> None:
    first = RunLock(tmp_path / "db")
    with pytest.raises(AnotherRun):
        RunLock(tmp_path / "db")
    first.let_go()
    RunLock(tmp_path / "db").let_go()
