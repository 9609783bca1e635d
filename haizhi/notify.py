"""Mails to the office itself, ready to be sent: the mailbox cannot be reached, mail is missing, the daily digest.

In: Office, the office's address, Health, Day, the time. Out: OutboxEntries, the same for the same day or outage.
Elsewhere: when they are due (`haizhi.watching`), keeping and sending them (`data.staff_mail`, `outbox.sink`).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from data.digest import Day
from data.export import OUTCOMES
from data.mailbox import Health
from data.sendings import Standstill
from outbox.entry import Kind, OutboxEntry
from outbox.letter import Office


@dataclass(frozen=True, slots=True)
class Desk:
    """From whom and to whom."""

    office: Office
    address: str

    def mail(self, name: str, subject: str, text: str, now: datetime) -> OutboxEntry:
        """One mail; `name` tells it from all others."""
        message = EmailMessage(policy=SMTP)
        message["From"] = self.office.mailbox
        message["To"] = self.address
        message["Subject"] = subject
        message["Date"] = format_datetime(self._local(now))
        identity = hashlib.sha256(f"{name}\n{self.address}".encode()).hexdigest()[:24]
        message["Message-ID"] = f"<n.{identity}@{self.office.domain}>"
        message["Auto-Submitted"] = "auto-generated"
        message["X-Loop"] = self.office.mailbox
        message.set_content(text, charset="utf-8", cte="base64")
        return OutboxEntry(message["Message-ID"], Kind.ALERT, self.address, message.as_bytes())

    def unreachable(self, health: Health, now: datetime) -> OutboxEntry:
        """The mailbox has not been reached for a while."""
        since = self._when(health.unreachable_since)
        text = (
            f"海智收件自 {since} 起无法收取邮箱 {health.name}。\n\n原因：{health.trouble}\n"
            f"最近一次成功收取：{self._when(health.polled_at)}\n\n"
            "程序会继续尝试，恢复后自动补收，不会遗漏邮件；同一次故障只提醒这一次。\n"
            "如持续不能恢复，请检查网络、邮箱密码（授权码）与邮箱服务是否正常。\n"
        )
        return self.mail(f"unreachable {health.name} {since}", "【海智收件】邮箱无法收取", text, now)

    def refused(self, health: Health, trouble: str, now: datetime) -> OutboxEntry:
        """The server no longer lets the program in."""
        text = (
            f"海智收件无法登录邮箱 {health.name}。\n\n{trouble}\n\n"
            "为免邮箱被锁，程序每 15 分钟才再试一次，第三次仍被拒绝即停止运行。\n"
            "请更正密码（授权码）后重新启动程序；停止期间的来信不会遗漏，启动后自动补收。\n"
        )
        return self.mail(f"refused {health.name} {self._local(now).date()}", "【海智收件】邮箱登录被拒绝", text, now)

    def missing(self, health: Health, now: datetime) -> OutboxEntry:
        """The daily count does not come out."""
        text = (
            f"每日清点：邮箱 {health.name} 中有 {health.on_server} 封邮件，其中 {health.not_here} 封未能收取。\n"
            "请在邮箱网页上查看这些邮件；用“haizhi status”可看到清点结果。\n"
        )
        return self.mail(f"count {health.name} {self._local(now).date()}", "【海智收件】有邮件未能收取", text, now)

    def sending(self, stands: Standstill, now: datetime) -> OutboxEntry:
        """Answers cannot be sent."""
        since = self._when(stands.since)
        pause = f"程序已暂停发送，{self._when(stands.paused_until)} 后再试。\n" if stands.paused_until else ""
        text = (
            f"海智收件自 {since} 起无法发出答复。\n\n原因：{stands.why}\n\n{pause}"
            "未发出的答复都已保存，恢复后自动补发，不会重复；同一次故障只提醒这一次。\n"
        )
        return self.mail(f"sending {stands.since.isoformat()}", "【海智收件】答复无法发出", text, now)

    def digest(self, day: Day, now: datetime) -> OutboxEntry:
        """What came and what waits."""
        date = self._local(now).date()
        outcomes = _lines({OUTCOMES[outcome]: number for outcome, number in day.outcomes.items() if outcome})
        types = _lines(day.accepted_by_type)
        text = (
            f"过去一天收到 {day.received} 封邮件：\n{outcomes}\n等待人工处理：{day.waiting} 封\n\n"
            f"已登记（按单位类型，累计）：\n{types}"
        )
        return self.mail(f"digest {date}", f"【海智收件】每日简报 {date}", text, now)

    def _local(self, now: datetime) -> datetime:
        return now.astimezone(self.office.notice.deadline.late_from.tzinfo)

    def _when(self, at: datetime | None) -> str:
        return self._local(at).strftime("%Y-%m-%d %H:%M") if at else "（无）"


def _lines(numbers: Mapping[str, int]) -> str:
    return "".join(f"  {name}：{number}\n" for name, number in numbers.items() if number) or "  （无）\n"
