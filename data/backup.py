"""EDGE: disk. A copy of the database as it stands now, while others read and write it.

In: the database's path, where the copy goes. Out: one whole file that is a database by itself, readable by its owner
alone. Elsewhere: whether a database is whole (`data.verify`).
"""

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from data.database import BUSY_SECONDS

FIRST_OCTETS = b"SQLite format 3\x00"


class WrongCopy(ValueError):
    """The copy cannot be made there, or is not whole; the text says why, in Chinese."""


def back_up(database: Path, copy: Path) -> int:
    """Write the copy; gives its size in octets. An older copy of that name is replaced once the new one is whole.

    Raises WrongCopy, OSError.
    """
    _refuse_what_is_no_copy(database, copy)
    # mkstemp makes the file with mode 0600.
    descriptor, part = tempfile.mkstemp(prefix=f".{copy.name}.", suffix=".part", dir=copy.absolute().parent)
    os.close(descriptor)
    try:
        _copy(database, Path(part))
        os.replace(part, copy)
        _keep_the_name(copy.absolute().parent)
    except sqlite3.Error as error:
        raise WrongCopy(f"备份没有成功：{error}") from error
    finally:
        for left in (part, f"{part}-wal", f"{part}-shm", f"{part}-journal"):
            Path(left).unlink(missing_ok=True)
    return copy.stat().st_size


def _refuse_what_is_no_copy(database: Path, copy: Path) -> None:
    if not copy.exists():
        return
    if copy.samefile(database):
        raise WrongCopy("备份不能写在数据库本身上")
    if not copy.is_file() or (copy.stat().st_size and copy.open("rb").read(16) != FIRST_OCTETS):
        raise WrongCopy(f"{copy} 已存在且不是备份文件，请换一个名字")


def _copy(database: Path, part: Path) -> None:
    source = sqlite3.connect(f"file:{_quoted(database)}?mode=ro", uri=True, timeout=BUSY_SECONDS)
    with closing(source), closing(sqlite3.connect(part, isolation_level=None)) as target:
        # All pages in one step: a reader of a WAL database holds nobody up, and sees one moment of it; in smaller steps
        # every write by another process would begin the copy anew.
        source.backup(target)
        # One file, without side files, wherever it is carried.
        target.execute("PRAGMA journal_mode = DELETE")
        (said,) = target.execute("PRAGMA quick_check").fetchone()
        if said != "ok":
            raise WrongCopy(f"备份不完整：{said}")
    with part.open("rb") as written:
        os.fsync(written.fileno())


def _quoted(path: Path) -> str:
    return str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _keep_the_name(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
