"""Verifying finds what is broken, orphaned or changed, and nothing where all is well."""

import zlib
from pathlib import Path

import pytest

from data.database import Database, open_database
from data.verify import open_to_others, verify
from tests.data.messages import attachment, decision, form, opened, reading, settled


@pytest.fixture
def database(tmp_path: Path) -> Database:
    with opened(tmp_path / "db") as store:
        settled(
            store, "0001.eml", reading(attachment("word", form()), attachment("pdf", form(scanned=True))), decision()
        )
    return open_database(tmp_path / "db")


def test_all_is_well(database: Database, tmp_path: Path) -> None:
    found = verify(database)
    assert found.troubles == ()
    assert (found.counted["邮件"], found.counted["原件"]) == (1, 1)
    assert open_to_others(tmp_path / "db") == ()


@pytest.mark.parametrize(
    ("harm", "trouble"),
    [
        ("UPDATE originals SET octets = ?", "邮件 1 的原件已被改动"),
        ("UPDATE pictures SET octets = ? WHERE digest = (SELECT min(digest) FROM pictures)", "已被改动"),
        ("DELETE FROM originals WHERE octets <> ?", "1 封邮件没有原件"),
        ("DELETE FROM items WHERE outcome <> ?", "1 封已处理的邮件不在工作人员的列表中"),
        ("DELETE FROM found WHERE unit <> ?", "1 封已处理的邮件不能被查找到"),
        ("DELETE FROM pages WHERE picture <> ?", "1 张图片不属于任何邮件"),
        ("DELETE FROM attachments WHERE filename <> ?", "fields 第"),
        ("UPDATE messages SET case_id = NULL WHERE subject <> ?", "1 个案件没有任何邮件"),
    ],
)
def test_harm_is_found(harm: str, trouble: str, database: Database) -> None:
    database.conn.execute("PRAGMA foreign_keys = OFF")
    database.conn.execute(harm, (zlib.compress(b"another"),))
    assert any(trouble in said for said in verify(database).troubles)


def test_octets_that_cannot_be_unpacked_are_changed_octets(database: Database) -> None:
    database.conn.execute("UPDATE originals SET octets = x'00'")
    assert verify(database).troubles == ("邮件 1 的原件已被改动",)


def test_a_file_that_others_may_read_is_told(database: Database, tmp_path: Path) -> None:
    (tmp_path / "db").chmod(0o640)
    assert open_to_others(tmp_path / "db") == ("db 可被他人读取（请 chmod 600）",)
