"""EDGE: disk, time and terminal. The command `haizhi unit`: names of units, asked for, added, taken back.

In: parsed arguments. Out: rows in the database, which a running `haizhi run` heeds from the next mail on; words.
Elsewhere: the same on the staff's page (`review.pages_house`), what a name means (`rules.registry`).
"""

import argparse
import csv
import getpass
import io
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from data.database import Database, open_database
from data.review_edits import Hand
from data.review_units import add_unit, undo_unit, unit_names
from data.store import now_utc
from haizhi.commands import WrongSetting, database_of
from haizhi.lists_commands import known_desk
from rules.folding import unit_key
from rules.registry import Registry

LONGEST_NAME = 200
HEADING = "name"


def unit(args: argparse.Namespace) -> int:
    """Do what is asked. Raises WrongSetting."""
    with closing((database := open_database(database_of(args))).conn):
        DOINGS[args.do](args, database)
    return 0


def _list(_: argparse.Namespace, database: Database) -> None:
    for row in reversed(unit_names(database)):
        means = f"同“{row['same_as']}”" if row["same_as"] else row["kind"]
        undone = "（已撤销）" if row["undone_at"] else ""
        print(f"{row['id']}\t{row['name']}\t{means}\t{row['person']}\t{row['at'][:16]}{undone}")


def _find(args: argparse.Namespace, database: Database) -> None:
    match = _registry(args, database).find(_needed(args))
    if match.unit:
        print(f"{match.unit.name}（{match.unit.kind}）")
    elif match.kind:
        print(f"名单中没有；按写法是“{match.kind}”，须核对批件。")
    else:
        print(match.hint or "名单中没有这一名称。")
    if match.suggestions:
        print(f"相近的有：{'、'.join(match.suggestions)}")


def _add(args: argparse.Namespace, database: Database) -> None:
    registry, name = _registry(args, database), _needed(args)
    _add_one(database, registry, _hand(args), (name, args.type or "", args.same_as))
    print(f"已增加“{name}”，从下一封来信起生效。已在待办中的来信不自动改判，请在页面上办理。")


def _import(args: argparse.Namespace, database: Database) -> None:
    """Every row of a CSV file with the columns `name` and `aliases` (parted by |), as in data/registry."""
    registry, hand, added = _registry(args, database), _hand(args), 0
    for row in _rows(Path(_needed(args))):
        name = (row.get(HEADING) or "").strip()
        aliases = [alias.strip() for alias in (row.get("aliases") or "").split("|") if alias.strip()]
        if name and unit_key(name) not in registry.units:
            _add_one(database, registry, hand, (name, args.type or "", None))
            added += 1
        registry = _registry(args, database) if aliases else registry
        for alias in aliases:
            if unit_key(alias) not in registry.units:
                _add_one(database, registry, hand, (alias, "", name))
                added += 1
    print(f"已增加 {added} 个名称；名单中已有的略过。")


def _undo(args: argparse.Namespace, database: Database) -> None:
    number = _needed(args)
    standing = {str(row["id"]) for row in unit_names(database) if not row["undone_at"]}
    if number not in standing:
        raise WrongSetting(f"没有编号为 {number} 的增加（用 haizhi unit list 查看编号）")
    undo_unit(database, _hand(args), int(number))
    print("已撤销，从下一封来信起生效。")


DOINGS: Mapping[str, Callable[[argparse.Namespace, Database], None]] = {
    "list": _list,
    "find": _find,
    "add": _add,
    "import": _import,
    "undo": _undo,
}


def _add_one(database: Database, registry: Registry, hand: Hand, what: tuple[str, str, str | None]) -> None:
    name, kind, same_as = what
    known = registry.units.get(unit_key(name))
    if not unit_key(name) or len(name) > LONGEST_NAME:
        raise WrongSetting(f"单位名称应有 1 至 {LONGEST_NAME} 个字：{name[:30]}")
    if known and unit_key(known.name) == unit_key(name):
        raise WrongSetting(f"“{known.name}”本身就在名单中（{known.kind}）")
    if same_as and unit_key(same_as) not in registry.units:
        raise WrongSetting(f"名单中没有“{same_as}”，请先增加这一单位")
    if not same_as and kind not in registry.notice.options:
        raise WrongSetting(
            f"请用 --type 写明单位类型，或用 --same-as 写明是名单中哪个单位。类型：{'、'.join(registry.notice.options)}"
        )
    add_unit(database, hand, name, "" if same_as else kind, same_as)


def _rows(file: Path) -> list[dict[str, str]]:
    try:
        octets = file.read_bytes()
    except OSError as error:
        raise WrongSetting(f"打不开 {file}：{error.strerror}") from error
    try:
        text = octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        # As Chinese Excel saves it.
        text = octets.decode("gb18030", "replace")
    rows = list(csv.DictReader(io.StringIO(text)))
    if not rows or HEADING not in rows[0]:
        raise WrongSetting(f"{file} 第一行应有 name 一栏（可另有 aliases，几个之间用 | 分开）")
    return rows


def _registry(args: argparse.Namespace, database: Database) -> Registry:
    return known_desk(database, args.config).registry


def _needed(args: argparse.Namespace) -> str:
    name = str(args.name or "").strip()
    if not name:
        raise WrongSetting(f"请写明名称（或文件、编号），例如：haizhi unit {args.do} …")
    return name


def _hand(args: argparse.Namespace) -> Hand:
    return Hand(args.person or _user(), now_utc(), 0, -1)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        # A container may run as a number that has no name.
        return "命令行"
