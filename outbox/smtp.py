"""EDGE: network and time. A mail server as the way out: each answer handed over once, or nobody knows, or not at all.

In: OutboxEntry. Out: a Delivery. An answer whose fate is open (`uncertain`) is first looked for: in the Sent folder and
among the copies to ourselves. Only a witness that would know (the host itself files what it accepts, or each answer
goes to ourselves too) may say that it was not accepted, and then the same octets go out again.
Elsewhere: the conversation (`outbox.smtp_session`), the witness (`outbox.sent_folder`), when the next look or attempt
is due (`outbox.rate`, `data.answers`).
"""

import logging
import time
from dataclasses import dataclass, replace
from datetime import timedelta
from email.parser import BytesHeaderParser
from email.utils import parseaddr
from typing import Literal

from intake.imap_address import WrongAddress
from intake.imap_connect import NotLetIn, Unreachable
from outbox.entry import Delivery, Kind, OutboxEntry
from outbox.life import Event
from outbox.rate import NO_LIMITS, Limits, next_look
from outbox.sent_folder import SentFolder
from outbox.smtp_session import NoWayOut, SmtpAccount, SmtpSession

log = logging.getLogger("haizhi.outbox")

FRESH_SECONDS = 20.0
"""A connection used so lately is taken to be alive."""
FIRST_WAIT_SECONDS = 30.0
LONGEST_WAIT_SECONDS = 900.0
MOST_ATTEMPTS = 5
"""So often an answer is sent whose fate was open each time."""
_MOST_HEADER_OCTETS = 100_000


@dataclass(frozen=True, slots=True)
class SmtpWays:
    """How answers are sent."""

    limits: Limits = NO_LIMITS
    sender: str = ""
    """Envelope sender; "": the address in From."""
    copy_to_self: bool = False
    """A hidden copy (Bcc) to the sender's own mailbox: a witness that every host gives."""
    sent_copy: Literal["append", "server", "none"] = "none"
    """Who puts a copy into Sent: this program, the host by itself, nobody."""
    resend_blindly: bool = False
    """Whether what is uncertain, and cannot be looked for, is sent again."""
    witness_after: timedelta = timedelta(minutes=5)
    """How long a host may take until its own witness shows what it accepted."""


class SmtpSink:
    """Hands answers over to a mail server."""

    def __init__(self, account: SmtpAccount, ways: SmtpWays, sent: SentFolder | None = None) -> None:
        self._account, self._ways, self._sent = account, ways, sent
        self._session: SmtpSession | None = None
        self._used_at = 0.0
        self._next_try, self._wait = 0.0, 0.0
        self._trouble = Delivery(Event.DEFERRED)

    @property
    def limits(self) -> Limits:
        """How much may go out in what time."""
        return self._ways.limits

    @property
    def keeps_copies(self) -> bool:
        """Whether this program puts copies into Sent."""
        return self._sent is not None and self._ways.sent_copy == "append"

    def ready(self) -> Delivery | None:
        """None where an answer can be handed over now; else how an attempt would end. Tries less and less often."""
        if self._alive():
            return None
        if time.monotonic() < self._next_try:
            return replace(self._trouble, stop=False)
        try:
            self._session = SmtpSession.open(self._account)
        except NoWayOut as trouble:
            self._wait = min(LONGEST_WAIT_SECONDS, self._wait * 2 or FIRST_WAIT_SECONDS)
            self._next_try = time.monotonic() + (LONGEST_WAIT_SECONDS if trouble.person else self._wait)
            self._trouble = Delivery(Event.DEFERRED, str(trouble), stop=trouble.stop)
            return self._trouble
        self._used_at, self._wait, self._next_try = time.monotonic(), 0.0, 0.0
        return None

    def deliver(self, entry: OutboxEntry) -> Delivery:
        """Hand one answer over. One that was interrupted may have gone out: it is looked for first (`trace`)."""
        if entry.interrupted:
            return Delivery(Event.UNCERTAIN, "上次运行在发送途中中断，是否送达不明", wait=timedelta())
        trouble = self.ready()
        if trouble or self._session is None:
            return trouble or self._trouble
        sender = self._ways.sender or sender_of(entry.octets)
        copies = (sender,) if self._ways.copy_to_self and entry.kind is not Kind.ALERT else ()
        delivery = self._session.hand_over(sender, (entry.recipient, *copies), entry.octets)
        self._used_at = time.monotonic()
        if not self._session.is_open:
            self._drop()
        return delivery

    def trace(self, entry: OutboxEntry) -> Delivery | None:
        """What can be found out about an uncertain answer; None: nothing, it is for a person."""
        try:
            found = self._sent is not None and self._sent.holds(entry.message_id, inbox_too=self._ways.copy_to_self)
        except (Unreachable, NotLetIn, WrongAddress, OSError):
            return Delivery(Event.UNCERTAIN, "是否送达不明，暂时查不到“已发送”文件夹", wait=next_look(entry.age))
        if found:
            return Delivery(Event.SENT, "在邮箱中找到了已发出的副本")
        if entry.wanted:
            return Delivery(Event.DEFERRED, "由工作人员决定，将原样重发")
        if (self._would_know or self._ways.resend_blindly) and entry.attempts < MOST_ATTEMPTS:
            return self._again(entry)
        if self._sent is None:
            return None
        return Delivery(Event.UNCERTAIN, "是否送达不明，“已发送”中没有找到，请人工核实", wait=next_look(entry.age))

    @property
    def _would_know(self) -> bool:
        """Whether finding nothing proves that nothing was accepted."""
        return self._sent is not None and (self._ways.sent_copy == "server" or self._ways.copy_to_self)

    def _again(self, entry: OutboxEntry) -> Delivery:
        early = self._ways.witness_after - entry.age
        if early > timedelta():
            return Delivery(Event.UNCERTAIN, "是否送达不明，稍后再查", wait=early)
        why = "邮箱中没有副本，服务器未曾接收" if self._would_know else "是否送达不明，按设定重发"
        return Delivery(Event.DEFERRED, f"{why}，将原样重发")

    def keep_copy(self, entry: OutboxEntry) -> bool:
        """A copy of what was sent into Sent; False: not now."""
        if self._sent is None:
            return False
        try:
            return self._sent.keep(entry.message_id, entry.octets)
        except (Unreachable, NotLetIn, WrongAddress, OSError) as error:
            log.warning("no copy in Sent: %s", type(error).__name__)
            return False

    def close(self) -> None:
        """Say goodbye."""
        if self._session:
            self._session.quit()
        self._drop()
        if self._sent:
            self._sent.close()

    def _alive(self) -> bool:
        if self._session is None:
            return False
        if time.monotonic() - self._used_at > FRESH_SECONDS and not self._session.alive():
            self._drop()
        return self._session is not None

    def _drop(self) -> None:
        if self._session:
            self._session.close()
        self._session = None


def sender_of(octets: bytes) -> str:
    """The bare address in From."""
    head = BytesHeaderParser().parsebytes(octets[:_MOST_HEADER_OCTETS].partition(b"\r\n\r\n")[0])
    return parseaddr(str(head["From"] or ""))[1]
