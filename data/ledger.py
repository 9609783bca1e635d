"""EDGE: disk. The database for commands that only look: quickly open, without the parts that read and decide.

In: a path. Out: rows to export, counts, how it goes. Elsewhere: everything that writes (`data.store`).
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, cast

from data.database import Connection, Database, open_connection
from data.mailbox import Health, healths
from data.rows import Row, export_rows, outcome_counts
from data.sendings import Sendings


class Ledger:
    """An open database; a context manager."""

    def __init__(self, connection: Connection) -> None:
        # All that is asked below goes through the connection alone.
        self._database = cast(Database, connection)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Raises data.database.WrongDatabase, OSError."""
        return cls(open_connection(path))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._database.conn.close()

    def export_rows(self) -> Iterator[Row]:
        """One mapping a settled message, in the order of handling (contract, section 4)."""
        return export_rows(self._database)

    def counts(self) -> Mapping[str | None, int]:
        """How many messages came to each outcome; None: not settled yet."""
        return outcome_counts(self._database)

    def to_send(self) -> int:
        """How many answers have not gone out."""
        return self._number("SELECT count(*) FROM outbox WHERE state IN ('pending', 'sending')")

    def held(self) -> int:
        """How many answers were written that are never sent."""
        return self._number("SELECT count(*) FROM held")

    def purged(self) -> int:
        """How many messages have been erased because their time was over."""
        return self._number("SELECT coalesce(sum(messages), 0) FROM purges")

    @property
    def sendings(self) -> Sendings:
        """How sending goes."""
        return Sendings(self._database, lambda: datetime.now(UTC))

    def healths(self) -> list[Health]:
        """How it goes with each folder on a server."""
        return healths(self._database)

    def _number(self, asked: str) -> int:
        return int(self._database.conn.execute(asked).fetchone()[0])
