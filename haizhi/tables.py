"""EDGE: terminal. What the database holds, as tables for people.

In: a Ledger, or its file. Out: text on stdout. Elsewhere: machine-readable output (`data.export`).
"""

from datetime import datetime
from importlib.resources import files
from pathlib import Path

from rich.console import Console
from rich.table import Table

from data import export
from data.ledger import Ledger
from data.mailbox import Health

OUTCOMES: dict[str | None, str] = {None: "未处理"} | dict(export.OUTCOMES)


def demo_mailbox() -> Path:
    """The folder of sample mails that ships with the program."""
    return Path(str(files("data") / "demo"))


def outcome_table(database: Path) -> None:
    """Every message with what it came to, in order of handling."""
    table = Table("邮件", "结果", "单位", "负责人", "问题", "已答复", title="处理结果")
    with Ledger.open(database) as ledger:
        for row in ledger.export_rows():
            record = row["record"] or {}
            table.add_row(
                row["source"],
                OUTCOMES[row["outcome"]],
                str(record.get("unit_name") or ""),
                str(record.get("name") or ""),
                "、".join(row["problems"]),
                "是" if row["replied"] else "",
            )
    Console().print(table)


def status_table(ledger: Ledger) -> None:
    """How many messages came to what, what waits, and how it goes with the mailbox."""
    table = Table("项目", "件数", title="海智收件")
    for outcome, number in ledger.counts().items():
        table.add_row(OUTCOMES.get(outcome, str(outcome)), str(number))
    table.add_row("未送出的答复", str(ledger.to_send()))
    if held := ledger.held():
        table.add_row("不送出的答复（--no-answer）", str(held))
    if purged := ledger.purged():
        table.add_row("已到期清除的邮件", str(purged))
    _add_sending(table, ledger)
    Console().print(table)
    for health in ledger.healths():
        Console().print(_mailbox_table(health))


def _add_sending(table: Table, ledger: Ledger) -> None:
    """What of the answers is for a person, and what stands in the way of the others."""
    counts = ledger.sendings.counts()
    for state, words in (("uncertain", "是否送达不明的答复"), ("failed", "未能送出的答复")):
        if number := counts.get(state):
            table.add_row(words, str(number))
    if bounced := ledger.sendings.bounced():
        table.add_row("被退回的答复", str(len(bounced)))
    if stands := ledger.sendings.standstill():
        until = f"，暂停至 {_when(stands.paused_until)}" if stands.paused_until else ""
        table.add_row("答复发送受阻", f"自 {_when(stands.since)}{until}：{stands.why}")


def _mailbox_table(health: Health) -> Table:
    table = Table("项目", "情况", title=f"邮箱 {health.name}")
    table.add_row("最近一次成功收取", _when(health.polled_at))
    if health.unreachable_since:
        table.add_row("无法收取，自", f"{_when(health.unreachable_since)}（连续 {health.failed_polls} 次）")
        table.add_row("原因", health.trouble)
    if health.counted_at:
        table.add_row("每日清点", f"{_when(health.counted_at)}：邮箱 {health.on_server} 封，缺 {health.not_here} 封")
    return table


def _when(at: datetime | None) -> str:
    return at.astimezone().strftime("%Y-%m-%d %H:%M:%S") if at else "（尚无）"
