"""EDGE: disk, time and terminal. `haizhi export --accounts` and `--coverage`, and coverage in `haizhi status`.

In: parsed arguments, an open database. Out: workbooks; words on stdout; exit status.
Elsewhere: what stands in them (`data.accounts`, `data.coverage` and their `_sheets`).
"""

import argparse
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, cast

from haizhi.commands import WrongSetting, database_of
from haizhi.lists import desk_in

if TYPE_CHECKING:
    from data.coverage import Standing
    from data.database import Database
    from data.sheets import Sheet
    from rules.desk import Desk


def export_lists(args: argparse.Namespace) -> int:
    """The account list, the coverage, or both."""
    from data.database import open_database

    with closing((database := open_database(database_of(args))).conn):
        desk = known_desk(database, args.config)
        if args.accounts:
            _accounts(args.accounts, database, desk)
        if args.coverage:
            _coverage(args.coverage, database, desk)
    return 0


def known_desk(database: "Database", config: Path | None) -> "Desk":
    """The desk of this database. Raises WrongSetting."""
    try:
        return desk_in(database, config)
    except (OSError, KeyError, ValueError) as error:
        raise WrongSetting(f"通知或单位名单有误：{error}") from error


def _accounts(output: Path, database: "Database", desk: "Desk") -> None:
    from data.accounts import accounts, gone, note_as_named
    from data.accounts_sheets import account_sheets
    from data.store import now_utc

    found, left = accounts(database, desk.registry), gone(database, desk.registry)
    _write(account_sheets(found, left, desk.notice), output)
    # Only what is in a file counts as exported: the other way round, a full disk would lose people for ever.
    note_as_named(database, found, now_utc())
    wanting = [account for account in found if not account.has_account]
    new = sum(account.named is None for account in wanting)
    print(f"{output}：待开通账户 {len(wanting)} 人（本次新增 {new} 人），已有账户 {len(found) - len(wanting)} 人。")
    if left:
        print(f"另有 {len(left)} 人曾经导出、现已变动，见最后一张表。")


def _coverage(output: Path, database: "Database", desk: "Desk") -> None:
    from data.coverage import coverage
    from data.coverage_sheets import coverage_sheets

    found = coverage(database, desk.registry)
    _write(coverage_sheets(found), output)
    print(f"{output}：" + "；".join(in_short(found.counts())) + "。")


def print_coverage(path: Path, config: Path | None) -> None:
    """How far the units of each closed list have come."""
    from data.coverage import coverage
    from data.database import Database, open_connection

    # Coverage asks through the connection alone, which opens sooner than what writes.
    with closing((database := cast(Database, open_connection(path))).conn):
        for line in in_short(coverage(database, known_desk(database, config).registry).counts()):
            print(line)


def in_short(counts: Mapping[str, Mapping["Standing", int]]) -> list[str]:
    """One text for each closed list."""
    return [
        f"{kind}（共 {sum(of.values())}）"
        + "，".join(f"{standing} {number}" for standing, number in of.items() if number)
        for kind, of in counts.items()
    ]


def _write(sheets: Sequence["Sheet"], output: Path) -> None:
    from data.sheets import write_sheets

    try:
        write_sheets(sheets, output)
    except OSError as error:
        raise WrongSetting(f"写不进 {output}：{error.strerror or error}") from error
