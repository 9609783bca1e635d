"""The options of `haizhi backup`, `haizhi purge` and `haizhi verify`.

In: how a command and its --db are added to the command line. Out: three commands on it.
Elsewhere: what they do (`haizhi.keeping_commands`), the other commands (`haizhi.cli`).
"""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

Options = Callable[[str, str], argparse.ArgumentParser]


def add_options(command: Options, database: Callable[[argparse.ArgumentParser], None]) -> None:
    """The three commands for the command line."""
    backup = command("backup", "把数据库完整复制到一个文件；收取和页面不必停下")
    backup.add_argument("file", type=Path, metavar="文件", help="备份写到哪里（已有的旧备份被替换）")
    purge = command("purge", "清除某日之前收到的邮件及其中全部个人信息，不可恢复")
    purge.add_argument(
        "--before", type=date.fromisoformat, required=True, metavar="日期", help="此日（如 2023-01-01）之前收到的"
    )
    purge.add_argument("--outbox", metavar="去处", help="同 run；答复写在文件夹里的，一并删去")
    purge.add_argument("--dry-run", action="store_true", help="只说将清除多少，不清除")
    verify = command("verify", "核查数据库：是否完好、有无缺失或改动、与邮箱的件数是否相符")
    verify.add_argument("--inbox", metavar="来源", help="同 run；给出时与邮箱清点")
    for parser in (backup, purge, verify):
        database(parser)
