"""A mailbox handled to its end: receive all, read in parallel, settle in order, deliver at once.

In: Source, Store, Sink, House, a pool of readers. Out: rows in the store, answers in the sink; a Tally.
A message on which the house itself fails is recorded for staff and never stops the next.
Elsewhere: the story of one message (`haizhi.pipeline`).
"""

import logging
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from data.store import Store
from haizhi.pipeline import House, deliver, settle
from haizhi.workers import ReadingPool, Unread
from intake.message import RawMessage
from intake.sources import Source
from outbox.sink import Sink
from parsers.reading import Reading

log = logging.getLogger("haizhi")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message in the store that is not settled yet."""

    row: int
    raw: RawMessage


def receive_all(source: Source, store: Store, seen: Callable[[], None]) -> int:
    """Every message of the mailbox into the store, each in its own commit; gives how many were new."""
    new = 0
    for raw in source.messages():
        if store.receive(raw) is not None:
            new += 1
        seen()
    return new


def settle_all(store: Store, sink: Sink, house: House, pool: "ReadingPool[Waiting, Reading]") -> Iterator[Waiting]:
    """Read, settle and answer what is waiting, in order of arrival; gives each message when it is done."""
    deliver(store, sink)
    for waiting, given in pool.map(Waiting(row, raw) for row, raw in store.unsettled()):
        try:
            if isinstance(given, Unread):
                store.failed(waiting.row, given.reason)
            else:
                settle(waiting.row, given, store, house)
        except Exception as error:  # the one guard round each single message
            # the error's own words may hold a name or a number; its kind and place do not
            log.error("message %s could not be settled: %s at %s", waiting.row, type(error).__name__, _place(error))  # noqa: TRY400
            store.failed(waiting.row, f"核对时程序出错（{type(error).__name__}）")
        deliver(store, sink)
        yield waiting


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].name}:{frames[-1].lineno}" if frames else "?"
