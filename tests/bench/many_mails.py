"""EDGE: disk and processes. A mailbox of a hundred mails with one worker and with two, a poll that finds nothing, an
export of 20,000 rows, and how long commands take to begin.

In: nothing. Out: Lines.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from data.export import write_export
from data.ledger import Ledger
from data.store import Store
from haizhi.config import Settings
from haizhi.receiving import open_inbox
from haizhi.running import run_once
from haizhi.stubborn import Stubborn
from haizhi.tables import demo_mailbox
from tests.bench.clock import Line, milliseconds, once
from tests.review.many import make

MAILS, ROWS = 100, 20_000
WITH_SCANS = ("0001.eml", "0004.eml", "0007.eml", "0009.eml", "0012.eml")
NOTHING = "pass"


def lines() -> Iterator[Line]:
    """Everything that takes a folder."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield from _mailbox(folder)
        yield from _export(folder)


def _mailbox(folder: Path) -> Iterator[Line]:
    _fill(folder / "in")
    costs = {workers: once(lambda w=workers: run_once(_settings(folder, w))) for workers in (1, 2)}  # type: ignore[misc]
    yield Line(f"{MAILS} 封邮件（一半带扫描件），一个进程", costs[1], costs[1], "自身")
    yield Line(f"{MAILS} 封邮件，两个进程", costs[2], costs[1] / 2, "一个进程的一半")
    settings = _settings(folder, 2)
    assert settings.db is not None
    with Store.open(settings.db) as store, open_inbox(settings, store, Stubborn()) as inbox:
        poll = milliseconds(lambda: inbox.receive(lambda _: None, lambda: None))
    yield Line(
        f"没有新邮件的一次查看（{MAILS} 封旧邮件）", poll, milliseconds(lambda: _look(folder / "in")), "读出各文件"
    )


def _fill(inbox: Path) -> None:
    """Mails with a scan and without, each its own."""
    inbox.mkdir()
    for number in range(MAILS):
        name = WITH_SCANS[number // 2 % len(WITH_SCANS)] if number % 2 else "0005.eml"
        octets = (demo_mailbox() / name).read_bytes()
        (inbox / f"{number:04d}.eml").write_bytes(octets.replace(b"Message-ID: <", b"Message-ID: <%d." % number, 1))


def _settings(folder: Path, workers: int) -> Settings:
    place = folder / f"with{workers}"
    return Settings(inbox=str(folder / "in"), outbox=str(place / "answers"), db=place / "db", workers=workers)


def _look(inbox: Path) -> None:
    for entry in sorted(os.scandir(inbox), key=lambda entry: entry.name):
        Path(entry.path).read_bytes()


def _export(folder: Path) -> Iterator[Line]:
    path = folder / "many.sqlite3"
    make(path, ROWS)
    with Ledger.open(path) as ledger:
        rows = list(ledger.export_rows())

        def bare() -> None:
            with open(folder / "bare", "wb") as file:
                for row in rows:
                    file.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")

        limit = milliseconds(bare, 5)
        for form in ("jsonl", "csv", "xlsx"):
            cost = milliseconds(lambda f=form: write_export(ledger.export_rows(), f, folder / f), 3)  # type: ignore[misc]
            yield Line(f"导出 {ROWS} 行：{form}", cost, limit, "写出 JSON")
    begin = milliseconds(lambda: subprocess.run([sys.executable, "-c", NOTHING], check=True))
    small = folder / "with1" / "db"
    for command in ("export", "status"):
        started = [sys.executable, "-m", "haizhi", command, "--db", str(small)]
        cost = milliseconds(lambda s=started: subprocess.run(s, check=True, capture_output=True))  # type: ignore[misc]
        yield Line(f"haizhi {command}，从启动到结束", cost, begin, "Python 空启动")
