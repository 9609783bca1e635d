"""What a mail server's reply means for an answer: later again, never, or stop sending altogether for a while.

In: the reply's code and text. Out: a Delivery, or how bad it is.
Sources: RFC 5321 §4.2 (4yz, 5yz), RFC 3463 (enhanced codes). The words by which Chinese hosts refuse mails that look
alike or come too often are known from error reports and their help pages, not from tests against them.
Elsewhere: the conversation (`outbox.smtp_session`), how long to wait at which attempt (`outbox.rate`).
"""

import re
from dataclasses import dataclass

from outbox.entry import Delivery
from outbox.life import Event

LONGEST_DETAIL = 300
_STOP = re.compile(
    r"\b(?:DT|HL|MI|RP|IP):[A-Z]{2,4}\b|\bspam\b|junk mail|content (?:denied|reject)|frequency limit"
    r"|too many (?:mess|mail|conn)"
    r"|(?:sending|rate|hourly|daily|message) (?:rate|limit|quota)|limit exceeded|throttl|(?:black|block) ?list"
    r"|垃圾邮件|频率|过于频繁|发送(?:数量|限制|上限|超)",
    re.IGNORECASE,
)
_ABOUT_THE_RECIPIENT = re.compile(
    r"mailbox (?:is )?full|over ?quota|quota exceeded|insufficient storage|邮箱(?:已满|空间)", re.I
)
_LOGIN_BUSY = re.compile(r"frequency|busy|too many|try (?:again|later)|频繁|繁忙|稍后", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply of a mail server."""

    code: int
    text: str

    @property
    def good(self) -> bool:
        """2yz, or 354."""
        return 200 <= self.code < 400

    @property
    def permanent(self) -> bool:
        """5yz: the same command would be refused again."""
        return 500 <= self.code < 600

    def __str__(self) -> str:
        return f"{self.code} {' '.join(self.text.split())}"[:LONGEST_DETAIL]


def asks_to_stop(reply: Reply) -> bool:
    """True where the host refuses the way that this mailbox sends, not this one answer: `554 DT:SPM` and the like."""
    return bool(_STOP.search(reply.text)) and not _ABOUT_THE_RECIPIENT.search(reply.text)


def login_may_succeed_later(reply: Reply) -> bool:
    """True where a refused login says nothing of the password."""
    return not reply.permanent or is_busy(reply)


def is_busy(reply: Reply) -> bool:
    """True where a refused login asks to come less often."""
    return asks_to_stop(reply) or bool(_LOGIN_BUSY.search(reply.text))


def refused(reply: Reply) -> Delivery:
    """What a refusal makes of the answer. It has certainly not been accepted."""
    if asks_to_stop(reply):
        return Delivery(Event.DEFERRED, f"服务器要求停止发送：{reply}", again=True, stop=True)
    if reply.permanent:
        return Delivery(Event.FAILED, f"服务器拒收：{reply}")
    return Delivery(Event.DEFERRED, f"服务器暂不接收：{reply}", again=True)
