"""EDGE: disk and terminal. What each command of `haizhi` does; heavy parts are imported where they are used.

In: parsed arguments. Out: exit status; WrongSetting where the settings do not allow the command.
Elsewhere: the command line itself (`haizhi.cli`), showing a reading (`haizhi.show`).
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from data.rows import Row
    from haizhi.config import Settings


class WrongSetting(Exception):
    """A setting is missing or wrong; the text says which, in Chinese."""


def wrong_settings() -> tuple[type[Exception], ...]:
    """Every way in which a part of the house says, in Chinese, that its setting is wrong."""
    from data.database import WrongDatabase
    from data.lock import AnotherRun
    from intake.imap_address import WrongAddress
    from outbox.sink import UnknownSink
    from outbox.smtp_address import WrongSmtpAddress

    return (WrongSetting, AnotherRun, WrongDatabase, WrongAddress, UnknownSink, WrongSmtpAddress)


def settings_of(args: argparse.Namespace, *needed: str) -> "Settings":
    """Settings for these arguments; `needed` must be there."""
    from haizhi.config import Settings, load_settings

    given = {key: value for key, value in vars(args).items() if key in Settings.model_fields}
    try:
        settings = load_settings(args.config, **given)
    except FileNotFoundError as error:
        raise WrongSetting(f"找不到配置文件 {error}") from error
    except ValueError as error:
        raise WrongSetting(str(error)) from error
    for name in needed:
        if getattr(settings, name) in (None, ""):
            raise _missing(name)
    return settings


def database_of(args: argparse.Namespace) -> Path:
    """The database that these arguments, the environment or the configuration file name; the other settings are not
    looked at, which would take longer than the command. Raises WrongSetting."""
    from haizhi.config_file import written_in

    try:
        named = args.db or os.environ.get("HAIZHI_DB") or written_in(args.config).get("db")
    except FileNotFoundError as error:
        raise WrongSetting(f"找不到配置文件 {error}") from error
    except ValueError as error:
        raise WrongSetting(str(error)) from error
    if not named:
        raise _missing("db")
    return existing(Path(str(named)))


def _missing(name: str) -> WrongSetting:
    return WrongSetting(f"请给出 --{name}（或在配置文件、环境变量 HAIZHI_{name.upper()} 中设定）")


def run(args: argparse.Namespace) -> int:
    """Handle the mailbox, once or for ever."""
    from haizhi.executors import NoReaders
    from haizhi.running import run_once
    from haizhi.service import serve
    from haizhi.stopping import Stopping
    from intake.imap_connect import NotLetIn, Unreachable

    settings = settings_of(args, "inbox", "outbox", "db")
    try:
        if args.once:
            return 1 if run_once(settings) else 0
        stop = Stopping()
        stop.listen()
        serve(settings, stop)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise WrongSetting(f"找不到 {error.filename or error}") from error
    except NotLetIn as error:
        raise WrongSetting(str(error)) from error
    except NoReaders as error:
        print(error, file=sys.stderr)
        return 1
    except Unreachable as error:
        print(f"邮箱无法收取：{error}；再次运行会从断点继续。", file=sys.stderr)
        return 1
    return 0


def export(args: argparse.Namespace) -> int:
    """Write all rows in the chosen format."""
    from data.export import write_export

    if args.accounts or args.coverage:
        from haizhi.lists_commands import export_lists

        return export_lists(args)
    path = database_of(args)
    if args.format == "xlsx" and args.output is None:
        raise WrongSetting("xlsx 必须用 --output 指明文件")
    with _rows_now(path) if args.current else _rows_then(path) as rows:
        write_export(map(_masked, rows) if args.masked else rows, args.format, args.output)
    return 0


def _masked(row: "Row") -> "Row":
    from review.masking import masked

    record = row["record"] and {
        key: masked(key, value) if isinstance(value, str) else value for key, value in row["record"].items()
    }
    return {**row, "message_id": None, "record": record}


@contextmanager
def _rows_then(path: Path) -> "Iterator[Iterator[Row]]":
    from data.ledger import Ledger

    with Ledger.open(path) as ledger:
        yield ledger.export_rows()


@contextmanager
def _rows_now(path: Path) -> "Iterator[Iterator[Row]]":
    from data.store import Store

    with Store.open(path) as store:
        yield store.current_rows()


def extract(args: argparse.Namespace) -> int:
    """One JSON object a file on stdout; exit status 1 where a file could not be opened."""
    from haizhi.extracting import print_shown

    return print_shown(args.files, settings_of(args))


def status(args: argparse.Namespace) -> int:
    """A table of counts, and what waits for a person."""
    from data.ledger import Ledger
    from haizhi.lists_commands import print_coverage
    from haizhi.tables import status_table

    path = database_of(args)
    with Ledger.open(path) as ledger:
        status_table(ledger)
    print_coverage(path, args.config)
    return 0


def check(args: argparse.Namespace) -> int:
    """Try every part; exit status 1 where something is to be mended."""
    from haizhi.check import check_all

    return 0 if check_all(settings_of(args), send=args.send) else 1


def demo(args: argparse.Namespace) -> int:
    """Run over the demo mailbox that ships with the program and show what came of it."""
    from haizhi.tables import demo_mailbox, outcome_table

    folder: Path = args.folder
    folder.mkdir(parents=True, exist_ok=True)
    database = folder / "haizhi.sqlite3"
    for stale in folder.glob("haizhi.sqlite3*"):
        stale.unlink()
    args.inbox, args.outbox, args.db, args.once = str(demo_mailbox()), str(folder / "answers"), database, True
    code = run(args)
    outcome_table(database)
    print(f"\n答复写在 {folder / 'answers'}；数据库是 {database}。")
    print(f"试一试：.venv/bin/haizhi export --db {database} --format csv")
    if args.page:
        from haizhi.demo_page import show_demo_page

        show_demo_page(settings_of(args, "db", "outbox"), args.port)
    return code


def review(args: argparse.Namespace) -> int:
    """The staff's page."""
    from haizhi.review_commands import review as serve_page

    return serve_page(args)


def user(args: argparse.Namespace) -> int:
    """Who may use the staff's page."""
    from haizhi.review_commands import user as change_people

    return change_people(args)


def keeping(args: argparse.Namespace) -> int:
    """Backup, purge, verify."""
    from haizhi import keeping_commands

    return {"backup": keeping_commands.backup, "purge": keeping_commands.purge, "verify": keeping_commands.verify}[
        args.command
    ](args)


def existing(path: Path | None) -> Path:
    """The database, which must be there. Raises WrongSetting."""
    if path is None or not path.is_file():
        raise WrongSetting(f"找不到数据库 {path}")
    return path


def unit(args: argparse.Namespace) -> int:
    """Names of units."""
    from haizhi.units_commands import unit as change_units

    return change_units(args)


COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "run": run,
    "export": export,
    "extract": extract,
    "status": status,
    "check": check,
    "demo": demo,
    "review": review,
    "user": user,
    "unit": unit,
    "backup": keeping,
    "purge": keeping,
    "verify": keeping,
}
