"""EDGE: time. Everything that the staff's page works with.

In: database file, Desk, Office, our own addresses. Out: Workplace, from which every page takes what it needs.
Elsewhere: how it is put together (`haizhi.reviewing`), the pages (`review.pages_*`).
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from data.database import Database
from data.review_settings import desk_now, office_now, state_of_settings
from data.store import Store, now_utc
from data.threads import Databases
from intake.message import Submission
from intake.submission import open_message
from outbox.letter import Office
from rules.desk import Desk

HOLD = timedelta(seconds=30)
"""So long a person's decision can be taken back before its letter may go out."""
SEEN_FOR = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Tools:
    """Desk and office with what people set counted in."""

    desk: Desk
    office: Office


@dataclass(slots=True)
class Workplace:
    """The page's parts; one for the whole server."""

    databases: Databases
    desk: Desk
    office: Office
    own_addresses: frozenset[str]
    clock: Callable[[], datetime] = now_utc
    hold: timedelta = HOLD
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost")
    """Names under which the page may be asked for; anything else is somebody else's name for this machine."""
    _state: tuple[int, int, int] | None = None
    _tools: Tools | None = None
    _lookers: dict[int, dict[str, datetime]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def database(self) -> Database:
        """This thread's database."""
        return self.databases.here()

    def store(self) -> Store:
        """The store on this thread's database."""
        return Store(self.database, self.clock)

    def tools(self) -> Tools:
        """Desk and office as they are now; made anew where somebody changed units or settings."""
        state = state_of_settings(self.database)
        with self._lock:
            if self._tools is None or state != self._state:
                self._tools = Tools(desk_now(self.database, self.desk), office_now(self.database, self.office))
                self._state = state
            return self._tools

    def submission(self, message: int) -> Submission:
        """A stored mail, opened again."""
        return open_message(self.store().original(message), self.own_addresses)

    def others_looking(self, message: int, person: str) -> list[str]:
        """Who else has opened this item in the last minutes; notes that this person has."""
        now = self.clock()
        with self._lock:
            here = {who: at for who, at in self._lookers.get(message, {}).items() if now - at < SEEN_FOR}
            self._lookers[message] = here | {person: now}
        return sorted(who for who in here if who != person)
