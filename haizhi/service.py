"""EDGE: network and time, through its parts. The endless run: ★ receive, settle, answer, mark, wait; and again.

In: Settings, Stopping. Out: rows, answers, marks on the server, until asked to stop; the current message is finished.
A connection that breaks is made again, more and more slowly; a password that is refused ends the run, since trying
again would lock the account.
Elsewhere: one run over what is there (`haizhi.running`), alerts and counts (`haizhi.watching`).
"""

import logging
import random
import time
from contextlib import closing

from data.store import Store
from haizhi.build import house_of
from haizhi.config import Settings
from haizhi.loop import settle_all
from haizhi.patience import THROTTLED_SECONDS, Patience
from haizhi.pipeline import House, deliver
from haizhi.receiving import Inbox, open_inbox
from haizhi.running import Pool, reading_pool
from haizhi.sending import sink_of
from haizhi.stopping import Stopping
from haizhi.stubborn import Stubborn
from haizhi.watching import Watch
from intake.imap_connect import NotLetIn, Throttled, Unreachable
from outbox.sink import Sink

log = logging.getLogger("haizhi.service")

TICK_SECONDS = 5
"""How often answers that people have released are looked for."""
MOST_REFUSALS = 3


def serve(settings: Settings, stop: Stopping) -> None:
    """Until asked to stop. Raises NotLetIn where the server refuses the password, and what opening its parts raises."""
    sink, house = sink_of(settings), house_of(settings)
    assert settings.db is not None
    opened = Store.open(settings.db, alone=True)
    with opened as store, closing(sink), closing(reading_pool(settings, lasting=True)) as pool:
        pool.warm()
        _Service(settings, stop, store, sink, house, pool).run()


class _Stopped(Exception):
    """Asked to stop in the midst of receiving."""


class _Service:
    def __init__(self, settings: Settings, stop: Stopping, store: Store, sink: Sink, house: House, pool: Pool) -> None:
        self._settings, self._stop, self._store = settings, stop, store
        self._sink, self._house, self._pool = sink, house, pool
        self._watch = Watch(settings, store, sink, house.office)
        self._stubborn = Stubborn()
        self._refusals: int | None = None

    def run(self) -> None:
        patience = Patience(self._settings.reconnect_seconds, self._settings.reconnect_most_seconds)
        while not self._stop.asked:
            begun = time.monotonic()
            try:
                with open_inbox(self._settings, self._store, self._stubborn) as inbox:
                    self._refusals = 0
                    self._keep_up(inbox)
            except _Stopped:
                return
            except NotLetIn as error:
                self._refused(error)
            except Unreachable as error:
                self._watch.failed(str(error))
                self._settle()
                lasted, throttled = time.monotonic() - begun, isinstance(error, Throttled)
                self._pause(patience.pause(lasted, random.random(), throttled=throttled))

    def _keep_up(self, inbox: Inbox) -> None:
        while not self._stop.asked:
            if new := inbox.receive(lambda _: None, self._stop_between):
                log.info("收到 %d 封新邮件", new)
            self._settle()
            inbox.mark()
            self._watch.daily(inbox)
            self._wait(inbox)

    def _stop_between(self) -> None:
        # A first run may take in ten thousand messages: it stops between two.
        if self._stop.asked:
            raise _Stopped

    def _wait(self, inbox: Inbox) -> None:
        while not self._stop.asked and not inbox.wait(TICK_SECONDS, self._stop.descriptor):
            self._send()

    def _pause(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self._stop.asked and (left := until - time.monotonic()) > 0:
            self._stop.wait(min(TICK_SECONDS, left))
            self._send()

    def _settle(self) -> None:
        if self._store.waiting():
            for _ in settle_all(self._store, self._sink, self._house, self._pool):
                if self._stop.asked:
                    return
        self._send()

    def _send(self) -> None:
        if not self._stop.asked:
            deliver(self._store, self._sink)
            self._watch.send()

    def _refused(self, error: NotLetIn) -> None:
        # Refused at the start: the setting is wrong. Later, a server in trouble may refuse what it took before; a few
        # tries far apart do not lock the account.
        self._watch.refused(str(error))
        if self._refusals is None or self._refusals + 1 >= MOST_REFUSALS:
            raise error
        self._refusals += 1
        self._settle()
        self._pause(THROTTLED_SECONDS)
