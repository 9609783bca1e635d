"""EDGE: disk. One run at a time on one database.

In: the database's path. Out: a held lock; AnotherRun where somebody else holds it.
The lock dies with its process, however that ends. Elsewhere: SQLite's own locks, which only guard single transactions.
"""

import fcntl
import os
from pathlib import Path

PERSONAL = 0o600


class AnotherRun(RuntimeError):
    """Another run is at work on this database."""


class RunLock:
    """A lock that is held until it is let go."""

    def __init__(self, path: Path) -> None:
        """Take the lock. Raises AnotherRun, or OSError where the file cannot be made."""
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # A file of its own: to open and close the database itself would drop SQLite's locks on it.
        beside = path.with_name(path.name + ".lock")
        self._descriptor: int | None = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, PERSONAL)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.let_go()
            raise AnotherRun(f"另一个程序正在处理 {path}，请等它结束后再运行") from None

    def let_go(self) -> None:
        """Let the next one in; the file stays, since removing it would let two in at once."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
