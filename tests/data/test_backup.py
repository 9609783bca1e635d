"""A backup is whole, private, made while others write, and never written over something else."""

import stat
from pathlib import Path

import pytest

from data.backup import WrongCopy, back_up
from data.database import open_database, writing
from data.store import Store
from tests.data.messages import attachment, decision, form, opened, reading, settled


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = opened(tmp_path / "db")
    settled(made, "0001.eml", reading(attachment("word", form())), decision())
    return made


def test_the_copy_holds_what_the_database_holds_though_it_is_open(store: Store, tmp_path: Path) -> None:
    assert back_up(tmp_path / "db", tmp_path / "copy") == (tmp_path / "copy").stat().st_size > 0
    assert [*tmp_path.glob("copy*"), *tmp_path.glob(".copy*")] == [tmp_path / "copy"]
    with opened(tmp_path / "copy") as copy:
        assert list(copy.export_rows()) == list(store.export_rows())


def test_a_backup_waits_for_nobody_and_sees_only_what_was_committed(store: Store, tmp_path: Path) -> None:
    with writing(open_database(tmp_path / "db")) as database:
        database.conn.execute("DELETE FROM events")
        back_up(tmp_path / "db", tmp_path / "copy")
    assert open_database(tmp_path / "copy").table("events").count > 0


def test_only_its_owner_reads_it(store: Store, tmp_path: Path) -> None:
    back_up(tmp_path / "db", tmp_path / "copy")
    assert stat.S_IMODE((tmp_path / "copy").stat().st_mode) == 0o600


def test_an_older_backup_is_replaced(store: Store, tmp_path: Path) -> None:
    for name in ("0002.eml", "0003.eml"):
        back_up(tmp_path / "db", tmp_path / "copy")
        settled(store, name, reading(), decision())
    with opened(tmp_path / "copy") as copy:
        assert len(list(copy.export_rows())) == 2


@pytest.mark.parametrize("name", ["db", "note.txt"])
def test_nothing_else_is_written_over(name: str, store: Store, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("keep me, I am no database")
    before = (tmp_path / name).read_bytes()
    with pytest.raises(WrongCopy):
        back_up(tmp_path / "db", tmp_path / name)
    assert (tmp_path / name).read_bytes() == before


def test_a_folder_that_is_not_there_is_said(store: Store, tmp_path: Path) -> None:
    with pytest.raises(OSError):
        back_up(tmp_path / "db", tmp_path / "nowhere" / "copy")
