"""EDGE: disk. One open database for each thread: SQLite's connections are not shared, and opening one takes time.

In: the database's path. Out: this thread's open Database. Elsewhere: what is asked of it (`data.review_*`).
"""

import threading
from pathlib import Path

from data.database import Database, open_database


class Databases:
    """The database file, opened once in every thread that asks for it."""

    def __init__(self, path: Path) -> None:
        """Open it for this thread. Raises data.database.WrongDatabase, OSError."""
        self.path, self._local = path, threading.local()
        self.here()

    def here(self) -> Database:
        """This thread's database."""
        found: Database | None = getattr(self._local, "database", None)
        if found is None:
            found = self._local.database = open_database(self.path)
        return found
