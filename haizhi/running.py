"""EDGE: processes and terminal. One run over a mailbox with the parts that the settings name, and a progress bar.

In: Settings. Out: how many messages the house failed on. Elsewhere: what happens to a message (`haizhi.pipeline`).
"""

import logging
import os
import sys
from collections.abc import Callable
from contextlib import closing
from functools import partial
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from data.store import Store
from haizhi.build import house_of
from haizhi.config import Settings
from haizhi.loop import Waiting, settle_all
from haizhi.pace import GivenUp, Pace, Tell
from haizhi.pipeline import read
from haizhi.receiving import open_inbox
from haizhi.sending import sink_of
from haizhi.stubborn import Stubborn
from haizhi.workers import ReadingPool
from intake.imap_connect import Unreachable
from parsers.reading import Reading

Pool = ReadingPool[Waiting, Reading]

log = logging.getLogger("haizhi")


def run_once(settings: Settings) -> int:
    """Everything that is in the mailbox now; gives the number of messages on which the house itself failed."""
    sink = sink_of(settings)
    house = house_of(settings)
    assert settings.db is not None
    with Store.open(settings.db, alone=True) as store, closing(sink), _progress() as progress:
        with open_inbox(settings, store, Stubborn()) as inbox:
            receiving = progress.add_task("收取", total=None)
            inbox.receive(lambda number: progress.update(receiving, total=number), lambda: progress.advance(receiving))
            inbox.mark()
        handling = progress.add_task("处理", total=store.waiting())
        for _ in settle_all(store, sink, house, reading_pool(settings)):
            progress.advance(handling)
        _mark(settings, store)
        return store.failures()


def _mark(settings: Settings, store: Store) -> None:
    # Not over the first connection: handling many messages takes longer than a server waits.
    try:
        with open_inbox(settings, store, Stubborn()) as inbox:
            inbox.mark()
    except Unreachable as error:
        log.warning("已处理的邮件尚未在服务器上标记，下次运行补上：%s", error)


def reading_pool(settings: Settings, *, lasting: bool = False) -> Pool:
    """As many reading processes as the settings say; `lasting`: ready before the first message."""
    return pool_doing(_read, settings, lasting=lasting)


def pool_doing(work: Callable[..., Any], settings: Settings, *, lasting: bool = False) -> ReadingPool[Any, Any]:
    """The same for any `work` of settings, task, what was given up, and whom to tell."""
    known = _without_secrets(settings)
    prepare = partial(_ready, known) if lasting else _quiet
    pace = Pace(settings.step_seconds, settings.worker_megabytes, settings.worker_messages)
    return ReadingPool(partial(work, known), prepare, settings.workers, settings.message_seconds, lasting, pace)


def _without_secrets(settings: Settings) -> Settings:
    # A process that opens strangers' files, perhaps on another machine, knows no password and no path.
    secrets = ("imap_password", "imap_password_file", "smtp_password", "smtp_password_file", "ca_file")
    return settings.model_copy(update=dict.fromkeys((*secrets, "inbox", "outbox", "db", "registry")))


def _ready(settings: Settings) -> None:
    _quiet()
    house_of(settings)


def _read(settings: Settings, waiting: Waiting, given_up: GivenUp, tell: Tell) -> Reading:
    return read(waiting.raw, house_of(settings), given_up, tell)


def _quiet() -> None:
    """Workers leave the interrupt to the parent, and say nothing."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.environ.setdefault("OMP_NUM_THREADS", "1")


def _progress() -> Progress:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, disable=not sys.stderr.isatty())
