"""EDGE: network and disk, through its parts. A folder on a server taken into the store, message by message.

    select → what is above the last UID → fetch → commit 1 → … → settled → marked on the server

In: Settings, Store. Out: rows; marks on the server, only on what is settled.
Elsewhere: the server (`intake.imap`), what the database knows of the folder (`data.mailbox`).
"""

import logging
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Self

from data.store import Store
from haizhi.config import Settings
from haizhi.stubborn import Stubborn
from intake.imap import Fetched, ImapSession
from intake.imap_address import address_of
from intake.imap_connect import ImapAccount, NotLetIn

log = logging.getLogger("haizhi.mailbox")

MOVE = "move:"


class ImapInbox(AbstractContextManager["ImapInbox"]):
    """One connection to a folder, open; Unreachable from any of its methods means that it is of no more use."""

    def __init__(self, settings: Settings, store: Store, stubborn: Stubborn) -> None:
        account = account_of(settings)
        self._settings, self._stubborn = settings, stubborn
        self._folder = store.mailbox(account.address.name)
        self._session = ImapSession.open(account, settings.idle_seconds)
        self._looked_at = 0.0
        self._folder.visit(self._session.uidvalidity)
        if settings.since:
            self._folder.leave_out_before(settings.since)

    def __enter__(self) -> Self:
        if self._settings.no_answer:
            # What lies there now stays unanswered, even if this run is broken off and the next one answers.
            self._folder.hold_to(self._session.highest())
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: object) -> None:
        self._session.__exit__(kind, error, None)

    def receive(self, expect: Callable[[int], None], seen: Callable[[], None]) -> int:
        """Everything above the last UID."""
        if not self._session.idles:
            # Many servers look for new mail only when they are asked something.
            self._session.knock()
        uids = self._session.newer_than(self._folder.visit(self._session.uidvalidity), self._folder.since)
        expect(len(uids))
        new = self._take_in(uids, seen)
        self._folder.polled()
        self._looked_at = time.monotonic()
        return new

    def count(self) -> tuple[int, int]:
        """The daily count. What is missing is fetched; what is missing still is told."""
        there = self._session.newer_than(0, self._folder.since)
        missing = self._folder.not_here(there)
        if missing:
            log.warning("每日清点：%d 封邮件不在数据库中，现在收取", len(missing))
            self._take_in(missing, lambda: None)
        lacking = len(self._folder.not_here(self._session.present(there))) if missing else 0
        self._folder.counted(len(there), lacking)
        return len(there), lacking

    def mark(self) -> None:
        """Settled messages get the keyword or go to the folder that the setting names."""
        if self._settings.after == "nothing":
            return
        while uids := self._folder.to_mark():
            if not self._mark(uids):
                return
            self._folder.marked(uids)

    def wait(self, seconds: float, wake: int | None) -> bool:
        """True where the server tells of something or, without IDLE, where the next poll is due."""
        if self._session.idles:
            return self._session.wait(seconds, wake)
        due = self._looked_at + self._settings.poll_seconds
        self._session.wait(min(seconds, due - time.monotonic()), wake)
        return time.monotonic() >= due

    def _mark(self, uids: Sequence[int]) -> bool:
        if not self._settings.after.startswith(MOVE):
            return self._session.mark(uids)
        there = sorted(self._session.present(uids))
        return not there or self._session.move(there, self._settings.after.removeprefix(MOVE))

    def _take_in(self, uids: Sequence[int], seen: Callable[[], None]) -> int:
        new = 0
        given = self._session.fetch(uids)
        for uid in uids:
            if self._stubborn.is_tried_again(self._session.uidvalidity, uid):
                self._folder.refused(uid, "服务器每次给出这封邮件时都会断开")
                given = self._session.fetch([other for other in uids if other > uid])
                continue
            new += self._keep(next(given))
            self._stubborn.came()
            seen()
        return new

    def _keep(self, fetched: Fetched) -> bool:
        if fetched.raw is None and fetched.refused:
            log.error("服务器没有给出邮件 %s/%s：%s", self._session.uidvalidity, fetched.uid, fetched.refused)
            self._folder.refused(fetched.uid, fetched.refused)
        elif fetched.raw is None:
            self._folder.passed(fetched.uid)
        else:
            twins = self._folder.twins(fetched.raw) - {fetched.uid}
            gone = twins - self._session.present(twins)
            return self._folder.receive(fetched.uid, fetched.raw, gone, answered=not self._settings.no_answer)
        return False


def account_of(settings: Settings) -> ImapAccount:
    """How to get into the mailbox. Raises WrongAddress, NotLetIn without a password, OSError for its file."""
    address = address_of(str(settings.inbox))
    return ImapAccount(
        address,
        password_of(settings),
        settings.ca_file,
        connect_seconds=min(15, settings.network_seconds),
        read_seconds=settings.network_seconds,
        plain_allowed=settings.imap_plain,
    )


def password_of(settings: Settings) -> str:
    """The mailbox's password, from the environment or a file."""
    if settings.imap_password:
        return settings.imap_password.get_secret_value()
    if settings.imap_password_file:
        return settings.imap_password_file.read_text("utf-8").partition("\n")[0].strip()
    raise NotLetIn("没有收件邮箱的密码：请设定环境变量 HAIZHI_IMAP_PASSWORD，或设定 imap_password_file")
