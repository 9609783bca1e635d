"""EDGE: disk, through an open database. Is everything whole, and does everything belong to something?

In: an open Database. Out: what was looked at, and each trouble as a sentence for staff (numbers of mails, no names).
Reads only. Elsewhere: the count against the mailbox (`haizhi.keeping_commands`), mending (restore a backup).
"""

import hashlib
import stat
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from data.database import Database
from data.text import unpacked

MOST_SHOWN = 20
"""Troubles of one kind that are named one by one."""
_ORPHANS: Mapping[str, str] = {
    "{} 张图片不属于任何邮件": """
        SELECT count(*) FROM pictures WHERE digest NOT IN (
            SELECT picture FROM pages UNION SELECT picture FROM fields WHERE picture IS NOT NULL
            UNION SELECT picture FROM seals WHERE picture IS NOT NULL)""",
    "{} 封邮件没有原件": "SELECT count(*) FROM messages WHERE id NOT IN (SELECT message FROM originals)",
    "{} 封已处理的邮件不在工作人员的列表中": """
        SELECT count(*) FROM messages WHERE state = 'settled' AND id NOT IN (SELECT message FROM items)""",
    "{} 封已处理的邮件不能被查找到": """
        SELECT count(*) FROM messages WHERE state = 'settled' AND id NOT IN (SELECT id FROM found_content)""",
    "{} 个案件没有任何邮件": """
        SELECT count(*) FROM cases WHERE id NOT IN (SELECT case_id FROM messages WHERE case_id IS NOT NULL)""",
}
_COUNTED: Mapping[str, str] = {
    "邮件": "SELECT count(*) FROM messages",
    "原件": "SELECT count(*) FROM originals",
    "图片": "SELECT count(*) FROM pictures",
    "答复": "SELECT count(*) FROM outbox",
    "已清除的邮件": "SELECT coalesce(sum(messages), 0) FROM purges",
}


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at, and what is wrong."""

    counted: Mapping[str, int]
    troubles: tuple[str, ...]


def verify(database: Database) -> Verified:
    """Look at everything once."""
    troubles = (*_broken(database), *_orphans(database), *_changed(database))
    counted = {name: int(database.conn.execute(asked).fetchone()[0]) for name, asked in _COUNTED.items()}
    return Verified(counted, troubles)


def open_to_others(path: Path) -> tuple[str, ...]:
    """Which of the database's files others than its owner may read."""
    beside = (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm", ".lock")))
    return tuple(f"{f.name} 可被他人读取（请 chmod 600）" for f in beside if f.exists() and _is_open(f))


def _is_open(file: Path) -> bool:
    return bool(stat.S_IMODE(file.stat().st_mode) & 0o077)


def _broken(database: Database) -> Iterator[str]:
    for (said,) in database.conn.execute(f"PRAGMA integrity_check({MOST_SHOWN})").fetchall():
        if said != "ok":
            yield f"数据库文件损坏：{said}"
    for table, row, parent, _ in database.conn.execute("PRAGMA foreign_key_check").fetchmany(MOST_SHOWN):
        yield f"{table} 第 {row} 行所指的 {parent} 不存在"


def _orphans(database: Database) -> Iterator[str]:
    for words, asked in _ORPHANS.items():
        if number := database.conn.execute(asked).fetchone()[0]:
            yield words.format(number)


def _changed(database: Database) -> Iterator[str]:
    """Octets that are no longer those whose digest was written down."""
    originals = "SELECT id, digest, octets FROM messages JOIN originals ON message = id ORDER BY id"
    for row, digest, octets in database.conn.execute(originals):
        if not _is_original(octets, digest):
            yield f"邮件 {row} 的原件已被改动"
    for digest, octets in database.conn.execute("SELECT digest, octets FROM pictures"):
        if hashlib.sha256(octets).hexdigest() != digest:
            yield f"图片 {digest[:12]} 已被改动"


def _is_original(octets: bytes, digest: str) -> bool:
    try:
        return hashlib.sha256(unpacked(octets)).hexdigest() == digest
    except zlib.error:
        return False
