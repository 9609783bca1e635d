"""EDGE: terminal. The command `haizhi`: arguments in, exit status out.

Exit status: 0 done; 1 the house failed on something (said on stderr); 2 the command line or the settings are wrong.
Elsewhere: what each command does (`haizhi.commands`), imported only by the command that needs it, so that `export`
starts without the models.
"""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from haizhi.keeping_options import add_options
from haizhi.lists_options import add_export_options, add_unit_options

DESCRIPTION = "海智收件：收取、核对并答复《海智合作机构推荐工作负责人信息表》。"


class ChineseHelp(argparse.RawDescriptionHelpFormatter):
    """argparse's own headings, in Chinese."""

    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, text: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=text, formatter_class=ChineseHelp, add_help=False)
    parser._optionals.title, parser._positionals.title = "选项", "参数"
    parser.add_argument("-h", "--help", action="help", help="显示本说明")
    parser.add_argument(
        "--config", type=Path, metavar="文件", help="配置文件（默认 ./haizhi.toml，见 config.example.toml）"
    )
    return parser


def _database(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--db", type=Path, metavar="文件", help="数据库文件（SQLite）")


def _page_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8750, metavar="端口", help="页面的端口（默认 8750）")
    parser.add_argument("--host", default="127.0.0.1", metavar="地址", help="监听的地址（默认 127.0.0.1，只在本机）")


def arguments() -> argparse.ArgumentParser:
    """The whole command line."""
    parser = argparse.ArgumentParser("haizhi", description=DESCRIPTION, formatter_class=ChineseHelp, add_help=False)
    parser._optionals.title = "选项"
    parser.add_argument("-h", "--help", action="help", help="显示本说明")
    parser.add_argument("-v", "--verbose", action="store_true", help="把每一步写到屏幕（不含个人信息）")
    commands = parser.add_subparsers(title="命令", dest="command", metavar="命令", required=True)

    run = _command(commands, "run", "收取、读取、核对、存储、答复")
    run.add_argument("--inbox", metavar="来源", help="imaps://用户@服务器/文件夹，放 .eml 文件的文件夹，或 Maildir")
    run.add_argument("--outbox", metavar="去处", help="smtps://用户@服务器，或答复写入的文件夹")
    _database(run)
    run.add_argument("--notice", metavar="通知", help="data/notices 中的文件名，或 TOML 文件的路径（默认 2022-74）")
    run.add_argument(
        "--workers", metavar="数", help="读取进程数（默认与处理器数相同），或 dask://主机:端口（见 docs/scale.md）"
    )
    run.add_argument("--once", action="store_true", help="处理完现有邮件即结束")
    run.add_argument(
        "--no-answer", action="store_true", default=None, help="只收取、核对、存储；邮箱中现有的邮件永不答复"
    )
    run.add_argument("--since", type=date.fromisoformat, metavar="日期", help="不收此日（如 2022-09-01）之前的邮件")

    export = _command(commands, "export", "导出处理结果，每封邮件一行，按处理顺序")
    _database(export)
    export.add_argument("--format", choices=("jsonl", "csv", "xlsx"), default="jsonl", help="格式（默认 jsonl）")
    export.add_argument("--current", action="store_true", help="列出现在的结果（含工作人员的决定），而不是处理时的结果")
    export.add_argument("--masked", action="store_true", help="遮去姓名、职务、手机号、邮箱，可以传阅")
    export.add_argument("--output", type=Path, metavar="文件", help="写入文件（默认写到屏幕；xlsx 必须指明）")
    add_export_options(export)

    extract = _command(commands, "extract", "只读文件，说明读到了什么、在哪里、有多大把握；不存储、不发送")
    extract.add_argument("files", nargs="+", type=Path, metavar="文件", help="附件（Word、PDF、图片……）或 .eml 邮件")
    extract.add_argument("--notice", metavar="通知", help="同 run")

    status = _command(commands, "status", "各类结果的件数、待人工处理的邮件、未送出的答复")
    _database(status)

    check = _command(commands, "check", "检查设定、邮箱登录、数据库、识别、字体等是否就绪，说明如何处理")
    check.add_argument("--inbox", metavar="来源", help="同 run")
    check.add_argument("--outbox", metavar="去处", help="同 run")
    _database(check)
    check.add_argument("--notice", metavar="通知", help="同 run")
    check.add_argument("--send", action="store_true", help="另外给自己发一封信")

    demo = _command(commands, "demo", "用随附的示例邮箱（虚构人员）走一遍主流程")
    _page_options(demo)
    demo.add_argument(
        "--no-page",
        dest="page",
        action="store_false",
        default=not os.environ.get("CI"),
        help="结束后不打开工作人员页面",
    )
    demo.add_argument(
        "--folder", type=Path, default=Path("demo-output"), metavar="文件夹", help="结果放在哪里（默认 demo-output）"
    )

    review = _command(commands, "review", "工作人员的页面：查看、核对、决定、答复")
    _database(review)
    _page_options(review)
    review.add_argument("--name", action="append", default=[], metavar="域名", help="也可用这个域名访问（可多次给出）")

    add_options(partial(_command, commands), _database)
    add_unit_options(partial(_command, commands), _database)

    user = _command(commands, "user", "谁可以使用工作人员页面")
    user.add_argument("do", choices=("add", "link", "remove", "list"), metavar="动作", help="add、link、remove 或 list")
    user.add_argument("name", nargs="?", metavar="姓名")
    user.add_argument(
        "--role", choices=("look", "decide", "administer"), default="decide", help="只看、办理（默认）、管理"
    )
    user.add_argument("--link", action="store_true", help="不设密码，打印一次性登录链接")
    _database(user)
    _page_options(user)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit status."""
    args = arguments().parse_args(argv)
    logging.basicConfig(
        level=logging.INFO if args.verbose else logging.WARNING,
        format="%(asctime)s %(levelname)s %(message)s",
        stream=sys.stderr,
    )
    from haizhi import commands

    try:
        return commands.COMMANDS[args.command](args)
    except commands.wrong_settings() as error:
        print(f"设置有误：{error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("已中断；再次运行会从断点继续。", file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 1
