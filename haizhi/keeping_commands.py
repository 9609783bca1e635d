"""EDGE: disk, time and terminal. The commands `haizhi backup`, `haizhi purge` and `haizhi verify`.

In: parsed arguments. Out: exit status; words on stdout, never a name, a number or an address of a sender.
Elsewhere: what they do (`data.backup`, `data.purge`, `data.verify`), what is kept how long (`docs/privacy.md`).
"""

import argparse
import sys
from contextlib import closing
from datetime import datetime, timedelta, timezone
from functools import partial
from pathlib import Path

from haizhi.commands import WrongSetting, existing, settings_of
from haizhi.config import Settings

MOST_SHOWN = 20
BEIJING = timezone(timedelta(hours=8))


def backup(args: argparse.Namespace) -> int:
    """Copy the database, online."""
    from data.backup import WrongCopy, back_up

    settings = settings_of(args, "db")
    try:
        size = back_up(existing(settings.db), args.file)
    except WrongCopy as error:
        raise WrongSetting(str(error)) from error
    except OSError as error:
        raise WrongSetting(f"写不进 {args.file}：{error.strerror}") from error
    print(f"已备份到 {args.file}（{size / 1e6:.1f} MB，完好）。备份含个人信息，请妥善保管，到期一并删除。")
    return 0


def purge(args: argparse.Namespace) -> int:
    """Erase what is too old. Exit status 1 where traces are left."""
    from data.database import open_database
    from data.lock import RunLock
    from data.purge import StillRead
    from data.purge import purge as erase
    from data.store import now_utc
    from haizhi.leftovers import remove_answers, telling_files

    settings = settings_of(args, "db")
    path = existing(settings.db)
    folder = path.absolute().parent
    before = datetime(args.before.year, args.before.month, args.before.day, tzinfo=BEIJING)
    lock = RunLock(path)
    try:
        database = open_database(path)
        with closing(database.conn):
            forget = partial(remove_answers, folder, _folder_of(settings))
            found = erase(database, before, now_utc(), forget, try_only=args.dry_run)
    except StillRead:
        print("已清除，但另有程序正在读取数据库，旧数据尚有残留；请关闭工作人员页面后再运行一次。", file=sys.stderr)
        return 1
    finally:
        lock.let_go()
    _say(found.messages, found.unsettled, found.unanswered, try_only=args.dry_run)
    if args.dry_run:
        return 0
    left = list(telling_files(folder, found.told))
    for file in left[:MOST_SHOWN]:
        print(f"仍含已清除者的号码或地址，请查看或删除：{file}")
    if len(left) > MOST_SHOWN:
        print(f"……共 {len(left)} 个文件")
    return 1 if left else 0


def verify(args: argparse.Namespace) -> int:
    """Look at everything. Exit status 1 where something is wrong."""
    from data.database import open_database
    from data.verify import open_to_others
    from data.verify import verify as look

    settings = settings_of(args, "db")
    path = existing(settings.db)
    database = open_database(path)
    with closing(database.conn):
        found = look(database)
    print("，".join(f"{name} {number}" for name, number in found.counted.items()))
    troubles = [*found.troubles, *open_to_others(path), *_not_here(settings)]
    for trouble in troubles:
        print(trouble)
    print(f"发现 {len(troubles)} 处问题。" if troubles else "全部完好。")
    return 1 if troubles else 0


def _folder_of(settings: Settings) -> Path | None:
    """The folder that answers are written to, where they are."""
    return Path(settings.outbox) if settings.outbox and Path(settings.outbox).is_dir() else None


def _say(messages: int, unsettled: int, unanswered: int, *, try_only: bool) -> None:
    print(f"{'将清除' if try_only else '已清除'} {messages} 封邮件，连同原件、附件内容、图片、答复和查找索引。")
    if unsettled:
        print(f"另有 {unsettled} 封尚未处理，未清除；请先运行 haizhi run。")
    if unanswered:
        print(f"另有 {unanswered} 封的答复尚未送出，未清除。")


def _not_here(settings: Settings) -> list[str]:
    """What the mailbox holds and the database does not, where the settings name a mailbox."""
    if not settings.inbox:
        return []
    from haizhi.counting import count_of
    from intake.imap_connect import NotLetIn, Unreachable

    try:
        there, lacking = count_of(settings)
    except (NotLetIn, Unreachable, OSError) as error:
        return [f"邮箱无法清点：{error}"]
    print(f"邮箱 {there} 封，其中 {lacking} 封不在数据库中")
    return [f"邮箱中有 {lacking} 封邮件不在数据库中；运行 haizhi run 收取"] if lacking else []
