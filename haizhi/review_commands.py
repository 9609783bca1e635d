"""EDGE: terminal and network. The commands `haizhi review` and `haizhi user`: serving the staff's page, who may use it.

In: parsed arguments. Out: exit status; WrongSetting where the settings do not allow the command.
Elsewhere: the server (`haizhi.reviewing`), the pages (`review`).
"""

import argparse
import getpass
import sys

from haizhi.commands import WrongSetting, existing, settings_of
from haizhi.config import Settings

PORT = 8750


def review(args: argparse.Namespace) -> int:
    """Serve the staff's page until it is stopped."""
    from data.database import WrongDatabase
    from data.review_people import people
    from haizhi.reviewing import FIRST_PERSON, LOCAL, link_for, serve, workplace_of

    settings = settings_of(args, "db")
    existing(settings.db)
    try:
        place = workplace_of(settings, (*LOCAL, args.host, *args.name))
    except WrongDatabase as error:
        raise WrongSetting(str(error)) from error
    address = f"http://{args.host}:{args.port}"
    print(f"工作人员页面：{address}（按 Ctrl+C 停止）")
    if not people(place.database):
        print(f"还没有人员。第一次请用这个一次性链接登录（30 分钟内有效）：\n{link_for(place, FIRST_PERSON, address)}")
    sys.stdout.flush()
    serve(place, args.host, args.port)
    return 0


def user(args: argparse.Namespace) -> int:
    """Add somebody, change a role or password, let somebody go, or print a one-time link."""
    from data.review_people import let_go, people
    from data.store import now_utc
    from haizhi.reviewing import workplace_of
    from review.words import ROLES

    settings = settings_of(args, "db")
    existing(settings.db)
    place = workplace_of(settings)
    if args.do == "list":
        for person in people(place.database):
            print(f"{person.name}\t{ROLES[person.role]}{'' if person.active else '（已停用）'}")
        return 0
    if not args.name:
        raise WrongSetting("请写明姓名，例如：haizhi user add 张三 --role decide")
    if args.do == "remove":
        let_go(place.database, args.name)
    elif args.do == "add":
        _add(args, settings)
    if args.do == "link" or (args.do == "add" and args.link):
        _print_link(args, settings)
    elif args.do == "remove":
        print(f"{args.name} 已停用（{now_utc():%H:%M}）。")
    return 0


def _add(args: argparse.Namespace, settings: Settings) -> None:
    from data.review_people import keep_person
    from data.store import now_utc
    from haizhi.reviewing import workplace_of
    from review.entering import WeakPassword, hashed
    from review.words import ROLES

    try:
        password = None if args.link else hashed(_asked_password())
    except WeakPassword as weak:
        raise WrongSetting(str(weak)) from weak
    keep_person(workplace_of(settings).database, args.name, args.role, password, now_utc())
    print(f"{args.name}：{ROLES[args.role]}")


def _print_link(args: argparse.Namespace, settings: Settings) -> None:
    from data.review_people import person_named
    from data.store import now_utc
    from haizhi.reviewing import workplace_of
    from review.entering import one_time_link

    database = workplace_of(settings).database
    person = person_named(database, args.name)
    if person is None or not person.active:
        raise WrongSetting(f"没有 {args.name} 这个人，请先用 haizhi user add 增加")
    print(one_time_link(database, person, f"http://{args.host}:{args.port}", now_utc()))


def _asked_password() -> str:
    """Typed twice, unseen; or one line of standard input where that is no terminal."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("密码：")
    if getpass.getpass("再输一次：") != first:
        raise WrongSetting("两次输入的密码不同")
    return first
