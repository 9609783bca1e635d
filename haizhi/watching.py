"""EDGE: time. Beside the mail itself: alerts, one for each outage, the daily count, the daily digest.

In: Settings, Store, House, Sink, an open Inbox. Out: mails to the office, sent when the way out is free.
Elsewhere: what they say (`haizhi.notify`), when this is called (`haizhi.service`).
"""

import logging
import time
from dataclasses import replace
from datetime import date, datetime, timedelta

from data.mailbox import Health
from data.store import Store
from haizhi.config import Settings
from haizhi.notify import Desk
from haizhi.receiving import Inbox
from intake.imap_address import address_of, is_imap
from outbox.letter import Office
from outbox.sink import Sink

log = logging.getLogger("haizhi.service")

DAY = timedelta(days=1)
BETWEEN_ALERTS = timedelta(hours=1)
FAILED_POLLS = 2
AGAIN_SECONDS = 60
STANDSTILL = timedelta(minutes=10)
"""So long answers may be held up before the office is told."""


class Watch:
    """What the office is told, and when."""

    def __init__(self, settings: Settings, store: Store, sink: Sink, office: Office) -> None:
        self._settings, self._store, self._sink = settings, store, sink
        self._desk = Desk(office, settings.office_address) if settings.office_address else None
        self._zone = office.notice.deadline.late_from.tzinfo
        self._again_at = 0.0
        self._digested: date | None = None

    def failed(self, trouble: str) -> None:
        """A poll failed; told once where that goes on."""
        if not is_imap(str(self._settings.inbox)):
            log.warning("收取失败：%s", trouble)
            return
        folder = self._store.mailbox(address_of(str(self._settings.inbox)).name)
        folder.failed(trouble)
        health, now = folder.health(), self._store.now()
        log.warning("收取失败（连续 %d 次）：%s", health.failed_polls, trouble)
        if self._desk and is_alert_due(health, now, self._settings.poll_seconds):
            folder.alerted()
            self._store.staff_mail.add(self._desk.unreachable(health, now))
        self.send()

    def refused(self, trouble: str) -> None:
        """The server does not let us in any more."""
        folder = self._store.mailbox(address_of(str(self._settings.inbox)).name)
        folder.failed(trouble)
        if self._desk:
            self._store.staff_mail.add(self._desk.refused(folder.health(), trouble, self._store.now()))
        self.send()

    def daily(self, inbox: Inbox) -> None:
        """The count, once a day; the digest, once a day from its hour on."""
        now = self._store.now()
        health = self._health()
        if health and (health.counted_at is None or abs(now - health.counted_at) >= DAY):
            on_server, lacking = inbox.count()
            log.info("每日清点：邮箱 %d 封，未在数据库中 %d 封", on_server, lacking)
            counted = self._health()
            if lacking and self._desk and counted:
                self._store.staff_mail.add(self._desk.missing(counted, now))
        hour, here = self._settings.digest_hour, now.astimezone(self._zone)
        if self._desk and hour is not None and here.hour >= hour and self._digested != here.date():
            self._digested = here.date()
            self._store.staff_mail.add(self._desk.digest(self._store.day_from(now - DAY), now))

    def send(self) -> None:
        """Whatever waits for the office, not more often than once a minute where the way out is shut."""
        news = self._tells_of_standstill()
        # An alert about a host that asked for a stop is tried once all the same.
        if not news and (time.monotonic() < self._again_at or self._store.sendings.paused()):
            return
        box = self._store.staff_mail
        for entry in box.pending():
            self._again_at = time.monotonic() + AGAIN_SECONDS
            box.claim(entry)
            # A second copy of an alert harms nobody; an alert that never came does.
            box.record(entry, self._sink.deliver(replace(entry, interrupted=False)))

    def _tells_of_standstill(self) -> bool:
        """True where the office is to be told that answers cannot be sent; once for each standstill."""
        stands = self._store.sendings.standstill()
        if not self._desk or not stands:
            return False
        now = self._store.now()
        lasting = stands.paused_until is not None or now - stands.since >= STANDSTILL
        return lasting and self._store.staff_mail.add(self._desk.sending(stands, now))

    def _health(self) -> Health | None:
        if not is_imap(str(self._settings.inbox)):
            return None
        return self._store.mailbox(address_of(str(self._settings.inbox)).name).health()


def is_alert_due(health: Health, now: datetime, poll_seconds: float) -> bool:
    """True once for each outage, after two failed polls, and not more often than once an hour."""
    since, told = health.unreachable_since, health.alerted_at
    if since is None or health.failed_polls < FAILED_POLLS or abs(now - since) < timedelta(seconds=poll_seconds):
        return False
    # Told in the future: the clock was wrong then.
    return told is None or told > now or (told < since and now - told >= BETWEEN_ALERTS)
