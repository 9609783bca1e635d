"""What has been received, handled to its end: read in parallel, settled in order, answered at once.

In: Store, Sink, House, a pool of readers. Out: rows in the store, answers in the sink.
A message on which the house itself fails is recorded for staff and never stops the next.
Elsewhere: the story of one message (`haizhi.pipeline`), receiving (`haizhi.receiving`).
"""

import logging
import traceback
from collections.abc import Iterator
from dataclasses import dataclass

from data.store import Store
from haizhi.pipeline import House, deliver, give_up, settle
from haizhi.workers import ReadingPool, Unread
from intake.message import RawMessage
from outbox.sink import Sink
from parsers.reading import Reading

log = logging.getLogger("haizhi")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message in the store that is not settled yet."""

    row: int
    raw: RawMessage


def settle_all(store: Store, sink: Sink, house: House, pool: "ReadingPool[Waiting, Reading]") -> Iterator[Waiting]:
    """Read, settle and answer what is waiting, in order of arrival; gives each message when it is done."""
    deliver(store, sink)
    for waiting, given in pool.map(Waiting(row, raw) for row, raw in store.unsettled()):
        try:
            if isinstance(given, Unread):
                give_up(waiting.row, waiting.raw, given.reason, store, house)
            else:
                settle(waiting.row, given, store, house)
        except Exception as error:  # the one guard round each single message
            # the error's own words may hold a name or a number; its kind and place do not
            log.error("message %s could not be settled: %s at %s", waiting.row, type(error).__name__, _place(error))  # noqa: TRY400
            give_up(waiting.row, waiting.raw, f"核对时程序出错（{type(error).__name__}）", store, house)
        deliver(store, sink)
        yield waiting


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].name}:{frames[-1].lineno}" if frames else "?"
