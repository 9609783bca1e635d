"""EDGE: terminal. What the store holds, as tables for people.

In: a Store, or its file. Out: text on stdout. Elsewhere: machine-readable output (`data.export`).
"""

from importlib.resources import files
from pathlib import Path

from rich.console import Console
from rich.table import Table

from data import export
from data.store import Store

OUTCOMES: dict[str | None, str] = {None: "未处理"} | dict(export.OUTCOMES)


def demo_mailbox() -> Path:
    """The folder of sample mails that ships with the program."""
    return Path(str(files("data") / "demo"))


def outcome_table(database: Path) -> None:
    """Every message with what it came to, in order of handling."""
    table = Table("邮件", "结果", "单位", "负责人", "问题", "已答复", title="处理结果")
    with Store.open(database) as store:
        for row in store.export_rows():
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


def status_table(store: Store) -> None:
    """How many messages came to what, and what waits."""
    table = Table("项目", "件数", title="海智收件")
    for outcome, number in store.counts().items():
        table.add_row(OUTCOMES.get(outcome, str(outcome)), str(number))
    table.add_row("未送出的答复", str(len(list(store.pending_answers()))))
    Console().print(table)
