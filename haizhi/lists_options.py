"""The options of `haizhi unit`, and of `haizhi export` for its two lists.

In: how a command and its --db are added to the command line. Out: a command, and options, on it.
Elsewhere: what they do (`haizhi.units_commands`, `haizhi.lists_commands`), the other commands (`haizhi.cli`).
"""

import argparse
from collections.abc import Callable
from pathlib import Path

Options = Callable[[str, str], argparse.ArgumentParser]


def add_export_options(export: argparse.ArgumentParser) -> None:
    """The account list and the coverage."""
    lists = export.add_argument_group("另两种表（Excel，可同时要）")
    lists.add_argument(
        "--accounts", type=Path, metavar="文件.xlsx",
        help="开通“科协一家”账户用的名单：待开通的、已有账户的；导出过的会注明，新增的排在最前",
    )  # fmt: skip
    lists.add_argument(
        "--coverage", type=Path, metavar="文件.xlsx",
        help="报送情况：全国学会、省级科协逐个列出，谁已登记、谁在等什么、谁未来信",
    )  # fmt: skip


def add_unit_options(command: Options, database: Callable[[argparse.ArgumentParser], None]) -> None:
    """The command `haizhi unit`."""
    unit = command("unit", "单位名单：查名称、增加单位或别名、撤销增加（不必改程序，正在运行的收取随即采用）")
    unit.add_argument(
        "do", choices=("find", "add", "import", "undo", "list"), metavar="动作",
        help="find 查一个名称；add 增加；import 从 CSV 增加；undo 撤销；list 列出增加过的",
    )  # fmt: skip
    unit.add_argument("name", nargs="?", metavar="名称", help="单位名称；import 时为文件，undo 时为编号")
    unit.add_argument("--type", metavar="类型", help="新单位的类型，与信息表上印的一致，如：海外科技团体")
    unit.add_argument("--same-as", metavar="名称", help="这是名单中哪个单位的另一名称（简称、曾用名、新名、外文名）")
    unit.add_argument("--person", metavar="姓名", help="谁增加的（默认为登录本机的用户）")
    database(unit)
