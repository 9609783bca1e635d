"""EDGE: processes and terminal. One run over a mailbox with the parts that the settings name, and a progress bar.

In: Settings. Out: how many messages the house failed on. Elsewhere: what happens to a message (`haizhi.pipeline`).
"""

import os
import sys
from functools import partial

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from data.store import Store
from haizhi.build import house_of
from haizhi.config import Settings
from haizhi.loop import Waiting, receive_all, settle_all
from haizhi.pipeline import read
from haizhi.workers import ReadingPool, processors
from intake.sources import open_source
from outbox.sink import open_sink
from parsers.reading import Reading


def run_once(settings: Settings) -> int:
    """Everything that is in the mailbox now; gives the number of messages on which the house itself failed."""
    source, sink = open_source(str(settings.inbox)), open_sink(str(settings.outbox))
    house = house_of(settings)
    assert settings.db is not None
    with Store.open(settings.db, alone=True) as store, _progress() as progress:
        receiving = progress.add_task("收取", total=len(source))
        receive_all(source, store, lambda: progress.advance(receiving))
        handling = progress.add_task("处理", total=store.waiting())
        for _ in settle_all(store, sink, house, reading_pool(settings)):
            progress.advance(handling)
        return store.failures()


def reading_pool(settings: Settings) -> "ReadingPool[Waiting, Reading]":
    """As many reading processes as the settings say."""
    workers = settings.workers or processors()
    return ReadingPool(partial(_read, settings), _quiet, workers, settings.message_seconds)


def _read(settings: Settings, waiting: Waiting) -> Reading:
    house = house_of(settings)
    return read(waiting.raw, house)


def _quiet() -> None:
    """Workers leave the interrupt to the parent, and say nothing."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.setdefault("OMP_NUM_THREADS", "1")


def _progress() -> Progress:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, disable=not sys.stderr.isatty())
